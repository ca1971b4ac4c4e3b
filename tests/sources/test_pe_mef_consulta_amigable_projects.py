"""Regional projects published in millions: soles to the cent, pliegos that are regions."""

from pathlib import Path

import pandas as pd

from ingest.settings import Settings
from ingest.text import plain
from tests.sources.pe_support import bring_in, cents, lake

SOURCE = "pe_mef_consulta_amigable_projects"
NAME = "Proy_GR_2022_consulta_amigable.xlsx"


def real(extracts: Path) -> Path:
    return extracts / "peru" / "mef_gasto_siaf" / NAME


def test_millions_become_soles_to_the_cent(settings: Settings, extracts: Path) -> None:
    published = pd.read_excel(real(extracts), dtype=str, engine="calamine")
    (report,) = bring_in(settings, SOURCE, [real(extracts)])
    assert (report.rows_read, report.rows_rejected) == (len(published), 0)
    assert (report.vintage.slice, str(report.vintage.data_as_of)) == ("2022", "2022-02-16")
    sums = "sum(initial_budget), sum(current_budget), sum(accrued), sum(paid)"
    expected = [
        cents(published[f"{c}_2022"].astype(float).round(8), 1_000_000)
        for c in ("PIA", "PIM", "DEV", "GIR")
    ]
    assert lake(settings, "spending", f"select {sums} from lake") == [tuple(expected)]


def test_every_pliego_is_the_region_that_its_projects_name(
    settings: Settings, extracts: Path
) -> None:
    """The typed pliego table is checked against place names in the projects' own titles."""
    published = pd.read_excel(real(extracts), dtype=str, engine="calamine")
    bring_in(settings, SOURCE, [real(extracts)])
    pairs = lake(settings, "spending", "select distinct entity_code, entity_name from lake")
    assert len(pairs) == published["Pliego"].nunique()
    for code, name in pairs:
        if code == "PLIEGO-465":
            continue  # Metropolitan Lima, not a regional government
        region = plain(name).split(" de ", 1)[1].rsplit("departamento de ", 1)[-1]
        region = region.rsplit("constitucional del ", 1)[-1]
        titles = published[published["Pliego"] == code[7:]]["Proyecto"].map(plain)
        named = titles.str.extractall(
            r"(?:departamento|region|provincia constitucional) (?:de |del )?(\w+(?: \w+)?(?: \w+)?)"
        )[0]
        assert named.str.startswith(region.split(" ")[0]).mean() > 0.5, (code, region)


def test_budget_and_execution_stand_in_month_zero_of_all_funds(
    settings: Settings, extracts: Path
) -> None:
    bring_in(settings, SOURCE, [real(extracts)])
    asked = "select distinct month, stream_code, is_investment, fiscal_year from lake"
    assert lake(settings, "spending", asked) == [(0, "ALL", True, 2022)]
    unplaced = "select count(*) from lake where territory_id is null or project_code is null"
    assert lake(settings, "spending", unplaced) == [(0,)]
