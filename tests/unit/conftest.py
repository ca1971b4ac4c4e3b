"""Fixtures of the unit tests."""

from tests.unit.money import money_source

__all__ = ["money_source"]
