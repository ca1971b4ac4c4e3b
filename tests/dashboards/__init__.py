"""Tests of the dashboard: queries, words, numbers, pages and a real browser."""
