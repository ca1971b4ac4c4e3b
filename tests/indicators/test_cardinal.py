"""Cardinal's own fixtures, case by case, and every place where we answer otherwise on purpose."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.dbt.warehouse import ROOT, built
from tests.indicators.cardinal import Json, answers, releases, run

EXTRACTS = Path(os.environ.get("VETA_EXTRACTS_DIR", ROOT.parent / "shared" / "data"))
FIXTURES = EXTRACTS / "cardinal" / "fixtures"
NAMES = sorted(path.stem for path in FIXTURES.glob("*.jsonl"))
DIFFERENCES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "cardinal_differences.yml").read_text("utf-8")
)
# Rules whose upstream value is a measure; elsewhere upstream writes 1.0 for "present".
MEASURES = {"R018", "R024", "R025", "R035", "R038", "R048", "R058"}
# Fences that upstream reports for its fixtures, as published with them.
FENCES = {"R024": 16.6667, "R025": 0.8333, "R048": 1.8333, "R058": 83.3333}


def expected(name: str, rule: str) -> dict[str, dict[str, float]]:
    said = json.loads((FIXTURES / f"{name}.expected").read_text("utf-8"))
    otherwise = {d["subject"] for d in DIFFERENCES if d.get("fixture") == name}
    return {
        kind: {s: v[rule] for s, v in subjects.items() if s not in otherwise}
        for kind, subjects in said.items()
    }


def test_fixtures_are_there() -> None:
    if not FIXTURES.exists():
        pytest.skip(f"no upstream fixtures in {FIXTURES}")
    assert len({name.split("-")[0] for name in NAMES}) == 11


@pytest.mark.parametrize("name", NAMES)
def test_same_answers_as_cardinal(name: str) -> None:
    rule = name.split("-")[0]
    given = releases(FIXTURES / f"{name}.jsonl")
    sandbox = run(built(), rule, given, FIXTURES / f"{name}.settings.ini")
    found, wanted = answers(sandbox, rule), expected(name, rule)
    assert {k: set(v) for k, v in found.items()} == {k: set(v) for k, v in wanted.items()}
    if rule in MEASURES:
        kind = "OCID" if "OCID" in wanted else next(iter(wanted))
        assert found[kind] == pytest.approx(wanted[kind])
    if rule in FENCES:
        fences = sandbox.connection.execute(
            "select distinct threshold from results where threshold is not null"
        ).fetchall()
        assert [f[0] for f in fences] == [pytest.approx(FENCES[rule], abs=5e-5)]


def two_bids(ocid: str, winner: float, loser: float) -> Json:
    def bid(who: str, amount: float) -> Json:
        value = {"amount": amount, "currency": "USD"}
        return {"status": "valid", "tenderers": [{"id": who}], "value": value}

    awards = [{"status": "active", "suppliers": [{"id": "W"}]}]
    return {
        "ocid": ocid,
        "bids": {"details": [bid("W", winner), bid("L", loser)]},
        "awards": awards,
    }


def own_releases(difference: dict[str, Any]) -> list[Json]:
    if "fixture" in difference:
        if not FIXTURES.exists():
            pytest.skip(f"no upstream fixtures in {FIXTURES}")
        return releases(FIXTURES / f"{difference['fixture']}.jsonl")
    if "prices" in difference:
        return [two_bids(ocid, *prices) for ocid, prices in difference["prices"].items()]
    return list(difference["releases"])


@pytest.mark.parametrize("difference", DIFFERENCES, ids=lambda d: f"{d['rule']}-{d['subject']}")
def test_differences_are_what_the_list_says(difference: dict[str, Any], tmp_path: Path) -> None:
    least = tmp_path / "settings.ini"
    if "least" in difference:
        text = f"[{difference['rule']}]\nminimum_contracting_processes = {difference['least']}\n"
        least.write_text(text, "utf-8")
    given = own_releases(difference)
    sandbox = run(built(), difference["rule"], given, least if least.exists() else None)
    found = sandbox.connection.execute(
        "select status, reason from results where subject_id = ?", [difference["subject"]]
    ).fetchall()
    assert [list(row) for row in found] == [difference["veta"]]
    assert difference["cardinal"] in ("signal", "none")
    assert difference["why"]
