"""Tests of what people take away: API, feeds, factsheets, pictures, standards."""
