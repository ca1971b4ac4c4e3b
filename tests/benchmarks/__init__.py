"""Measurements as ratios within one run; nothing here asserts seconds."""
