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
import xlsxwriter
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT4
from starlette.testclient import TestClient

from dashboards.standards.mappings import fiscal, mappings
from ingest.sources.int_eiti_summary_data.parse import read as read_summary
from tests.conftest import ROOT
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


def test_part_4_is_read_back_from_the_place_where_the_template_has_it(
    web: TestClient, tmp_path: Path
) -> None:
    """The rows in Part 4 of a workbook, through the reader of the Secretariat's own template."""
    answer = web.get("/estandares/eiti/part4.csv?country=PE&fiscal_period=2012")
    (exported,) = csv.DictReader(io.StringIO(answer.text))
    path = tmp_path / "summary_data.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheets = [book.add_worksheet(f"Part {n} - test") for n in range(1, 6)]
        for line, told in enumerate((("Country or area name", "Peru"), ("Start Date", "2012"))):
            sheets[0].write_row(line, 2, (told[0], None, told[1]))
        for sheet in sheets:
            sheet.write(30, 20, "below and beside what is read")
        sheets[3].write_row("F22", list(exported.values())[:6])
    (revenue,) = [s for s in read_summary(path) if s.name == "revenue"]
    ((*_country, gfs, sector, stream, agency, amount, currency),) = revenue.rows[1:]
    assert (gfs, sector, stream) == (exported["GFS classification"], None, "Mining canon")
    assert (agency, amount, currency) == ("Municipalidad de Torata", "113000000.00", "PEN")


def test_classes_are_those_of_eiti(extracts: Path) -> None:
    """Codes and words by which Part 4 classes money stand in EITI's own list."""
    with (extracts / "intl" / "eiti" / "create.gfs_codes.csv").open(encoding="utf-8") as file:
        known = {row["code"]: row["name"] for row in csv.DictReader(file)}
    classes = mappings()["eiti"]["classes"]
    assert classes == {code: f"{known[code]} ({code})" for code in classes}
    with (ROOT / "dbt_project/seeds/streams.csv").open(encoding="utf-8") as file:
        used = {row["gfs_code"] for row in csv.DictReader(file)} - {""}
    assert used == set(classes)


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
