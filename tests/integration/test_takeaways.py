"""What people take away from a whole edition: packages, workbooks, and one figure on every road.

On the sample, and on any other data folder that `VETA_EDITION_DATA` names (the real one, by hand).
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import duckdb
import frictionless
import jsonschema
import pypdf
import pytest
from python_calamine import CalamineWorkbook
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT4
from starlette.applications import Starlette
from starlette.testclient import TestClient

from dashboards import published
from dashboards.i18n import formats, set_language
from dashboards.queries import money
from dashboards.server.routes import ROUTES
from orchestration.publishing import edition
from tests.conftest import Refreshed
from tests.dashboards.takeaway.served import served

AMOUNTS = ("received", "initial_budget", "current_budget", "accrued", "paid", "unspent")
ON_PAPER = ("received", "initial_budget", "current_budget", "accrued", "unspent")
KEY = ("territory_id", "fiscal_period", "stream_code", "scope")
STREAMS_ON_PAPER = 4  # what the tightest factsheet still shows
FIGURES = 6
Row = dict[str, Any]


@pytest.fixture(scope="module", params=["sample", "other"])
def made(request: pytest.FixtureRequest) -> Iterator[edition.Edition]:
    """The served edition of a data folder, with the routes in front of it."""
    if request.param == "sample":
        refreshed: Refreshed = request.getfixturevalue("refreshed")
        root = refreshed.settings.paths.root
    elif "VETA_EDITION_DATA" in os.environ:
        root = Path(os.environ["VETA_EDITION_DATA"])
    else:
        pytest.skip("no other edition here (VETA_EDITION_DATA)")
    found = edition.current(root / "published")
    assert found is not None
    with served(root):
        yield found


@pytest.fixture(scope="module")
def web(made: edition.Edition) -> TestClient:
    return TestClient(Starlette(routes=ROUTES), base_url="http://veta.example")


def packages(made: edition.Edition) -> list[Path]:
    return sorted((made.folder / "downloads").iterdir())


def test_every_package_is_valid(made: edition.Edition) -> None:
    assert len(packages(made)) == len(made.manifest["tables"])
    for package in packages(made):
        report = frictionless.validate(str(package / "datapackage.json"))
        told = report.flatten(["rowNumber", "fieldName", "message"])[:3]
        assert report.valid, f"{package.name}: {told}"


@pytest.mark.parametrize("table", ["fct_spending", "fct_allocation"])
def test_a_fiscal_package_fits_the_rows_it_points_at(
    made: edition.Edition, web: TestClient, table: str
) -> None:
    told = web.get(f"/estandares/fiscal/{table}.json").json()
    (resource,) = told["resources"]
    address, name = resource["path"].rsplit("/", 1)
    assert web.head(resource["path"]).status_code == 200, address
    types = {f["columnType"]: f["type"] for f in resource["schema"]["fields"] if "columnType" in f}
    # The budget taxonomy of 1.0rc1: whole years, one amount, and codes that stay text.
    taken = {"date:fiscal-year": "integer", "value": "number"}
    assert types == {name: taken.get(name, "string") for name in types}
    local = {**resource, "path": name}
    folder = made.folder / "downloads" / table
    report = frictionless.Resource(local, basepath=str(folder)).validate()
    assert report.valid, report.flatten(["rowNumber", "fieldName", "message"])[:3]
    assert report.tasks[0].stats["rows"] == made.manifest["tables"][table]["rows"]


def test_no_workbook_runs_anything_and_codes_stay_text(made: edition.Edition) -> None:
    for package in packages(made):
        (path,) = package.glob("*.xlsx")
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                assert "vba" not in name.lower()
                if name.startswith("xl/worksheets/sheet"):
                    body = archive.read(name)
                    assert not re.search(rb"<f[ >]|<hyperlink|<oleObject", body), (path, name)
        described = json.loads((package / "datapackage.json").read_text("utf-8"))
        fields = described["resources"][0]["schema"]["fields"]
        texts = [i for i, field in enumerate(fields) if field["type"] == "string"]
        book = CalamineWorkbook.from_path(str(path))
        head, *rows = book.get_sheet_by_name("datos").to_python(nrows=2_000)
        assert head == [field["name"] for field in fields]
        numbers = {head[i] for row in rows for i in texts if not isinstance(row[i], str)}
        assert not numbers, package.name


def test_invented_data_say_so_and_real_ones_do_not(made: edition.Edition) -> None:
    synthetic = bool(made.manifest["synthetic"])
    for package in packages(made):
        described = json.loads((package / "datapackage.json").read_text("utf-8"))
        (sheet,) = package.glob("*.xlsx")
        book = CalamineWorkbook.from_path(str(sheet))
        first = " ".join(str(row[0]) for row in book.get_sheet_by_name("LÉEME").to_python())
        said = [
            "-sintetico." in sheet.name,
            described["synthetic"],
            "SINTÉTICO" in described["title"],
            "SINTÉTICOS" in (package / "README.es.md").read_text("utf-8"),
            "[SYNTHETIC DATA]" in (package / "CITATION.cff").read_text("utf-8"),
            "DATOS SINTÉTICOS" in first,
        ]
        assert said == [synthetic] * len(said), package.name


@pytest.fixture(scope="module")
def figures(made: edition.Edition) -> list[Row]:
    """Some rows of the chain of both countries, always the same ones of an edition, by SQL."""
    published.forget_opened()  # DuckDB opens a file in a process in one way at a time
    with duckdb.connect(str(made.database), read_only=True) as con:
        found = con.sql(
            "with crowded as (select territory_id, fiscal_period, scope, count(*) as n "
            "from fct_money_chain group by all), picked as (select c.*, row_number() over ("
            "partition by country, received is null order by md5(concat_ws('|', territory_id, "
            "fiscal_period, stream_code, scope))) as place from fct_money_chain as c "
            f"join crowded using (territory_id, fiscal_period, scope) where n <= {STREAMS_ON_PAPER}"
            " and coalesce(received, accrued) is not null) "
            f"select * from picked order by place, country limit {FIGURES}"
        )
        rows = [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]
    assert {row["country"] for row in rows} == {"PE", "CO"}
    return rows


def cents(value: object) -> Decimal | None:
    if value in (None, ""):
        return None
    text = repr(value) if isinstance(value, float) else str(value)
    return Decimal(text).quantize(Decimal("0.01"))


def amounts(row: Row) -> dict[str, Decimal | None]:
    return {name: cents(row[name]) for name in AMOUNTS}


def only(rows: list[Row], wanted: Row) -> Row:
    (found,) = [r for r in rows if all(r[k] == wanted[k] for k in KEY)]
    return found


def test_one_figure_is_the_same_in_every_file(made: edition.Edition, figures: list[Row]) -> None:
    folder = made.folder / "downloads" / "fct_money_chain"
    (path,) = folder.glob("fct_money_chain*.csv")
    with path.open(encoding="utf-8", newline="") as text:
        in_csv = list(csv.DictReader(text))
    (parquet,) = folder.glob("*.parquet")
    with duckdb.connect() as con:
        held = con.sql(f"select * from read_parquet('{parquet}')")
        in_parquet = [dict(zip(held.columns, row, strict=True)) for row in held.fetchall()]
    (book,) = folder.glob("*.xlsx")
    head, *rest = CalamineWorkbook.from_path(str(book)).get_sheet_by_name("datos").to_python()
    in_book = [dict(zip(head, row, strict=True)) for row in rest]
    assert len(in_csv) == len(in_parquet) == len(in_book)
    for figure in figures:
        for rows in (in_csv, in_parquet, in_book):
            assert amounts(only(rows, figure)) == amounts(figure)


def test_one_figure_is_the_same_on_every_route(web: TestClient, figures: list[Row]) -> None:
    for figure in figures:
        query = urlencode({name: figure[name] for name in KEY})
        wanted = amounts(figure)
        with published.reading():
            page = money.chain(figure["territory_id"], figure["fiscal_period"], figure["scope"])
        assert amounts(only(page, figure)) == wanted
        told = web.get(f"/api/v1/money-chain?{query}").json()
        assert amounts(only(told["data"], figure)) == wanted
        assert told["meta"]["sources"]
        text = web.get(f"/api/v1/money-chain?{query}&format=csv").text
        assert amounts(only(list(csv.DictReader(io.StringIO(text))), figure)) == wanted
        body = web.get(f"/descargas/filtro/money-chain.zip?{query}").content
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            (name,) = [n for n in archive.namelist() if n.endswith(".csv") and "dicc" not in n]
            text = archive.read(name).decode()
            (readme,) = [n for n in archive.namelist() if n.endswith("README.es.md")]
            assert f"`territory_id` = {figure['territory_id']}" in archive.read(readme).decode()
        assert figure["territory_id"] in name
        assert amounts(only(list(csv.DictReader(io.StringIO(text))), figure)) == wanted


def test_one_figure_is_the_same_on_paper(web: TestClient, figures: list[Row]) -> None:
    for number, figure in enumerate(figures):
        language = ("es", "en")[number % 2]
        address = f"/ficha/{figure['country']}/{figure['territory_id']}"
        query = f"?year={figure['fiscal_period']}&scope={figure['scope']}&lang={language}"
        pages = pypdf.PdfReader(io.BytesIO(web.get(f"{address}.pdf{query}").content)).pages
        assert len(pages) == 1
        paper = re.sub(r"\s+", " ", pages[0].extract_text())
        screen = web.get(f"{address}{query}").text
        set_language(language)
        for column in ON_PAPER:
            if figure[column] is not None:
                told = formats.number(figure[column], figure["country"], decimals=2)
                assert told in paper, (figure, column)
                assert told in screen, (figure, column)
    set_language("es")


@pytest.mark.parametrize(
    ("address", "schema", "key"),
    [
        ("/estandares/ocds/releases.json", "release-package-schema.json", "releases"),
        ("/estandares/oc4ids/projects.json", "project-package-schema.json", "projects"),
    ],
)
def test_every_contract_and_project_is_valid_in_its_standard(
    web: TestClient, address: str, schema: str, key: str
) -> None:
    """All rows, page by page; see `tests/dashboards/takeaway/test_standards.py` for the schemas."""
    if "VETA_STANDARDS_DIR" not in os.environ:
        pytest.skip("no published schemas here (VETA_STANDARDS_DIR)")
    files = Path(os.environ["VETA_STANDARDS_DIR"]).glob("*.json")
    schemas = {p.name: json.loads(p.read_text("utf-8")) for p in files}
    held = [(s["id"], Resource.from_contents(s, DRAFT4)) for s in schemas.values() if "id" in s]
    registry: Registry[Any] = Registry().with_resources(held)
    checker = jsonschema.Draft4Validator(schemas[schema], registry=registry)
    seen: list[str] = []
    page: str | None = f"{address}?per_page=500"
    while page:
        answer = web.get(page)
        told = answer.json()
        assert [f"{list(e.path)}: {e.message}" for e in checker.iter_errors(told)][:3] == []
        seen += [row["id"] for row in told[key]]
        page = answer.links["next"]["url"] if "next" in answer.links else None
    assert len(seen) == len(set(seen)) == int(answer.headers["veta-total"])
