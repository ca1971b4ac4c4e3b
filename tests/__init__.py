"""Tests, from seconds to minutes; CONTRIBUTING says which folder proves what."""
