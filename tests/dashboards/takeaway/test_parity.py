"""One figure, told by page, API, CSV, Parquet, XLSX, PDF and SQL: the same to the cent."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pypdf
import pytest
import yaml
from python_calamine import CalamineWorkbook
from starlette.applications import Starlette
from starlette.testclient import TestClient

from dashboards import published
from dashboards.i18n import formats, set_language
from dashboards.queries import money
from dashboards.server.routes import ROUTES
from orchestration.manifest import PublicColumn, PublicTable
from orchestration.packages.downloads import write_package
from orchestration.publishing.facts import EditionFacts
from tests.dashboards.edition import build_edition
from tests.dashboards.edition_schema import MARTS
from tests.dashboards.takeaway.served import served

TABLE = "fct_money_chain"
AMOUNTS = ("received", "initial_budget", "current_budget", "accrued", "paid", "unspent")
ON_PAPER = ("received", "initial_budget", "current_budget", "accrued", "unspent")
SAMPLE = (
    ("PE-180106", "2012", "PE_CANON"),
    ("PE-180106", "2012", "ALL"),
    ("PE-180106", "2010", "PE_CANON"),
    ("PE-180104", "2012", "ALL"),
    ("CO-50568", "2023-2024", "CO_SGR_AD"),
    ("CO-50568", "2023-2024", "CO_SGR_AIL"),
)
Key = tuple[str, str, str]
FACTS = EditionFacts(
    "2026.11.0", dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC), dt.date(2026, 1, 15), True, "0"
)


def public_table() -> PublicTable:
    """The table as the public contract describes it."""
    (model,) = yaml.safe_load((MARTS / f"{TABLE}.yml").read_text(encoding="utf-8"))["models"]
    columns = tuple(
        PublicColumn(c["name"], c["data_type"], c["description"], c["description"])
        for c in model["columns"]
    )
    return PublicTable(TABLE, TABLE, TABLE, tuple(model["config"]["meta"]["key"]), columns)


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Downloads written by publication itself from the fixture edition's database."""
    data = tmp_path_factory.mktemp("parity")
    edition = build_edition(data)
    folder = edition / "downloads" / "whole"
    with duckdb.connect(str(edition / "veta.duckdb")) as con:
        con.execute("set TimeZone = 'UTC'")
        con.execute(
            f"update {TABLE} set accrued = 12345678901234.56, unspent = -0.01 "
            "where territory_id = 'PE-180104'"
        )
        write_package(con, folder, public_table(), FACTS)
    with served(data):
        yield folder


@pytest.fixture(scope="module")
def web(package: Path) -> TestClient:
    return TestClient(Starlette(routes=ROUTES), base_url="http://veta.example")


@pytest.fixture(scope="module")
def by_sql(package: Path) -> dict[Key, dict[str, Decimal | None]]:
    """What the edition's database says."""
    with published.reading():
        found = published.rows(f"select * from {TABLE} where scope = 'own_government'")
    return _keyed(found)


def _keyed(rows: list[dict[str, Any]]) -> dict[Key, dict[str, Decimal | None]]:
    return {
        (str(r["territory_id"]), str(r["fiscal_period"]), str(r["stream_code"])): {
            name: _cents(r[name]) for name in AMOUNTS
        }
        for r in rows
    }


def _cents(value: object) -> Decimal | None:
    if value in (None, ""):
        return None
    return Decimal(repr(value) if isinstance(value, float) else str(value)).quantize(
        Decimal("0.01")
    )


def test_the_page_s_query(by_sql: dict[Key, Any], web: TestClient) -> None:
    for place, period, stream in SAMPLE:
        rows = _keyed(money.chain(place, period, "own_government"))
        assert rows[place, period, stream] == by_sql[place, period, stream]


def test_the_api_in_json_and_csv(by_sql: dict[Key, Any], web: TestClient) -> None:
    address = "/api/v1/money-chain?scope=own_government&per_page=2000"
    assert _keyed(web.get(address).json()["data"]) == by_sql
    answer = web.get(f"{address}&format=csv")
    assert _keyed(list(csv.DictReader(io.StringIO(answer.text)))) == by_sql


def test_csv_and_parquet_of_the_package(by_sql: dict[Key, Any], package: Path) -> None:
    (path,) = package.glob("fct_money_chain*.csv")
    with path.open(encoding="utf-8", newline="") as text:
        assert _keyed(list(csv.DictReader(text))) == by_sql
    (parquet,) = package.glob("*.parquet")
    with duckdb.connect() as con:
        found = con.sql(f"select * from read_parquet('{parquet}')")
        names = found.columns
        rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    assert _keyed(rows) == by_sql


def test_the_workbook(by_sql: dict[Key, Any], package: Path) -> None:
    (path,) = package.glob("*.xlsx")
    head, *rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_name("datos").to_python()
    assert _keyed([dict(zip(head, row, strict=True)) for row in rows]) == by_sql


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_factsheet_on_paper_and_screen(
    by_sql: dict[Key, Any], web: TestClient, language: str
) -> None:
    for place, period, stream in SAMPLE:
        address = f"/ficha/{place[:2]}/{place}"
        query = f"?year={period}&lang={language}&scope=own_government"
        body = web.get(f"{address}.pdf{query}").content
        paper = "".join(p.extract_text() for p in pypdf.PdfReader(io.BytesIO(body)).pages)
        screen = web.get(f"{address}{query}").text
        set_language(language)
        for column in ON_PAPER:
            amount = by_sql[place, period, stream][column]
            if amount is not None:
                told = formats.number(amount, place[:2], decimals=2)
                assert told in re.sub(r"\s+", " ", paper), (place, period, column)
                assert told in screen, (place, period, column)
    set_language("es")
