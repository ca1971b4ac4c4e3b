"""No picture adds up what tells the same thing twice."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from dashboards.components import charts
from dashboards.components.sentence import told_once
from dashboards.queries import places


def received(period: str, phase: str, amount: int, stream: str) -> dict[str, Any]:
    return {
        "fiscal_period": period, "received_phase": phase, "received": Decimal(amount),
        "is_extractive": True, "stream_code": stream, "name_es": stream, "currency": "PEN",
    }  # fmt: skip


ROWS = [
    received("2024", "transferred", 100, "canon"),
    received("2024", "transferred", 30, "royalty"),
    received("2024", "collected", 120, "18"),
    received("2023", "collected", 80, "18"),
    received("2022", "somehow", 7, "18"),
]


def test_two_phases_of_one_period_are_never_stacked(edition: Path) -> None:
    assert [row["received"] for row in told_once(ROWS)] == [100, 30, 80, 7]
    place = places.find("PE-180106")
    assert place is not None
    chart = charts.series_chart(ROWS, place, "soles")
    assert chart is not None
    assert sum(chart.data.query("period == '2024'")["amount"]) == 130


def test_two_states_of_one_day_are_two_lines(edition: Path) -> None:
    states = [
        {"data_as_of": date(2026, 4, 15), "physical_progress_pct": pct, "country": "CO",
         "financial_progress_pct": None}
        for pct in (14.0, 6.0)
    ]  # fmt: skip
    chart = charts.progress_chart(states)
    assert chart is not None
    assert chart.data["on"].nunique() == 2
