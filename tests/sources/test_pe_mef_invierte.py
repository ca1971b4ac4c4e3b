"""Invierte.pe by location: a project once, its places apart, nothing counted twice."""

from pathlib import Path

import pandas as pd
import pytest

from ingest.settings import Settings
from tests.sources.pe_support import bring_in, cents, lake

SOURCE = "pe_mef_invierte"
CODE = "Código único de inversión"


@pytest.mark.parametrize("region", ["Moquegua", "Pasco"])
def test_the_cost_of_a_project_counts_once(settings: Settings, extracts: Path, region: str) -> None:
    file = extracts / "peru" / "invierte_pe" / f"{region}_Filtrado.xlsx"
    published = pd.read_excel(file, dtype=str, engine="calamine")
    coded = published[published[CODE].notna()]
    projects = coded.drop_duplicates(CODE)
    (report,) = bring_in(settings, SOURCE, [file])
    assert (report.rows_read, report.rows_rejected) == (
        len(published),
        len(published) - len(coded),
    )
    found = lake(settings, "project", "select count(*), sum(total_value) from lake")
    assert found == [(len(projects), cents(projects["Costo actualizado"]))]
    assert cents(coded["Costo actualizado"]) > cents(projects["Costo actualizado"])
    places = lake(settings, "project_territory", "select count(*) from lake")
    assert places == [(len(coded.drop_duplicates([CODE, "Ubigeo", "Distrito"])),)]
    assert str(report.vintage.data_as_of) == "2024-10-16"


def test_a_whole_province_or_department_is_no_district(settings: Settings, extracts: Path) -> None:
    bring_in(settings, SOURCE, [extracts / "peru" / "invierte_pe" / "Moquegua_Filtrado.xlsx"])
    asked = (
        "select distinct territory_id from lake where municipality_name is null "
        "and territory_id like 'PE-18%' order by 1"
    )
    found = [t for (t,) in lake(settings, "project_territory", asked)]
    assert found == ["PE-18", "PE-1801", "PE-1802", "PE-1803"]


def test_active_does_not_mean_in_progress(settings: Settings, extracts: Path) -> None:
    bring_in(settings, SOURCE, [extracts / "peru" / "invierte_pe" / "Moquegua_Filtrado.xlsx"])
    states = lake(settings, "project", "select distinct status_raw, status from lake order by 1")
    assert states == [("ACTIVO", "unknown"), ("CERRADO", "closed")]
