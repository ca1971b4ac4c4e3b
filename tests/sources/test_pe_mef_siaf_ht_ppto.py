"""Budget worksheets of one unit: three days, 86 original columns, amounts that fall."""

from pathlib import Path

import pandas as pd

from ingest.settings import Settings
from tests.sources.pe_support import bring_in, cents, lake

SOURCE = "pe_mef_siaf_ht_ppto"


def files(extracts: Path) -> list[Path]:
    folder = extracts / "peru" / "mef_gasto_siaf" / "siaf_ht_ppto_perucompras"
    return sorted(folder.glob("*.xlsx"))


def sheet(file: Path) -> pd.DataFrame:
    return pd.read_excel(file, sheet_name="01_BD_MEF", header=4, dtype=str, engine="calamine")


def test_each_day_is_a_vintage_and_adds_up(settings: Settings, extracts: Path) -> None:
    reports = bring_in(settings, SOURCE, files(extracts))
    assert {r.vintage.slice for r in reports} == {"2025-1650"}
    days = [str(r.vintage.data_as_of) for r in reports]
    assert days == ["2025-10-23", "2025-10-27", "2025-10-30"]
    for report, file in zip(reports, files(extracts), strict=True):
        published = sheet(file)
        assert (report.rows_read, report.rows_rejected) == (len(published), 0)
        sums = (
            "select sum(initial_budget), sum(current_budget), sum(certified), sum(accrued), "
            f"sum(paid) from lake where vintage_id = '{report.vintage.vintage_id}'"
        )
        months = [f"{m:02d}" for m in range(1, 13)]
        expected = [cents(published[c]) for c in ("mto_pia", "mto_pim", "mto_certificado")]
        for prefix in ("mto_devenga_", "mto_girado_"):
            expected.append(sum((cents(published[prefix + m]) for m in months), cents([])))
        assert lake(settings, "spending", sums) == [tuple(expected)]


def test_glued_codes_come_apart(settings: Settings, extracts: Path) -> None:
    bring_in(settings, SOURCE, files(extracts)[:1])
    asked = (
        "select distinct stream_code, function_code, entity_code, entity_name, territory_id, "
        "government_level from lake"
    )
    assert lake(settings, "spending", asked) == [
        ("00", "03", "1650", "CENTRAL DE COMPRAS PUBLICAS - PERU COMPRAS", "PE", "national")
    ]
    projects = "select distinct project_code from lake where project_code is not null order by 1"
    assert lake(settings, "spending", projects) == [("2275434",), ("2363565",)]


def test_months_to_come_are_not_written(settings: Settings, extracts: Path) -> None:
    bring_in(settings, SOURCE, files(extracts))
    assert lake(settings, "spending", "select max(month) from lake") == [(10,)]
