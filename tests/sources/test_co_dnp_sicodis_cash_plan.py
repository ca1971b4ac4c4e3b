"""SICODIS biennial cash plan: both layouts, totals, and beneficiaries that are no territory."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from ingest.settings import Settings
from tests.sample import co_dnp_sicodis_cash_plan as sample
from tests.sample.world import SEED, World
from tests.sources.pe_support import bring_in, cents, lake, offer

SOURCE = "co_dnp_sicodis_cash_plan"
SHEETS = {"2021-2022": "PBC consolidado", "2023-2024": "PBC beneficiarios"}
HEADER_ROW = 12


def _cells(folder: Path, period: str) -> list[list[Any]]:
    book = CalamineWorkbook.from_path(str(folder / f"plan-bienal-caja-{period}.xlsx"))
    return book.get_sheet_by_name(SHEETS[period]).to_python(skip_empty_area=False)


def _amounts(rows: list[list[Any]]) -> list[Any]:
    """Cells of the month columns, the blank column between the years left out."""
    months = [i for i, name in enumerate(rows[HEADER_ROW]) if name in sample.MONTHS]
    assert len(months) == 24
    return [r[i] for r in rows[HEADER_ROW + 1 :] for i in months if isinstance(r[i], float)]


@pytest.fixture
def plans(extracts: Path) -> Path:
    return extracts / "colombia" / "sicodis"


def test_both_plans_stand_side_by_side_to_the_cent(settings: Settings, plans: Path) -> None:
    reports = bring_in(settings, SOURCE, sorted(plans.glob("plan-bienal-caja-*.xlsx")))

    read = {r.vintage.slice: (r.rows_read, r.rows_rejected) for r in reports}
    assert read == {"2021-2022": (4758, 0), "2023-2024": (4902, 0)}
    totals = dict(
        lake(settings, "allocation", "select fiscal_period, sum(amount) from lake group by 1")
    )
    assert totals == {period: cents(_amounts(_cells(plans, period))) for period in SHEETS}
    assert totals["2023-2024"] == Decimal("29907397716498.00")  # 21 short of Ley 2279 de 2022


def test_money_without_a_territory_keeps_its_kind(settings: Settings, plans: Path) -> None:
    bring_in(settings, SOURCE, [plans / "plan-bienal-caja-2023-2024.xlsx"])

    lettered = """
        select count(distinct source_row), sum(amount) from lake
        where not regexp_full_match(beneficiary_code, '[0-9]{5}')"""
    rows, amount = lake(settings, "allocation", lettered)[0]
    total = lake(settings, "allocation", "select sum(amount) from lake")[0][0]
    assert rows == 31
    assert round(100 * amount / total, 1) == Decimal("30.9")
    placed = "select distinct beneficiary_kind from lake where territory_id is null order by 1"
    assert [kind for (kind,) in lake(settings, "beneficiary", placed)] == [
        "corporation",
        "ethnic_people",
        "fund",
        "national_body",
        "other",
        "region_pot",
    ]
    kinds = "select count(*) from lake where beneficiary_kind = 'department'"
    assert lake(settings, "beneficiary", kinds) == [(32,)]


def test_the_plan_without_codes_gets_the_funds_of_its_concepts(
    settings: Settings, plans: Path
) -> None:
    bring_in(settings, SOURCE, sorted(plans.glob("plan-bienal-caja-*.xlsx")))

    funds = "select fiscal_period, list_sort(list(distinct stream_code)) from lake group by 1"
    found = dict(lake(settings, "allocation", funds))
    assert found["2021-2022"] == found["2023-2024"]
    # the 2023 file gives fund and concept side by side: the crosswalk must agree with it
    rows = _cells(plans, "2023-2024")[HEADER_ROW + 1 :]
    assert set(found["2023-2024"]) == {str(row[0]).strip() for row in rows if row[0]}


def test_months_and_years_are_those_of_the_columns(settings: Settings, tmp_path: Path) -> None:
    sample.write(tmp_path, World(SEED))
    bring_in(settings, SOURCE, sorted(tmp_path.glob("*.xlsx")))
    book = CalamineWorkbook.from_path(str(tmp_path / "plan-bienal-caja-2023-2024.xlsx"))
    first = book.get_sheet_by_name("PBC beneficiarios").to_python(skip_empty_area=False)[13]

    found = lake(
        settings,
        "allocation",
        "select fiscal_year, month, amount from lake "
        "where fiscal_period = '2023-2024' and source_row % 1000000 = 14 order by all",
    )

    assert [(y, m) for y, m, _ in found] == [(y, m) for y in (2023, 2024) for m in range(1, 13)]
    assert [float(a) for _, _, a in found] == [*first[6:18], *first[19:31]]


def test_an_unknown_concept_rejects_its_row(settings: Settings, tmp_path: Path) -> None:
    sample.DIRECT, known = (*sample.DIRECT[:2], "Asignación inventada"), sample.DIRECT
    try:
        sample.write(tmp_path, World(SEED))
    finally:
        sample.DIRECT = known

    bring_in(settings, SOURCE, [tmp_path / "plan-bienal-caja-2021-2022.xlsx"])

    checks = "select check_id, passed from lake where check_id = 'reject_ratio'"
    assert lake(settings, "meta_quality_check", checks) == [("reject_ratio", False)]
    assert lake(settings, "allocation", "select count(*) from lake") == [(0,)]


def test_a_workbook_without_its_sheet_is_refused(settings: Settings, tmp_path: Path) -> None:
    sample.write(tmp_path, World(SEED))
    other = tmp_path / "plan-bienal-caja-2025-2026.xlsx"
    import xlsxwriter

    with xlsxwriter.Workbook(other) as book:
        book.add_worksheet("Hoja1").write(0, 0, "Concepto")

    assert [p.code for p in offer(settings, SOURCE, [other]).refused[SOURCE]] == ["wrong_header"]
