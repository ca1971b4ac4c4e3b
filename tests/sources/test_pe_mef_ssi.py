"""SSI records: amounts with commas, percentages with a sign, epoch dates that mean nothing."""

from pathlib import Path

import pandas as pd

from ingest.settings import Settings
from tests.sources.pe_support import bring_in, cents, lake

SOURCE = "pe_mef_ssi"


def folder(extracts: Path) -> Path:
    return extracts / "peru" / "invierte_pe" / "ssi_2022_scrape"


def amounts(column: "pd.Series[str]") -> "pd.Series[str]":
    return column.str.replace(",", "", regex=False)


def test_dirty_amounts_and_percentages_are_read(settings: Settings, extracts: Path) -> None:
    file = folder(extracts) / "ssi_portalgeneral_cusco_2019.xlsx"
    published = pd.read_excel(file, dtype=str, engine="calamine")
    (report,) = bring_in(settings, SOURCE, [file])
    assert (report.rows_read, report.rows_rejected) == (len(published), 0)
    sums = "select sum(total_value), sum(paid), max(financial_progress_pct) from lake"
    progress = published["avance_financiero_acum"].str.rstrip(" %").str.replace(",", "")
    assert lake(settings, "project", sums) == [
        (
            cents(amounts(published["inver_total"])),
            cents(amounts(published["devengado_acumulado"])),
            progress.astype(float).max(),
        )
    ]


def test_epoch_dates_are_no_dates(settings: Settings, extracts: Path) -> None:
    file = folder(extracts) / "ssi_portalgeneral_cusco_2019.xlsx"
    published = pd.read_excel(file, dtype=str, engine="calamine")
    null_dates = published["inicio_ejecucion"].isin(["31/12/1969", "30/12/1969"])
    assert null_dates.sum() > 20
    bring_in(settings, SOURCE, [file])
    found = lake(settings, "project", "select count(started_on), min(started_on) from lake")
    assert found[0][0] == (published["inicio_ejecucion"].notna() & ~null_dates).sum()
    assert found[0][1].year > 1990


def test_workbook_and_csv_stand_side_by_side(settings: Settings, extracts: Path) -> None:
    bring_in(settings, SOURCE, sorted(folder(extracts).glob("ssi_portalgeneral_*")))
    places = "select distinct slice, territory_id from lake order by 1"
    assert lake(settings, "project_territory", places) == [
        ("cusco_2019", "PE-08"),
        ("madrededios_2019", "PE-17"),
    ]
    states = lake(settings, "project", "select distinct status from lake order by 1")
    assert [s for (s,) in states] == ["cancelled", "closed", "suspended", "unknown"]


def test_no_supplier_of_the_seace_texts_is_taken(settings: Settings, extracts: Path) -> None:
    file = folder(extracts) / "ssi_portalgeneral_cusco_2019.xlsx"
    bring_in(settings, SOURCE, [file])
    rows = str(lake(settings, "project"))
    assert "MUÑOZ CUELLAR CESAR" not in rows
