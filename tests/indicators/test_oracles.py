"""Our SQL against independent computations: numpy, scipy, and what an oracle table says.

Numbers are drawn with a fixed seed; what is compared is how they are computed, not which they are.
"""

from __future__ import annotations

import csv
import os
from pathlib import Path
from typing import Any

import duckdb
import jinja2
import numpy as np
import pytest
from scipy import stats

from tests.dbt.warehouse import PROJECT, ROOT, built
from tests.indicators.golden import Sandbox

EXTRACTS = Path(os.environ.get("VETA_EXTRACTS_DIR", ROOT.parent / "shared" / "data"))
MACROS: Any = (
    jinja2.Environment()
    .from_string((PROJECT / "macros" / "indicator.sql").read_text("utf-8"))
    .module
)
SPENDING = {"country": "PE", "government_level": "local", "fiscal_year": 2013, "stream_code": "ALL"}


def sandbox(given: dict[str, list[dict[str, Any]]], settings: dict[str, float]) -> Sandbox:
    return Sandbox(built(), given, settings)


def rows(sql: str) -> list[tuple[Any, ...]]:
    relation = duckdb.sql(sql)
    return relation.fetchall() if relation is not None else []


def one(sql: str) -> Any:
    return rows(sql)[0][0]


@pytest.mark.parametrize("size", [4, 7, 30, 101])
def test_quartiles_are_type_8(size: int) -> None:
    values = np.random.default_rng(size).normal(size=size)
    body = ", ".join(f"('g', {v!r}::double)" for v in values.tolist())
    duckdb.sql(f"create or replace temp view peers as from (values {body}) as t(peer_group, value)")
    found = rows(MACROS.peer_quartiles("peers"))[0]
    wanted = np.quantile(values, [0.25, 0.5, 0.75], method="median_unbiased")
    assert found[:2] == ("g", size)
    assert found[2:] == pytest.approx(wanted.tolist())


@pytest.mark.parametrize(("successes", "trials"), [(0, 12), (1, 10), (9, 10), (50, 100), (7, 7)])
def test_wilson_interval(successes: int, trials: int) -> None:
    ends = [one(f"select {MACROS.wilson(successes, trials, 1.959964, sign)}") for sign in "-+"]
    wanted = stats.binomtest(successes, trials).proportion_ci(0.95, method="wilson")
    assert ends == pytest.approx([wanted.low, wanted.high], abs=1e-7)


def test_fence_of_an_indicator() -> None:
    ratios = np.random.default_rng(2).uniform(0.5, 1.0, size=40)
    given = [
        {**SPENDING, "entity_code": f"e{k}", "current_budget": 1000, "accrued": round(1000 * r, 2)}
        for k, r in enumerate(ratios)
    ]
    for row in given:
        row["is_running"] = False
    found = sandbox({"int_spending_year": given}, {}).rows(
        "ind_fx_02_execution_rate", ["value", "threshold"]
    )
    q1, q3 = np.quantile([r["value"] for r in found], [0.25, 0.75], method="median_unbiased")
    assert {round(r["threshold"], 9) for r in found} == {round(q1 - 1.5 * (q3 - q1), 9)}


def contracts(buyer: str, amounts: list[float]) -> dict[str, list[dict[str, Any]]]:
    """One buyer's contracts of 2024, each with a company of its own."""
    state = [
        {
            "country": "CO",
            "contract_id": f"{buyer}{k}",
            "buyer_code": buyer,
            "current_value": amount,
            "signed_on": "2024-01-01",
            "is_present": True,
            "funding": "other",
        }
        for k, amount in enumerate(amounts)
    ]
    held = [
        {
            "country": "CO",
            "contract_id": row["contract_id"],
            "supplier_id": f"s{k % 9}",
            "supplier_kind": "company",
        }
        for k, row in enumerate(state)
    ]
    return {"int_contract_state": state, "stg_contract_supplier": held}


def test_concentration() -> None:
    amounts = np.random.default_rng(3).integers(1, 1000, size=60).astype(float).tolist()
    given = contracts("B", amounts)
    found = sandbox(given, {}).rows("ind_pr_10_supplier_concentration", ["value"])
    held = np.bincount(np.arange(60) % 9, weights=amounts)
    assert found[0]["value"] == pytest.approx(10_000 * ((held / held.sum()) ** 2).sum())


def test_benford_deviation_and_its_cut() -> None:
    amounts = np.round(10 ** np.random.default_rng(4).uniform(2, 6, size=600), 2).tolist()
    model = "ind_pr_24_benford"
    found = sandbox(contracts("B", amounts), {}).rows(model, ["value", "threshold", "status"])[0]
    digits = np.array([int(str(int(a))[0]) for a in map(round, amounts)])
    law = np.log10(1 + 1 / np.arange(1, 10))
    seen = np.bincount(digits, minlength=10)[1:] / len(digits)
    assert found["value"] == pytest.approx(np.abs(seen - law).mean())
    assert found["threshold"] == pytest.approx(max(0.015, 0.35 / 600**0.5))
    assert found["status"] == "clear"


@pytest.mark.parametrize("size", [500, 1000, 5000])
def test_benford_factor_holds_for_conforming_samples(size: int) -> None:
    law = np.log10(1 + 1 / np.arange(1, 10))
    drawn = np.random.default_rng(size).multinomial(size, law, size=4000) / size
    deviations = np.abs(drawn - law).mean(axis=1)
    assert np.mean(deviations > 0.35 / size**0.5) == pytest.approx(0.05, abs=0.012)


def test_percentiles_are_mid_ranks() -> None:
    values = np.random.default_rng(5).integers(0, 12, size=40).astype(float)
    given = [
        {
            "indicator_code": "FX-02",
            "subject_type": "entity_stream",
            "subject_id": f"s{k}",
            "country": "PE",
            "period": "2013",
            "peer_group": "g",
            "value": value,
            "status": "clear",
            "minimum_peers": 8,
        }
        for k, value in enumerate(values)
    ]
    found = sandbox({"int_indicator_union": given}, {}).rows(
        "int_indicator_result", ["value", "peer_percentile"]
    )
    for row in found:
        wanted = stats.percentileofscore(values, row["value"], kind="mean")
        assert row["peer_percentile"] == pytest.approx(wanted)


def test_bands_are_those_of_the_oracle() -> None:
    path = EXTRACTS / "oracle" / "pefa_scoring_bands.csv"
    if not path.exists():
        pytest.skip(f"no oracle in {path}")
    oracle = {r["dimension"][:3]: r for r in csv.DictReader(path.open(encoding="utf-8"))}
    seed = list(csv.DictReader((PROJECT / "seeds" / "pefa_bands.csv").open(encoding="utf-8")))
    bands = {(r["indicator_code"], r["score"]): r for r in seed}
    for code, dimension in (("FX-06", "1.1"), ("FX-08", "3.1")):
        for score in "ABC":
            low, high = (float(p.strip("%")) for p in oracle[dimension][score].split("-"))
            band = bands[code, score]
            assert [float(band["low_ratio"]), float(band["high_ratio"])] == pytest.approx(
                [low / 100, high / 100]
            )
    for score in "ABC":
        limit = float(oracle["2.1"][score].strip("<%")) / 100
        assert float(bands["FX-07", score]["high_ratio"]) == pytest.approx(limit)
