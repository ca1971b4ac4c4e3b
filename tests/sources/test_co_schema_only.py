"""Colombian sources of which only the schema is known, on generated rows."""

import csv
from decimal import Decimal
from pathlib import Path
from types import ModuleType

import pytest

from ingest.registry import load_sources
from ingest.settings import Settings
from tests.sample import (
    co_anh_royalties,
    co_anm_royalties,
    co_cce_secop2_additions,
    co_cce_secop2_bpin,
    co_cgr_chip_sgr_spending,
    co_dnp_project_contracts,
    co_dnp_sgr_projects,
    co_minhacienda_sgr_budget,
    co_minhacienda_sgr_cash,
    co_minhacienda_sgr_income,
    co_minhacienda_sgr_projects,
)
from tests.sample.world import PEOPLE, SEED, World
from tests.sources.pe_support import bring_in, cents, lake, offer

WRITERS = [
    co_anh_royalties,
    co_anm_royalties,
    co_cgr_chip_sgr_spending,
    co_cce_secop2_additions,
    co_cce_secop2_bpin,
    co_dnp_project_contracts,
    co_dnp_sgr_projects,
    co_minhacienda_sgr_budget,
    co_minhacienda_sgr_cash,
    co_minhacienda_sgr_income,
    co_minhacienda_sgr_projects,
]


def _name(writer: ModuleType) -> str:
    return writer.__name__.rpartition(".")[2]


def _written(writer: ModuleType, tmp_path: Path) -> tuple[Path, list[dict[str, str]]]:
    folder = tmp_path / "sample"
    folder.mkdir(parents=True)
    writer.write(folder, World(SEED))
    (path,) = folder.iterdir()
    with path.open(encoding="utf-8", newline="") as file:
        return path, list(csv.DictReader(file))


@pytest.mark.parametrize("writer", WRITERS)
def test_it_says_that_no_real_file_was_seen(writer: ModuleType) -> None:
    assert load_sources()[_name(writer)].evidence == "schema_only"


@pytest.mark.parametrize("writer", WRITERS)
def test_every_row_is_read_and_live_rows_carry_two_more_columns(
    settings: Settings, tmp_path: Path, writer: ModuleType
) -> None:
    path, rows = _written(writer, tmp_path)
    text = path.read_text(encoding="utf-8").splitlines()
    text[0] = f":id,:updated_at,{text[0]}"
    text[1:] = [f"row-{n},2026-08-01T00:00:00.000,{line}" for n, line in enumerate(text[1:])]
    path.write_text("\n".join(text) + "\n", encoding="utf-8")

    (report,) = bring_in(settings, _name(writer), [path])

    assert report.rows_rejected == 0
    assert report.rows_loaded + report.rows_skipped == len(rows)


@pytest.mark.parametrize("writer", WRITERS)
def test_a_new_column_is_seen(
    settings: Settings, tmp_path: Path, writer: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "HEADER", [*writer.HEADER, "columna_nueva"])
    path, _ = _written(writer, tmp_path)

    taken = offer(settings, _name(writer), [path])

    assert [p.code for p in taken.refused[_name(writer)]] == ["undeclared_column"]


def test_a_project_is_counted_once(settings: Settings, tmp_path: Path) -> None:
    path, rows = _written(co_dnp_sgr_projects, tmp_path)
    bring_in(settings, "co_dnp_sgr_projects", [path])

    values = {row["codigobpin"]: row["valortotal"] for row in rows}
    assert len(values) < len(rows)
    total = "select count(*), sum(total_value) from lake"
    assert lake(settings, "project", total) == [(len(values), cents(values.values()))]
    placed = {row["codigobpin"] for row in rows if row["departamento"]}
    places = lake(settings, "project_territory", "select project_code from lake")
    assert sorted(code for (code,) in places) == sorted(placed)


def test_a_fund_keeps_its_code_where_the_law_has_no_name_for_it(
    settings: Settings, tmp_path: Path
) -> None:
    path, rows = _written(co_minhacienda_sgr_cash, tmp_path)
    bring_in(settings, "co_minhacienda_sgr_cash", [path])

    codes = "select distinct stream_code from lake order by 1"
    assert [c for (c,) in lake(settings, "allocation", codes)] == ["ADIR", "AILA", "F99"]
    paid = "select sum(amount) from lake where phase = 'paid'"
    assert lake(settings, "allocation", paid) == [(cents(row["totalpagado"] for row in rows),)]
    kinds = "select distinct beneficiary_kind, territory_id is null from lake order by 1"
    assert lake(settings, "beneficiary", kinds) == [("corporation", True), ("municipality", False)]
    assert lake(settings, "allocation", "select distinct fiscal_period from lake") == [
        ("2025-2026",)
    ]


def test_gas_and_oil_keep_their_units_and_one_amount(settings: Settings, tmp_path: Path) -> None:
    path, rows = _written(co_anh_royalties, tmp_path)
    bring_in(settings, "co_anh_royalties", [path])

    units = "select resource, unit from lake group by all order by 1"
    assert lake(settings, "production", units) == [
        ("gas", "thousand_cubic_feet"),
        ("oil", "barrel"),
    ]
    amount = "select sum(royalty_amount) from lake"
    total = cents(row["regaliascop"].replace(",", "") for row in rows)
    assert lake(settings, "production", amount) == [(total,)]


def test_a_dash_is_zero_and_compensation_repeats_no_volume(
    settings: Settings, tmp_path: Path
) -> None:
    path, rows = _written(co_anm_royalties, tmp_path)
    bring_in(settings, "co_anm_royalties", [path])

    royalties = [row for row in rows if row["contraprestacion"] == "REGALIAS"]
    volume = sum(Decimal(row["volumenes_de_explotacion"].replace(",", "")) for row in royalties)
    query = """
        select count(*), sum(volume), count(*) filter (royalty_amount = 0),
               any_value(territory_id) filter (territory_id like 'CO-20%')
        from lake"""
    assert lake(settings, "production", query) == [(len(royalties), volume, 2, "CO-20400")]


def test_third_parties_stay_out(settings: Settings, tmp_path: Path) -> None:
    path, rows = _written(co_cgr_chip_sgr_spending, tmp_path)
    bring_in(settings, "co_cgr_chip_sgr_spending", [path])

    query = "select sum(paid), min(fiscal_year), min(month) from lake"
    paid = cents(row["pagos"] for row in rows)
    assert lake(settings, "spending", query) == [(paid, 2025, 3)]
    shown = str(lake(settings, "spending"))
    assert not any(name in shown or document in shown for document, name in PEOPLE)


def test_cumulated_months_become_months(settings: Settings, tmp_path: Path) -> None:
    path, rows = _written(co_minhacienda_sgr_income, tmp_path)
    bring_in(settings, "co_minhacienda_sgr_income", [path])

    newest = {(r["codigofondo"], r["codigodaneentidad"]): r for r in rows}
    ends = [r["iacacumladomesrecaudoaforado"] for r in newest.values()]
    collected = "select sum(amount) from lake where phase = 'collected'"
    assert lake(settings, "allocation", collected) == [(cents(ends),)]
    planned = """select distinct fiscal_year, month, amount from lake
        where phase = 'planned_cash' and (month = 0 or fiscal_year = 2026) order by all"""
    ten, thirty = Decimal("10000000.00"), Decimal("30000000.00")
    assert lake(settings, "allocation", planned) == [
        (2026, 1, ten),
        (2026, 2, ten),
        (None, 0, thirty),  # a body whose first three months came as one sum
    ]


def test_a_project_has_its_funds_stage_by_stage(settings: Settings, tmp_path: Path) -> None:
    path, rows = _written(co_minhacienda_sgr_projects, tmp_path)
    (report,) = bring_in(settings, "co_minhacienda_sgr_projects", [path])

    assert report.rows_skipped == 1  # a credit operation is no project
    coded = [r for r in rows if r["codigobpin"]]
    totals = "select sum(approved), sum(paid), count(distinct project_code) from lake"
    assert lake(settings, "project_funding", totals) == [
        (
            cents(r["recursosaprobadosasignadosspgr"] for r in coded),
            cents(r["apropiacionpagada"] for r in coded),
            len({r["codigobpin"] for r in coded}),
        )
    ]


def test_bridges_name_contract_process_or_notice(settings: Settings, tmp_path: Path) -> None:
    by_process, _ = _written(co_cce_secop2_bpin, tmp_path / "a")
    by_notice, _ = _written(co_dnp_project_contracts, tmp_path / "b")
    bring_in(settings, "co_cce_secop2_bpin", [by_process])
    bring_in(settings, "co_dnp_project_contracts", [by_notice])

    counts = "select count(*), count(contract_id), count(process_id), count(notice) from lake"
    assert lake(settings, "project_contract", counts) == [(11, 5, 7, 4)]
    shown = str(lake(settings, "project_contract"))
    assert not any(name in shown or document in shown for document, name in PEOPLE)


def test_a_change_of_unknown_kind_says_so(settings: Settings, tmp_path: Path) -> None:
    path, _ = _written(co_cce_secop2_additions, tmp_path)
    bring_in(settings, "co_cce_secop2_additions", [path])

    kinds = "select kind, count(*) from lake group by kind order by kind"
    assert lake(settings, "contract_amendment", kinds) == [
        ("other", 2),
        ("suspension", 2),
        ("time", 3),
        ("value", 3),
    ]
    assert PEOPLE[0][0] not in str(lake(settings, "contract_amendment"))
