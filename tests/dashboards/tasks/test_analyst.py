"""Tasks A1 to A8: an economist takes the data away, computes them again and joins her own."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from tests.dashboards.tasks.visitor import Visitor

Rows = Callable[[str], list[tuple]]


def test_a1_a_long_series_in_real_terms_or_why_not(visitor: Visitor) -> None:
    visitor.arrive("/territorio?entity=PE-18&scope=all_within")
    visitor.choose("Precios", "Constantes")
    visitor.page.wait_for_url("**prices=constant**")
    told = visitor.text
    assert "Precios constantes de" in told or "Sin precios constantes" in told
    visitor.choose("Montos", "Por habitante").within(2)
    assert "por habitante" in visitor.text


def test_a2_a_tidy_table_with_its_package(visitor: Visitor, tmp_path: Path) -> None:
    from frictionless import Package

    visitor.arrive("/").follow("Datos", exact=True, wait="Todo lo que Veta muestra")
    base = "a[href*='/fct_money_chain/']"
    links = visitor.page.locator(base).evaluate_all("a => a.map(e => e.getAttribute('href'))")
    for address in dict.fromkeys(links):
        body = visitor.page.request.get(visitor.base + address).body()
        (tmp_path / address.rsplit("/", 1)[1]).write_bytes(body)
    visitor.within(2)
    for line in (tmp_path / "SHA256SUMS").read_text(encoding="utf-8").splitlines():
        digest, name = line.split()
        if (tmp_path / name).exists():
            assert hashlib.sha256((tmp_path / name).read_bytes()).hexdigest() == digest, name
    [table] = tmp_path.glob("fct_money_chain*.csv")
    rows = list(csv.DictReader(io.StringIO(table.read_text(encoding="utf-8"))))
    assert {row["territory_id"] for row in rows} >= {"PE-080801"}
    assert all(re.fullmatch(r"(-?\d+\.\d\d)?", row["received"]) for row in rows)
    [parquet] = tmp_path.glob("*.parquet")
    counted = duckdb.sql(f"select count(*) from '{parquet}'").fetchall()[0][0]
    assert counted == len(rows)
    assert f"{counted:,} filas" in visitor.text
    told = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    told["resources"] = [r for r in told["resources"] if (tmp_path / r["path"]).exists()]
    (tmp_path / "datapackage.json").write_text(json.dumps(told), encoding="utf-8")
    report = Package(str(tmp_path / "datapackage.json")).validate()
    assert report.valid, report.flatten(["type", "note"])[:5]


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
            *views, query = [part for part in script.split(";") if part.strip()]
            for view in views:
                con.execute(view)
            assert con.sql(query).fetchall()


def test_a3_to_the_cent(visitor: Visitor, sample_sql: Rows) -> None:
    visitor.arrive("/?entity=PE-180106&year=2024").unfold("¿Cómo se calculó?")
    script = visitor.page.locator("[data-testid=stExpander] code").first.inner_text()
    visitor.follow("Ejecutarla aquí", wait="Respuesta")
    visitor.within(2)
    [(figure,)] = sample_sql(script.split(";")[1])
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
    changed = visitor.page.request.get(f"{visitor.base}/api/v1/corrections")
    assert changed.status == 200


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
