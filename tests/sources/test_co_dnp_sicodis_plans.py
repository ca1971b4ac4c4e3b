"""SICODIS: operating budget, operating income and the ten-year resource plan."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from ingest.settings import Settings
from tests.sample import (
    co_dnp_sicodis_operating_budget,
    co_dnp_sicodis_operating_income,
    co_dnp_sicodis_resource_plan,
)
from tests.sample.world import SEED, World
from tests.sources.pe_support import bring_in, cents, lake, offer

BUDGET = "co_dnp_sicodis_operating_budget"
INCOME = "co_dnp_sicodis_operating_income"
PLAN = "co_dnp_sicodis_resource_plan"
PHASES = {
    "Presupuesto Corriente": ("budgeted", "current"),
    "Presupuesto Otros": ("budgeted", "other"),
    "Disponibilidad Inicial": ("budgeted", "opening_balance"),
    "Recursos Bloqueados": ("blocked", None),
    "Presupuesto Disponible": ("available", None),
    "Recaudo Otros": ("collected", "other"),
    "Recaudo Corriente": ("collected", "current"),
    "CDP": ("certified", None),
    "Compromisos": ("committed", None),
    "Pagos": ("paid", None),
}


def _table(path: Path, mark: str) -> list[list[Any]]:
    """Header and data rows of a workbook's first sheet, read apart from the code under test."""
    book = CalamineWorkbook.from_path(str(path))
    rows = book.get_sheet_by_name(book.sheet_names[0]).to_python(skip_empty_area=False)
    at = next(i for i, row in enumerate(rows) if mark in row)
    return rows[at:]


@pytest.fixture
def sicodis(extracts: Path) -> Path:
    return extracts / "colombia" / "sicodis"


def test_every_version_of_the_operating_budget(settings: Settings, sicodis: Path) -> None:
    files = sorted((sicodis / "vintages").glob("gestion-financiera-*.xlsx"))

    reports = bring_in(settings, BUDGET, files)

    assert [(str(r.vintage.data_as_of), r.rows_loaded, r.rows_rejected) for r in reports] == [
        ("2025-06-16", 54, 0),
        ("2025-10-31", 54, 0),
        ("2025-12-22", 54, 0),
        ("2026-01-31", 1120, 0),
    ]
    header, *rows = _table(files[-1], "CodEntidad")
    found = lake(
        settings,
        "allocation",
        "select phase, income_class, sum(amount) from lake "
        f"where vintage_id = '{reports[-1].vintage.vintage_id}' group by all",
    )
    assert {(p, c): total for p, c, total in found} == {
        key: cents(row[header.index(name)] for row in rows) for name, key in PHASES.items()
    }


def test_collection_and_projection_are_told_apart(settings: Settings, sicodis: Path) -> None:
    files = sorted((sicodis / "vintages").glob("detalle-recaudo-*.xlsx"))

    reports = bring_in(settings, INCOME, files)

    assert [r.rows_loaded for r in reports] == [40, 40, 40, 1107]
    for path, report in zip(files, reports, strict=True):
        header, *rows = _table(path, "CodEntidad")
        months = [i for i, name in enumerate(header) if str(name).endswith((" 25", " 26"))]
        assert len(months) == 48
        found = lake(
            settings,
            "allocation",
            "select phase, sum(amount), count(distinct (fiscal_year, month)) from lake "
            f"where vintage_id = '{report.vintage.vintage_id}' group by 1 order by 1",
        )
        collected = cents(row[i] for row in rows for i in months[:24])
        planned = cents(row[i] for row in rows for i in months[24:])
        assert found == [("collected", collected, 24), ("planned_cash", planned, 24)]


def test_both_reports_collect_the_same(settings: Settings, sicodis: Path) -> None:
    folder = sicodis / "vintages"
    bring_in(settings, BUDGET, sorted(folder.glob("gestion-financiera-*20260211*")))
    bring_in(settings, INCOME, sorted(folder.glob("detalle-recaudo-*20260211*")))

    totals = (
        "select source_id, sum(amount) from lake "
        "where phase = 'collected' and income_class = 'current' group by 1"
    )
    found = dict(lake(settings, "allocation", totals))
    assert found[BUDGET] == found[INCOME] == Decimal("334941560761.41")


def test_the_parts_of_a_plan_add_up_to_its_total(settings: Settings, sicodis: Path) -> None:
    files = sorted(sicodis.glob("plan-recursos-*.xlsx"))

    reports = bring_in(settings, PLAN, files)

    assert {r.vintage.slice: r.rows_loaded for r in reports} == {
        "2021-2030": 11560,
        "2025-2034": 11660,
    }
    for path, report in zip(files, reports, strict=True):
        header, *rows = _table(path, "CODIGO ENTIDAD")
        total = cents(row[header.index("TOTAL")] for row in rows)
        query = f"select sum(amount) from lake where slice = '{report.vintage.slice}'"
        parts = lake(settings, "allocation", query)[0][0]
        # the older workbook's own total is rounded apart from its parts
        assert abs(parts - total) < Decimal("1.00")
    bienal = "select sum(amount) from lake where slice = '2025-2034' and fiscal_year < 2027"
    assert lake(settings, "allocation", bienal) == [(Decimal("25536162427940.00"),)]


def test_the_newest_plan_wins_the_years_they_share(settings: Settings, sicodis: Path) -> None:
    bring_in(settings, PLAN, sorted(sicodis.glob("plan-recursos-*.xlsx")))

    ranks = "select slice, precedence from lake order by precedence"
    assert lake(settings, "meta_vintage", ranks) == [("2025-2034", 0), ("2021-2030", 2)]


def test_pots_of_a_plan_are_no_territory(settings: Settings, sicodis: Path) -> None:
    bring_in(settings, PLAN, sorted(sicodis.glob("plan-recursos-2025*.xlsx")))

    peace = "select distinct beneficiary_kind, territory_id from lake where stream_code = 'APAZ'"
    assert lake(settings, "allocation", peace) == [("fund", None)]
    departments = "select count(*) from lake where beneficiary_kind = 'department'"
    assert lake(settings, "beneficiary", departments) == [(32,)]


@pytest.mark.parametrize(
    ("writer", "source"),
    [
        (co_dnp_sicodis_operating_budget, BUDGET),
        (co_dnp_sicodis_operating_income, INCOME),
        (co_dnp_sicodis_resource_plan, PLAN),
    ],
)
def test_the_sample_is_read_and_a_renamed_column_is_not(
    settings: Settings, tmp_path: Path, writer: Any, source: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer.write(tmp_path, World(SEED))
    files = sorted(tmp_path.glob("*.xlsx"))
    assert all(r.rows_loaded for r in bring_in(settings, source, files))

    monkeypatch.setattr(writer, "HEADER", ["OTRA", *writer.HEADER[1:]])
    writer.write(tmp_path, World(SEED + 1))

    assert {p.code for p in offer(settings, source, files[-1:]).refused[source]} == {"wrong_header"}
