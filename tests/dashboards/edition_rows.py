"""Invented rows of the fixture edition: real places, made-up money, works and promises.

Column names are those of the dbt marts. Small on purpose: each row is here because a test or a
state of a page needs it.
"""

from __future__ import annotations

from tests.dashboards import (
    edition_money,
    edition_promises,
    edition_signals,
    edition_sources,
    edition_works,
)
from tests.dashboards.edition_base import Row

ROWS: dict[str, list[Row]] = {
    **edition_money.ROWS,
    **edition_works.ROWS,
    **edition_promises.ROWS,
    **edition_signals.ROWS,
    **edition_sources.ROWS,
}
