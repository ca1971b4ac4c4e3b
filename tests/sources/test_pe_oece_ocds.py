"""SEACE in OCDS: 222 releases that are 25 processes, and tax numbers inside award ids."""

import json
from pathlib import Path
from typing import Any

import pytest

from ingest.settings import Settings
from tests.sources.pe_support import bring_in, cents, lake

SOURCE = "pe_oece_ocds"
ENTITIES = [
    *("process", "award", "award_supplier", "award_item", "contract", "contract_supplier"),
    *("bid", "bid_tenderer", "meta_reject"),
]


@pytest.fixture
def latest(settings: Settings, extracts: Path) -> dict[str, dict[str, Any]]:
    """The newest release of each process, which in this publisher's files is complete."""
    (file,) = (extracts / "peru" / "oece_ocds").glob("*.json")
    bring_in(settings, SOURCE, [file])
    document = json.loads(file.read_text(encoding="utf-8"))
    releases = [r for entry in document["releases"] for r in entry["package"]["releases"]]
    assert len(releases) == 222
    return {r["ocid"]: r for r in sorted(releases, key=lambda r: r["date"])}


def test_releases_are_merged_per_process(
    settings: Settings, latest: dict[str, dict[str, Any]]
) -> None:
    assert lake(settings, "process", "select count(*) from lake") == [(len(latest),)]
    awards = [a for r in latest.values() for a in r.get("awards", [])]
    known = {a["id"] for a in awards}
    found = lake(settings, "award", "select count(*), sum(amount) from lake")
    assert found[0][0] >= len(known)
    contracts = {c["id"]: c for r in latest.values() for c in r.get("contracts", [])}
    money = [c["value"]["amount"] for c in contracts.values()]
    total = lake(settings, "contract", "select count(*), sum(initial_value) from lake")
    assert total == [(len(contracts), cents(money))]


def test_a_reserved_value_is_missing(settings: Settings, latest: dict[str, dict[str, Any]]) -> None:
    shown = [v for r in latest.values() if (v := r["tender"]["value"]["amount"]) != 0]
    assert len(shown) < len(latest)
    found = lake(
        settings, "process", "select count(estimated_value), sum(estimated_value) from lake"
    )
    assert found == [(len(shown), cents(shown))]


def test_projects_places_and_buyers_join_other_sources(
    settings: Settings, latest: dict[str, dict[str, Any]]
) -> None:
    wrong = (
        "select count(*) from lake where not regexp_full_match(buyer_code, '[1-9][0-9]*') "
        "or region_name is null or municipality_name is null or published_on is null"
    )
    assert lake(settings, "process", wrong) == [(0,)]
    coded = [r for r in latest.values() if r["planning"]["budget"].get("projectID")]
    found = lake(settings, "process", "select count(project_code) from lake")
    assert found == [(len(coded),)]


def test_no_person_reaches_the_lake(settings: Settings, latest: dict[str, dict[str, Any]]) -> None:
    texts = "\n".join(str(lake(settings, entity)) for entity in ENTITIES)
    persons = {
        p["id"].removeprefix("PE-RUC-"): p["name"]
        for r in latest.values()
        for p in r["parties"]
        if p["id"].startswith("PE-RUC-10") and len(p["id"]) == 18
    }
    assert len(persons) > 10
    for document, name in persons.items():
        assert document not in texts
        assert name not in texts


def test_tenderers_are_bids_without_amounts(
    settings: Settings, latest: dict[str, dict[str, Any]]
) -> None:
    took_part = {
        (ocid, t["id"]) for ocid, r in latest.items() for t in r["tender"].get("tenderers", [])
    }
    assert lake(settings, "bid", "select count(*), count(amount) from lake") == [
        (len(took_part), 0)
    ]
