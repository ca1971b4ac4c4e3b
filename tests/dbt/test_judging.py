"""What is decided over an indicator as a whole: thin fields, rules that separate nobody, panels."""

from __future__ import annotations

from typing import Any

import pytest

from tests.dbt.warehouse import built
from tests.indicators.golden import Sandbox

Rows = list[dict[str, Any]]


def result(code: str, subject: str, status: str, **other: Any) -> dict[str, Any]:
    row = {
        "indicator_code": code,
        "subject_type": "buyer",
        "subject_id": subject,
        "country": "CO",
        "period": "2024",
        "peer_group": "g",
        "value": 0.5,
        "status": status,
        "minimum_peers": 8,
    }
    return {**row, **other}


def coverage(field: str, period: str, seen: int, filled: int) -> dict[str, Any]:
    entity = field.split(".")[0]
    place = {"country": "CO", "source_id": "s", "period": period}
    return {"entity": entity, "field": field, **place, "rows_seen": seen, "filled": filled}


def judged(union: Rows, fields: Rows) -> dict[str, tuple[str, str | None]]:
    given = {"int_indicator_union": union, "int_field_coverage": fields}
    rows = Sandbox(built(), given).rows("int_indicator_judged", ["subject_id", "status", "reason"])
    return {row["subject_id"]: (row["status"], row["reason"]) for row in rows}


def test_a_comparison_that_marks_a_third_judges_nobody() -> None:
    union = [result("PR-03", f"b{k}", "signal" if k < 3 else "clear") for k in range(9)]
    assert set(judged(union, []).values()) == {("not_applicable", "not_discriminating")}


def test_a_comparison_that_marks_fewer_stands() -> None:
    union = [result("PR-03", f"b{k}", "signal" if k < 2 else "clear") for k in range(9)]
    assert [s for s, _ in judged(union, []).values()].count("signal") == 2


def test_a_legal_rule_keeps_its_signals_however_many() -> None:
    union = [result("PR-10", f"b{k}", "signal") for k in range(9)]
    assert {s for s, _ in judged(union, []).values()} == {"signal"}


def test_a_thin_field_is_named_and_never_clear() -> None:
    union = [result("PR-10", "a", "clear"), result("PR-10", "b", "signal")]
    thin = [coverage("contract.current_value", "2024", 100, 9)]
    found = judged(union, thin)
    assert found["a"] == ("not_computable", "field_hardly_published:contract.current_value")
    assert found["b"][0] == "signal"
    assert judged(union, [coverage("contract.current_value", "2024", 100, 10)])["a"][0] == "clear"


PANEL = ("PR-01", "PR-03", "C-R038", "PR-08", "PR-10", "PR-21", "PR-25")


def panel(percentiles: dict[str, dict[str, float]], contracts: int | None = None) -> Sandbox:
    """Buyers with a percentile per indicator; PR-10 is a signal from 50 on.

    With a number of contracts the values are shares of so many.
    """
    subjects: list[Any] = [
        {"subject_type": "buyer", "subject_id": b, "country": "CO", "period": "2024"}
        for b in percentiles
    ]
    results: list[Any] = [
        {
            **result(code, buyer, "signal" if code == "PR-10" and value >= 50 else "clear"),
            "peers": 30,
            "peer_percentile": value,
            "value": value / 100,
            "n": contracts,
        }
        for buyer, values in percentiles.items()
        for code, value in values.items()
    ]
    return Sandbox(built(), {"int_subject": subjects, "int_indicator_result": results})


FIELDS = ["subject_id", "score", "components", "coverage_ratio", "status", "reason"]
RANKS = ["subject_id", "rank_low", "rank_median", "rank_high"]


def test_score_is_the_mean_of_dimensions() -> None:
    values = {"PR-01": 80.0, "PR-03": 40.0, "PR-08": 90.0, "PR-10": 60.0, "PR-21": 10.0}
    found = panel({"a": values}).rows("fct_composite", FIELDS)
    row = next(r for r in found if r["subject_id"] == "a")
    # competition 0.6, concentration (0.9 + 1) / 2, timing 0.1: their mean is 0.55
    assert row["score"] == pytest.approx(55.0)
    assert row["components"] == 5
    assert row["coverage_ratio"] == pytest.approx(5 / 7)


def test_below_three_fifths_nothing_is_scored() -> None:
    found = panel({"a": {"PR-01": 80.0, "PR-08": 90.0, "PR-21": 1.0, "PR-10": 1.0}})
    row = found.rows("fct_composite", FIELDS)[0]
    assert (row["score"], row["status"]) == (None, "not_evaluable")
    assert row["reason"] == "coverage_below_60_percent"


def test_ranks_are_intervals_and_the_same_every_time() -> None:
    buyers = {f"b{k}": dict.fromkeys(PANEL, 10.0 * k + 5) for k in range(8)}
    buyers["b7"] = {code: 90.0 if n % 2 else 5.0 for n, code in enumerate(PANEL)}
    first = panel(buyers).rows("fct_composite", RANKS)
    assert sorted(map(str, first)) == sorted(map(str, panel(buyers).rows("fct_composite", RANKS)))
    ranks = {r["subject_id"]: r for r in first}
    # b6 is ahead in everything; b7, uneven, moves with weights and with the kind of mean
    assert ranks["b6"]["rank_median"] == 1
    assert ranks["b7"]["rank_low"] < ranks["b7"]["rank_high"]
    assert all(r["rank_low"] <= r["rank_median"] <= r["rank_high"] for r in first)


def test_few_contracts_widen_the_interval() -> None:
    buyers = {f"b{k:02}": dict.fromkeys(PANEL, 4.0 * k + 2) for k in range(24)}
    widths = {}
    for contracts in (12, 100_000):
        rows = panel(buyers, contracts).rows("fct_composite", RANKS)
        widths[contracts] = sum(r["rank_high"] - r["rank_low"] for r in rows)
        assert all(r["rank_low"] <= r["rank_median"] <= r["rank_high"] for r in rows)
    assert widths[12] > 1.5 * widths[100_000]
