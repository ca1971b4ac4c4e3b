"""Cardinal's rules over the releases of other publishers, against a reading of the bare JSON."""

from __future__ import annotations

import os
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from ingest.readers.ocds import merge
from tests.dbt.warehouse import ROOT, built
from tests.indicators.cardinal import Json, answers, published, run

EXTRACTS = Path(os.environ.get("VETA_EXTRACTS_DIR", ROOT.parent / "shared" / "data"))
FILES = EXTRACTS / "intl" / "ocds_samples" / "derived"
PUBLISHERS = (
    "colombia",
    "mexico_cdmx",
    "mexico_grupo-aeroportuario",
    "moldova",
    "paraguay",
    "ukraine",
)
RULES = ("R003", "R018", "R028", "R035", "R036")


def processes(given: list[Json]) -> dict[str, Json]:
    """Merged processes by ocid, cancelled ones left out as Cardinal does."""
    by_ocid: dict[str, list[Json]] = {}
    for release in given:
        by_ocid.setdefault(release["ocid"], []).append(release)
    merged = {ocid: merge(parts) for ocid, parts in by_ocid.items()}
    return {k: m for k, m in merged.items() if m.get("tender", {}).get("status") != "cancelled"}


def single_bids(found: dict[str, Json]) -> set[str]:
    wanted = set()
    for ocid, process in found.items():
        tender: dict[str, Any] = process.get("tender", {})
        told = tender.get("numberOfTenderers", len(tender.get("tenderers") or []) or None)
        if told == 1 and tender.get("procurementMethod") in ("open", "selective"):
            wanted.add(ocid)
    return wanted


def identical_prices(found: dict[str, Json]) -> set[str]:
    wanted = set()
    for ocid, process in found.items():
        bids = [
            (
                bid["value"]["amount"],
                bid["value"].get("currency"),
                {t["id"] for t in bid["tenderers"]},
            )
            for bid in process.get("bids", {}).get("details", [])
            if bid.get("status") in ("pending", "valid", "disqualified")
            and bid.get("value", {}).get("amount") is not None
            and bid.get("tenderers")
        ]
        if any(a[:2] == b[:2] and a[2] != b[2] for a, b in combinations(bids, 2)):
            wanted.add(ocid)
    return wanted


@pytest.mark.parametrize("publisher", PUBLISHERS)
def test_releases_of_any_publisher_run_through_the_rules(publisher: str) -> None:
    path = FILES / f"{publisher}.jsonl"
    if not path.exists():
        pytest.skip(f"no sample in {path}")
    given = published(path)
    found = processes(given)
    assert found
    flagged = {
        rule: set(answers(run(built(), rule, given), rule).get("OCID", {})) for rule in RULES
    }
    assert flagged["R018"] == single_bids(found)
    assert flagged["R028"] == identical_prices(found)
    for rule in RULES:
        assert flagged[rule] <= set(found)
