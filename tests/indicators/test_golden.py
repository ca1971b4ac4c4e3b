"""Every golden case gives exactly its expected results: the rows, their values, their statuses."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.dbt.warehouse import PROJECT, built
from tests.indicators.golden import Row, Sandbox, cases, load

NUMBERS = {"value", "numerator", "denominator", "n", "threshold"}


def comparable(row: Row | dict[str, Any]) -> dict[str, Any]:
    """Numbers rounded to six decimals, so that a person's division and the engine's agree."""
    return {
        name: round(float(cell), 6) if name in NUMBERS and cell is not None else cell
        for name, cell in row.items()
    }


def by_subject(row: dict[str, Any]) -> tuple[str, str]:
    return str(row["subject_id"]), str(row.get("period"))


@pytest.mark.parametrize("path", cases(), ids=lambda p: f"{p.parent.name}-{p.stem}")
def test_golden_case(path: Path) -> None:
    given, expected, settings = load(path)
    entry = yaml.safe_load((PROJECT / "indicators" / f"{path.parent.name}.yml").read_text("utf-8"))
    found = Sandbox(built(), given, settings).rows(entry["model"], list(expected[0]))
    assert sorted(map(comparable, found), key=by_subject) == sorted(
        map(comparable, expected), key=by_subject
    )
