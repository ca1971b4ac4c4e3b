"""Exports against the published schemas, where a copy of them is at hand.

`VETA_STANDARDS_DIR` names a folder with release-package-schema.json and release-schema.json
(OCDS 1.1.5), project-package-schema.json and project-schema.json (OC4IDS 0.9.5) and
fiscal-data-package.json (0.3). They are not kept here: without the folder those tests are
reported as skipped, and what does not need a schema is tested all the same.
"""

from __future__ import annotations

import csv
import io
import json
import os
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT4
from starlette.testclient import TestClient

from dashboards.standards.mappings import fiscal, mappings
from tests.dashboards.edition_schema import table_columns

CASES = (
    ("/estandares/ocds/releases.json", "release-package-schema.json"),
    ("/estandares/oc4ids/projects.json", "project-package-schema.json"),
    ("/estandares/fiscal/fct_spending.json", "fiscal-data-package.json"),
    ("/estandares/fiscal/fct_allocation.json", "fiscal-data-package.json"),
)


@pytest.fixture(scope="module")
def schemas() -> dict[str, Any]:
    folder = os.environ.get("VETA_STANDARDS_DIR")
    if not folder:
        pytest.skip("no published schemas here (VETA_STANDARDS_DIR)")
    return {p.name: json.loads(p.read_text("utf-8")) for p in Path(folder).glob("*.json")}


@pytest.mark.parametrize(("address", "name"), CASES)
def test_an_export_is_valid_by_its_published_schema(
    web: TestClient, schemas: dict[str, Any], address: str, name: str
) -> None:
    held = {s["id"]: s for s in schemas.values() if "id" in s}
    resources = [(k, Resource.from_contents(s, DRAFT4)) for k, s in held.items()]
    registry: Registry[Any] = Registry().with_resources(resources)
    checker = jsonschema.Draft4Validator(schemas[name], registry=registry)
    told = web.get(address).json()
    assert [f"{list(e.path)}: {e.message}" for e in checker.iter_errors(told)] == []


def test_a_contract_keeps_its_figures_in_ocds(web: TestClient) -> None:
    told = web.get("/estandares/ocds/releases.json?funding=royalty").json()
    (release,) = told["releases"]
    (contract,) = release["contracts"]
    assert contract["value"] == {"amount": 13_100_000_000.0, "currency": "COP"}
    assert contract["awardID"] == release["awards"][0]["id"]
    assert release["ocid"] == "ocds-veta00-CO-CO1.BDOS.1"
    assert release["planning"]["budget"]["projectID"] == "2021505680012"
    assert release["date"] == "2024-09-01T00:00:00Z"
    assert "SYNTHETIC" in told["publisher"]["name"]
    assert told["publicationPolicy"] == "http://veta.example/fuentes"
    assert "status" not in contract  # in_progress is no word of the standard


def test_no_person_is_a_party(web: TestClient) -> None:
    told = web.get("/estandares/ocds/releases.json?funding=other").json()
    (release,) = told["releases"]
    assert [p["roles"] for p in release["parties"]] == [["buyer"]]
    assert release["awards"][0]["suppliers"] == [{"name": "Persona natural"}]


def test_pages_of_releases_are_linked(web: TestClient) -> None:
    first = web.get("/estandares/ocds/releases.json?per_page=1")
    assert first.headers["veta-total"] == "2"
    after = first.headers["link"].split(";")[0].strip("<>")
    second = web.get(after).json()["releases"][0]
    assert second["id"] != first.json()["releases"][0]["id"]


def test_a_project_lists_its_place_and_processes(web: TestClient) -> None:
    told = web.get("/estandares/oc4ids/projects.json?project_code=2021505680012").json()
    (project,) = told["projects"]
    assert project["status"] == "implementation"
    assert project["budget"]["amount"]["amount"] == 12_500_000_000.0
    assert [place["id"] for place in project["locations"]] == ["CO-50568"]
    assert [p["id"] for p in project["contractingProcesses"]] == ["ocds-veta00-CO-CO1.BDOS.1"]
    assert web.get("/estandares/oc4ids/projects.json?country=PE").status_code == 404


def test_part_4_never_adds_plans_to_transfers(web: TestClient) -> None:
    answer = web.get("/estandares/eiti/part4.csv?country=PE&fiscal_period=2012")
    (row,) = csv.DictReader(io.StringIO(answer.text))
    assert (row["Revenue value"], row["Currency"]) == ("113000000.00", "PEN")
    assert row["Phase"] == "transferred"
    planned = "/estandares/eiti/part4.csv?country=CO&fiscal_period=2023-2024"
    assert len(web.get(planned).text.splitlines()) == 1
    assert "1200500000000.00" in web.get(f"{planned}&phase=planned_cash").text
    assert web.get("/estandares/eiti/part4.csv").status_code == 400


def test_mapped_columns_exist_in_the_public_contract() -> None:
    declared = table_columns()
    for table, told in fiscal().items():
        used = {*told["columns"], *told["measures"]}
        used |= {c for d in told["dimensions"].values() for c in (*d["key"], *d["attributes"])}
        assert used <= {part.strip('"') for part in declared[table].split() if '"' in part}


def test_every_mapping_says_what_is_lost() -> None:
    for name, told in mappings().items():
        lost = told.get("lost") or [t["lost"] for t in told["tables"].values()]
        assert lost, name
        assert told["standard"]
