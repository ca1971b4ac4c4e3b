"""A figure's SQL gives the figure on the downloaded file; downloads carry filters and sources."""

from __future__ import annotations

import csv
import io
import zipfile
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from dashboards import published
from dashboards.components import computed, export, signal_words
from dashboards.components.sentence import budget_totals, received_groups, total
from dashboards.i18n import set_language
from dashboards.queries import money, sandbox, signals
from tests.dashboards.test_pages import open_page

CHAINS = [
    ("PE-180106", "2012", "own_government"),
    ("CO-50568", "2023-2024", "own_government"),
]


def on_files(sql: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    """Run a query as the page tells people to: beside the Parquet files, in a new DuckDB."""
    monkeypatch.chdir(folder)
    connection = duckdb.connect()
    *views, query = [s for s in computed.on_downloads(sql).split(";\n") if s.strip()]
    for view in views:
        connection.execute(view).fetchall()
    found = connection.sql(query)
    return dict(zip(found.columns, found.fetchall()[0], strict=True))


@pytest.mark.parametrize(("place", "period", "scope"), CHAINS)
def test_the_sql_of_the_chain_gives_its_figures(
    edition: Path, monkeypatch: pytest.MonkeyPatch, place: str, period: str, scope: str
) -> None:
    rows = money.chain(place, period, scope)
    queries = computed.chain_queries(place, period, scope, rows)
    groups = received_groups(rows)
    folder = published.current().folder / "downloads" / "fct_money_chain"
    for (_name, sql), (_phase, group) in zip(queries, groups, strict=False):
        assert on_files(sql, folder, monkeypatch)["received"] == total(group, "received")
        assert Decimal(str(sandbox.run(sql).rows[0][0])) == total(group, "received")
    totals = budget_totals(rows)
    if totals is None:
        assert len(queries) == len(groups)
        return
    found = on_files(queries[-1][1], folder, monkeypatch)
    assert found == {
        "initial_budget": totals.initial_budget,
        "current_budget": totals.current_budget,
        "accrued": totals.accrued,
        "unspent": totals.unspent,
    }


def test_the_sql_of_a_signal_gives_its_value(edition: Path) -> None:
    row = signals.one("FX-15", "2021505680012", "2024")
    assert row is not None
    answer = sandbox.run(computed.signal_sql(row))
    assert dict(zip(answer.columns, answer.rows[0], strict=True))["value"] == row["value"]
    assert len(answer.rows) == 1


def test_literals_cannot_break_out(edition: Path) -> None:
    hostile = "x' or '1'='1"
    sql = computed.chain_sql(hostile, "2012", "own_government", ["received"], [])
    assert "'x'' or ''1''=''1'" in sql


def test_figures_show_their_sql(edition: Path) -> None:
    app = open_page("home", entity="PE-180106", year="2012")
    assert not app.code  # nothing is sent before it is opened
    [box] = [part for part in app.expander if part.label == "¿Cómo se calculó?"]
    app.session_state[box.proto.id.rsplit("-", 1)[1]] = True
    code = [block.value for block in app.run().code]
    assert any("create or replace view fct_money_chain" in text for text in code)
    assert any("territory_id = 'PE-180106'" in text for text in code)


def test_a_download_holds_rows_filters_and_sources(edition: Path) -> None:
    rows = money.series("PE-180106", "own_government")
    made = export.package({"fct_money_chain": rows}, {"territory_id": "PE-180106", "scope": None})
    with zipfile.ZipFile(io.BytesIO(made)) as bundle:
        assert sorted(bundle.namelist()) == ["LEAME.md", "fct_money_chain.csv"]
        told = bundle.read("LEAME.md").decode("utf-8")
        text = bundle.read("fct_money_chain.csv").decode("utf-8")
    assert "- territory_id: PE-180106" in told
    assert "scope" not in told
    assert "DATOS SINTÉTICOS" in told
    assert (
        "- Canon por municipalidad (Publicador). https://example.org licencia: not stated" in told
    )
    read = list(csv.DictReader(io.StringIO(text)))
    assert len(read) == len(rows)
    assert {row["territory_id"] for row in read} == {"PE-180106"}
    assert sum(Decimal(row["received"] or 0) for row in read) == total(rows, "received")
    assert export.package({"a": rows}, {}) == export.package({"a": rows}, {})


def test_formulas_are_guarded_and_numbers_are_not(edition: Path) -> None:
    text, guarded = export.to_csv([{"name": "=1+1", "amount": Decimal("-5.00"), "code": "007"}])
    assert text == "name,amount,code\n'=1+1,-5.00,007\n"
    assert guarded == 1


def test_the_file_is_named_after_edition_and_filters(edition: Path) -> None:
    name = export.file_name(
        "fct_contract", {"territory_id": "CO-50568", "funding": None, "x": "a/b"}
    )
    assert name == "veta_2026.11.0_sintetico_fct_contract_CO-50568_a-b.zip"


def test_a_signal_can_be_taken_away(edition: Path) -> None:
    app = open_page("signals", signal="FX-15", subject="2021505680012", period="2024")
    assert len(app.get("download_button")) == 1
    assert "¿Cómo se calculó?" in [e.label for e in app.expander]


def test_catalogue_texts_in_the_language_of_the_page() -> None:
    row = {"formula": "a / b", "formula_es": "a entre b", "exclusions": "none"}
    set_language("es")
    assert signal_words.written(row, "formula") == "a entre b"
    assert signal_words.written(row, "exclusions") == "none"
    set_language("en")
    assert signal_words.written(row, "formula") == "a / b"
    set_language("es")


@pytest.mark.parametrize(
    ("page", "asked", "name"),
    [
        ("home", {"entity": "PE-180106", "year": "2012"}, "fct_money_chain_PE-180106_2012"),
        ("commitments", {"where": "CO"}, "fct_commitment_CO"),
        ("sources", {}, "sources"),
        ("body", {"country": "CO", "code": "892099325"}, "body_CO_892099325"),
        ("contract", {"contract": "CO1.PCCNTR.100", "country": "CO"}, "CO_CO1.PCCNTR.100"),
    ],
)
def test_every_view_can_be_taken_with_its_filters(
    edition: Path, monkeypatch: pytest.MonkeyPatch, page: str, asked: dict[str, str], name: str
) -> None:
    taken: list[tuple[str, dict[str, list[dict[str, object]]]]] = []
    monkeypatch.setattr(
        export, "button", lambda t, make, f: taken.append((export.file_name(t, f), make()))
    )
    assert not open_page(page, **asked).exception
    (file, tables) = next(pair for pair in taken if name in pair[0])
    assert "_sintetico_" in file
    assert any(rows for rows in tables.values())
    with zipfile.ZipFile(io.BytesIO(export.package(tables, asked))) as bundle:
        assert {f"{table}.csv" for table in tables} < set(bundle.namelist())


def test_the_data_page_leads_to_what_lies_beside_the_packages(edition: Path) -> None:
    folder = edition / "published" / "2026.11.0"
    shown = "\n".join(block.value for block in open_page("data").markdown)
    assert "/descargas/2026.11.0/veta.duckdb" in shown
    assert "/descargas/2026.11.0/correcciones.csv" not in shown, "this edition has none"
    made = folder / "correcciones-sintetico.csv"
    made.write_text("edition_id\n", encoding="utf-8")
    try:
        shown = "\n".join(block.value for block in open_page("data").markdown)
    finally:
        made.unlink()
    assert "/descargas/2026.11.0/correcciones.csv" in shown
