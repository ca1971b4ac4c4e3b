"""Runs OCDS releases through the procurement rules as Cardinal's fixtures ask for them.

What belongs here: from releases and Cardinal's settings to our tables, and from our results to the
shape of Cardinal's answers. No expectation belongs here.
"""

from __future__ import annotations

import configparser
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ingest.readers.ocds import merge
from ingest.readers.ocds_rows import rows_of
from tests.dbt.lakes import entity_columns
from tests.dbt.warehouse import Warehouse
from tests.indicators.golden import Sandbox

Json = dict[str, Any]
COUNTRY = "XX"
ENTITIES = ("process", "award", "award_supplier", "award_item", "bid", "bid_tenderer")
# Who Cardinal names beside a process, and where our tables keep them.
BESIDE = {
    "R024": "select winner_id from int_price_gap where {p} "
    "union select loser_id from int_price_gap where {p}",
    "R028": "select tenderer_id from stg_bid_tenderer as made where {p} and exists "
    "(select 1 from int_identical_bid as pair where pair.process_id = made.process_id "
    "and made.bid_id in (pair.bid_a, pair.bid_b))",
    "R030": "select tenderer_id from int_winning_bid where {p}",
    "R035": "select winner_id from int_process where {p}",
    "R058": "select winner_id from int_price_gap where {p}",
}
KINDS = {"buyer": "Buyer", "procuring_entity": "ProcuringEntity", "supplier": "Tenderer"}


def releases(path: Path) -> list[Json]:
    """Reads a fixture, one release per line."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def lake_rows(given: list[Json]) -> dict[str, list[dict[str, Any]]]:
    """Rows of our entities from releases, merged per ocid.

    Cardinal's fixtures give neither bids nor awards an id: their places stand in for it.
    """
    by_ocid: dict[str, list[Json]] = {}
    for release in given:
        by_ocid.setdefault(release["ocid"], []).append(release)
    tables: dict[str, list[dict[str, Any]]] = {f"stg_{entity}": [] for entity in ENTITIES}
    columns = {entity: entity_columns(entity) for entity in ENTITIES}
    for process in map(merge, by_ocid.values()):
        bids = process.get("bids", {}).get("details", [])
        for numbered in (bids, process.get("awards", [])):
            for number, part in enumerate(numbered):
                part.setdefault("id", str(number))
        for entity in ENTITIES:
            for row in rows_of(entity, process):
                kept = {k: v for k, v in row.items() if k in columns[entity]}
                kind = {
                    f"{who}_kind": "company"
                    for who in ("supplier", "tenderer")
                    if f"{who}_id" in kept
                }
                tables[f"stg_{entity}"].append({"country": COUNTRY, **kept, **kind})
    return tables


def settings(warehouse: Warehouse, path: Path | None) -> dict[str, list[dict[str, Any]]]:
    """Our seeds with what a settings file of Cardinal says.

    Args:
        warehouse: The built one, for the seeds as they are.
        path: The ``.ini``; None keeps only that no least number of peers is asked.
    """
    parser = configparser.ConfigParser()
    if path is not None:
        parser.read_string("[general]\n" + path.read_text("utf-8"))
    seeds = {
        name: warehouse.rows(f"select * from {name}")
        for name in (
            "indicator_thresholds",
            "indicator_methods",
            "indicator_catalogue",
            "procurement_exclusions",
        )
    }
    for row in seeds["indicator_thresholds"]:
        if row["parameter"] == "minimum_fence_peers":
            row["value"] = 1
    for section in parser.sections():
        _apply(section, dict(parser[section]), seeds)
    return seeds


def _apply(section: str, said: dict[str, str], seeds: dict[str, list[dict[str, Any]]]) -> None:
    code = "C-" + section.split(".")[0]
    if "no_price_comparison_procurement_methods" in said:
        _exclude("no_price_comparison", said["no_price_comparison_procurement_methods"], seeds)
    if section == "exclusions":
        _exclude("excluded", said["procurement_method_details"], seeds)
    if "minimum_contracting_processes" in said:
        for row in seeds["indicator_catalogue"]:
            if row["indicator_code"] == code:
                row["minimum_n"] = int(said["minimum_contracting_processes"])
    for method in said.get("procurement_methods", "").split("|"):
        if method:
            seeds["indicator_methods"].append(
                {"indicator_code": code, "country": COUNTRY, "method": method}
            )
    own = said if section.endswith(".procurement_method_details") else {}
    named = {f"threshold:{k}": v for k, v in own.items()}
    if "threshold" in said:
        named["threshold"] = said["threshold"]
    seeds["indicator_thresholds"] += [
        {
            "indicator_code": code,
            "country": COUNTRY,
            "parameter": parameter,
            "value": value,
            "valid_from": "2000-01-01",
        }
        for parameter, value in named.items()
    ]


def _exclude(kind: str, methods: str, seeds: dict[str, list[dict[str, Any]]]) -> None:
    seeds["procurement_exclusions"] += [
        {"country": COUNTRY, "kind": kind, "method_key": method} for method in methods.split("|")
    ]


def run(warehouse: Warehouse, rule: str, given: list[Json], ini: Path | None = None) -> Sandbox:
    """Builds one rule's model over releases; its table is ``results``."""
    sandbox = Sandbox(warehouse, {**lake_rows(given), **settings(warehouse, ini)})
    catalogue = sandbox.given["indicator_catalogue"]
    model = next(r["model"] for r in catalogue if r["indicator_code"] == f"C-{rule}")
    assert model is not None
    sandbox.build(sandbox.by_name[model])
    sandbox.connection.execute(f"create view results as select * from {model}")
    return sandbox


def answers(sandbox: Sandbox, rule: str) -> dict[str, dict[str, float]]:
    """Signals in Cardinal's shape: kind of subject, then subject, then value.

    Companies that Cardinal names beside a process carry 0.0: with it, too, they only say "present".
    """
    found: dict[str, dict[str, float]] = {}
    fetched = sandbox.connection.execute(
        "select subject_type, subject_id, value from results where status = 'signal'"
    ).fetchall()
    for kind, subject, value in fetched:
        found.setdefault(KINDS.get(kind, "OCID"), {})[subject] = value
    if rule in BESIDE and "OCID" in found:
        flagged = ", ".join(f"'{subject}'" for subject in found["OCID"])
        beside = BESIDE[rule].format(p=f"process_id in ({flagged})")
        for (company,) in sandbox.connection.execute(beside).fetchall():
            found.setdefault("Tenderer", {})[company] = 0.0
    return found


def published(path: Path) -> list[Json]:
    """The releases of a publisher's file, however it wraps them (packages, records, lines)."""

    def inside(node: Any) -> Iterator[Json]:
        if isinstance(node, dict):
            if "ocid" in node and ("tag" in node or "tender" in node):
                yield node
                return
            node = list(node.values())
        if isinstance(node, list):
            for part in node:
                yield from inside(part)

    lines = [line for line in path.read_text("utf-8").splitlines() if line.strip()]
    return [release for line in lines for release in inside(json.loads(line))]
