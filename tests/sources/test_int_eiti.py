"""EITI: countries as the API gave them, the summary data workbook, rows of the API."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from ingest.registry import load_sources
from ingest.settings import Settings
from tests.sample import int_eiti_api, int_eiti_summary_data
from tests.sample.world import SEED, World
from tests.sources.pe_support import bring_in, cents, lake


@pytest.mark.parametrize("source", ["int_eiti_summary_data", "int_eiti_api"])
def test_it_says_that_no_real_file_was_seen(source: str) -> None:
    assert load_sources()[source].evidence == "schema_only"


def test_countries_give_totals_context_and_rates(settings: Settings, extracts: Path) -> None:
    path = extracts / "intl" / "eiti" / "implementing_country.json"
    bring_in(settings, "int_eiti_countries", [path])

    countries = json.loads(path.read_text(encoding="utf-8"))["data"]
    totals = [v for c in countries for y in (c["revenues"] or {}).values() for v in y.values()]
    query = "select count(*), sum(value) from lake where section = 'total'"
    (found,) = lake(settings, "eiti_disclosure", query)
    assert found[0] == len(totals)
    assert abs(found[1] - sum(map(Decimal, totals))) < Decimal("0.001")
    context = sum(len(rows) for c in countries for rows in (c["reports"] or {}).values())
    query = "select count(*) from lake where section = 'context'"
    assert lake(settings, "eiti_disclosure", query) == [(context,)]
    rate = "select value, unit from lake where country = 'CO' and year = 2013"
    assert lake(settings, "reference_value", rate) == [(Decimal("1869"), "COP")]
    shown = str(lake(settings, "eiti_disclosure"))
    assert "kaaparicio" not in shown
    assert "Karen Aparicio" not in shown


def test_five_parts_of_the_workbook(settings: Settings, tmp_path: Path) -> None:
    int_eiti_summary_data.write(tmp_path, World(SEED))
    (path,) = tmp_path.glob("*.xlsx")
    (report,) = bring_in(settings, "int_eiti_summary_data", [path])

    assert (report.vintage.slice, report.rows_rejected) == ("COL-2022", 0)
    assert report.rows_skipped == 1  # "Not available" is no amount
    book = CalamineWorkbook.from_path(str(path))
    sheets = {
        n: book.get_sheet_by_name(n).to_python(skip_empty_area=False) for n in book.sheet_names
    }
    government = cents(row[9] for row in sheets["Part 4 - Government revenues"] if row[9] != "")
    company = cents(row[9] for row in sheets["Part 5 - Company data"] if isinstance(row[9], float))
    sides = "select declared_by, sum(amount) from lake group by 1 order by 1"
    assert lake(settings, "company_payment", sides) == [
        ("company", company),
        ("government", government),
    ]
    codes = "select distinct gfs_code from lake where declared_by = 'government' order by 1"
    assert lake(settings, "company_payment", codes) == [("1112E1",), ("1415E1",)]
    parts = "select section, count(*) from lake group by 1 order by 1"
    assert lake(settings, "eiti_disclosure", parts) == [
        ("about", 7),
        ("agency", 1),
        ("company", 3),
        ("project", 1),
        ("requirement", 2),
    ]
    assert "FUNCIONARIA" not in str(lake(settings, "eiti_disclosure"))
    rate = "select value, unit from lake"
    assert lake(settings, "reference_value", rate) == [(Decimal("4000"), "COP")]


def test_rows_of_both_versions_of_the_interface(settings: Settings, tmp_path: Path) -> None:
    int_eiti_api.write(tmp_path, World(SEED))
    reports = bring_in(settings, "int_eiti_api", sorted(tmp_path.glob("*.json")))

    assert [r.rows_rejected for r in reports] == [0, 0]
    rows = "select country, fiscal_year, declared_by, currency, count(*) from lake group by all"
    assert lake(settings, "company_payment", f"{rows} order by all") == [
        ("CO", 2020, "company", "USD", 3),
        ("CO", 2020, "government", "USD", 3),
        ("PE", 2014, "company", "PEN", 2),
        ("PE", 2014, "government", "PEN", 2),
    ]
    pages = json.loads((tmp_path / int_eiti_api.PAGES).read_text(encoding="utf-8"))
    total = cents(row["revenue"] for page in pages for row in page["data"])
    amount = "select sum(amount) from lake where country = 'CO'"
    assert lake(settings, "company_payment", amount) == [(total,)]
