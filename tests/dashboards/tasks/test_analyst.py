"""Tasks A1 to A8: an economist takes the data away, computes them again and joins her own."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.dashboards.tasks.conftest import later_edition
from tests.dashboards.tasks.visitor import Visitor

Rows = Callable[[str], list[tuple]]


def in_real_terms(visitor: Visitor, own: str, other: str) -> None:
    """From nominal to constant prices, to another base year, and per inhabitant."""
    visitor.choose("Precios", "Constantes").sees(f"Precios constantes de {own}")
    assert "índice de precios al consumidor" in visitor.text
    visitor.choose("Año base", other).sees(f"Precios constantes de {other}")
    box = visitor.page.locator(".st-key-over_time")
    visitor.choose("Montos", "Por habitante", box).sees("población cargada")
    assert "each=inhabitant" in visitor.page.url
    visitor.choose("Precios", "De cada año (nominales)").sees("sin descontar la inflación")


def test_a1_a_long_series_in_real_terms(visitor: Visitor, sample_sql: Rows) -> None:
    [(base,)] = sample_sql(
        "select max(price_base_year) from fct_money_chain where territory_id = 'PE-180106'"
    )
    in_real_terms(visitor.arrive("/territorio?entity=PE-180106"), str(base), "2012")
    visitor.within(4)


def test_a1_real_espinar_since_2008(page: Any, real: str, real_sql: Rows) -> None:
    [(base, first)] = real_sql(
        "select max(price_base_year), min(fiscal_period) from fct_money_chain "
        "where territory_id = 'PE-080801' and real_received is not null"
    )
    visitor = Visitor(page, real).arrive("/territorio?entity=PE-080801")
    in_real_terms(visitor, str(base), first)
    visitor.within(4)


def test_a2_a_tidy_table_with_its_package(visitor: Visitor, tmp_path: Path) -> None:
    from frictionless import Package

    visitor.arrive("/").follow("Datos", exact=True, wait="Todo lo que Veta muestra")
    base = "a[href*='/fct_allocation/']"
    links = visitor.page.locator(base).evaluate_all("a => a.map(e => e.getAttribute('href'))")
    for address in dict.fromkeys(links):
        body = visitor.page.request.get(visitor.base + address).body()
        (tmp_path / address.rsplit("/", 1)[1]).write_bytes(body)
    visitor.within(2)
    checked = [
        hashlib.sha256((tmp_path / name).read_bytes()).hexdigest() == digest
        for line in (tmp_path / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
        for digest, name in [line.split()]
        if (tmp_path / name).exists()
    ]
    assert len(checked) > 3
    assert all(checked)
    rows = list(csv.DictReader(io.StringIO(text_of(tmp_path, "fct_allocation*.csv*"))))
    assert {"070801", "080801"} & {row["beneficiary_code"] for row in rows}  # zeros kept
    assert all(re.fullmatch(r"(-?\d+\.\d\d)?", row["amount"]) for row in rows)
    assert all(re.fullmatch(r"(\d{4}-\d\d-\d\d)?", row["data_as_of"]) for row in rows)
    assert {"month", "fiscal_year", "stream_code", "phase"} <= set(rows[0])
    [parquet] = tmp_path.glob("*.parquet")
    counted = duckdb.sql(f"select count(*) from '{parquet}'").fetchall()[0][0]
    assert counted == len(rows)
    assert f"{counted:,} filas" in visitor.text
    told = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    told["resources"] = [r for r in told["resources"] if (tmp_path / r["path"]).exists()]
    assert told["resources"]
    (tmp_path / "datapackage.json").write_text(json.dumps(told), encoding="utf-8")
    report = Package(str(tmp_path / "datapackage.json")).validate()
    assert report.valid, report.flatten(["type", "note"])[:5]


def text_of(folder: Path, pattern: str) -> str:
    """Text of the one file of a pattern, compressed or not."""
    [file] = folder.glob(pattern)
    data = file.read_bytes()
    return (gzip.decompress(data) if file.suffix == ".gz" else data).decode("utf-8")


@pytest.mark.parametrize(
    "path",
    [
        "/?entity=PE-180106&year=2024",
        "/territorio?entity=PE-18&year=2024",
        "/variaciones?entity=PE-18&year=2025",
        "/comparar?entity=PE-180106&year=2024",
    ],
)
def test_a3_the_sql_of_a_figure_gives_it_on_the_downloads(
    visitor: Visitor, sample_data: Path, tmp_path: Path, path: str
) -> None:
    visitor.arrive(path).unfold("¿Cómo se calculó?")
    queries = visitor.page.locator("[data-testid=stExpander] code").all_inner_texts()
    scripts = [q for q in queries if "create or replace view" in q]
    assert scripts
    edition = (sample_data / "published" / "CURRENT").read_text().strip()
    for file in (sample_data / "published" / edition / "downloads").glob("*/*.parquet"):
        shutil.copy(file, tmp_path)
    with duckdb.connect() as con:
        for script in scripts:
            script = script.replace("from '", f"from '{tmp_path}/")
            *views, query = [part for part in script.split(";\n") if part.strip()]
            for view in views:
                con.execute(view)
            assert con.sql(query).fetchall()


def test_a3_to_the_cent(visitor: Visitor, sample_sql: Rows) -> None:
    visitor.arrive("/?entity=PE-180106&year=2024").unfold("¿Cómo se calculó?")
    script = visitor.page.locator("[data-testid=stExpander] code").first.inner_text()
    visitor.follow("Ejecutarla aquí", wait="Respuesta")
    visitor.within(2)
    [(figure,)] = sample_sql(script.split(";\n")[1])
    visitor.sees(str(figure))
    visitor.arrive("/?entity=PE-180106&year=2024")
    assert f"S/ {figure / 1_000_000:.2f} millones" in visitor.text


def test_a4_two_totals_reconciled(visitor: Visitor) -> None:
    visitor.arrive("/").follow("Fuentes y calidad", wait="Totales que deben cuadrar")
    cells = visitor.table("reconciliation")
    assert {"Diferencia", "Causa", "Unidad"} <= set(cells[0])
    assert len(cells) > 3
    visitor.within(1)


def test_a5_coverage_before_use(visitor: Visitor) -> None:
    visitor.arrive("/fuentes")
    cells = visitor.table("coverage")
    assert {"Fuente", "Período", "Esperados", "Con dato", "Sin dato"} <= set(cells[0])
    checks = visitor.table("checks")
    assert {"Pasaron", "No pasaron"} <= set(checks[0])
    answer = visitor.page.request.get(f"{visitor.base}/api/v1/coverage?format=csv")
    assert answer.status == 200
    assert answer.text().count("\n") > 10


def test_a6_an_older_edition_keeps_its_address(visitor: Visitor, sample_data: Path) -> None:
    current = (sample_data / "published" / "CURRENT").read_text().strip()
    old = sample_data / "published" / "2026.10.0"
    if not old.exists():
        shutil.copytree(sample_data / "published" / current, old)
        told = json.loads((old / "manifest.json").read_text(encoding="utf-8"))
        told["edition"] = "2026.10.0"
        (old / "manifest.json").write_text(json.dumps(told), encoding="utf-8")
    visitor.arrive("/datos").sees("Ediciones anteriores")
    assert [row[0] for row in visitor.table("editions")[1:]] == [current, "2026.10.0"]
    manifest = visitor.page.request.get(f"{visitor.base}/descargas/2026.10.0/manifest.json")
    assert manifest.json()["edition"] == "2026.10.0"
    assert "immutable" in manifest.headers["cache-control"]
    moved = ("fct_population", "PE-180106|2024", "population", "5000", "5100", "source_revised", "")
    with later_edition(sample_data, "2026.96.0", moved):
        [changed] = [
            row
            for row in visitor.page.request.get(f"{visitor.base}/api/v1/corrections").json()["data"]
            if row["edition_id"] == "2026.96.0"
        ]
    assert [changed[n] for n in ("record_key", "old_value", "new_value", "cause")] == [
        "PE-180106|2024", "5000", "5100", "source_revised"
    ]  # fmt: skip


def test_a7_the_same_figure_by_the_api(visitor: Visitor, sample_sql: Rows) -> None:
    get = visitor.page.request.get
    address = f"{visitor.base}/api/v1/money-chain?territory_id=PE-180106&fiscal_period=2024"
    told = get(address).json()
    by_stream = {row["stream_code"]: row["accrued"] for row in told["data"]}
    [(accrued,)] = sample_sql(
        "select accrued from fct_money_chain where territory_id = 'PE-180106' and "
        "fiscal_period = '2024' and stream_code = '18'"
    )
    assert by_stream["18"] == str(accrued)
    assert told["meta"]["sources"][0]["licence"]
    assert {"page", "pages", "total"} <= set(told["meta"])
    sheet = get(address + "&format=csv").text()
    assert str(accrued) in sheet
    missing = get(f"{visitor.base}/api/v1/territories/PE-999999")
    assert missing.status == 404
    assert "PE-999999" in missing.json()["title"]


def test_a8_codes_to_join_with(visitor: Visitor) -> None:
    get = visitor.page.request.get
    told = get(f"{visitor.base}/api/v1/territories?country=PE&level=municipality").json()
    codes = {row["official_code"]: row["alternate_code"] for row in told["data"]}
    assert codes["180106"] == "170105"  # INEI and RENIEC
    told = get(f"{visitor.base}/api/v1/territories/CO-50568").json()
    assert told["data"]["official_code"] == "50568"
    told = get(f"{visitor.base}/api/v1/territory-codes?code_system=RENIEC").json()
    listed = {row["code"]: row for row in told["data"]}
    assert listed["170105"]["territory_id"] == "PE-180106"
    # San Antonio: newer than the table in which its INEI code is to be found.
    new = listed["170107"]
    assert (new["territory_id"], new["municipality_name"]) == (None, "SAN ANTONIO")
    assert "no_official_code_in_this_list" in new["remarks"]
    assert "data_as_of" in new
