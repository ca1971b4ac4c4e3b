"""ResourceProjects: two sheets, two cuts of the same money."""

from pathlib import Path

import pandas as pd

from ingest.settings import Settings
from tests.sources.pe_support import bring_in, cents, lake

SOURCE = "int_nrgi_resourceprojects"
SHEETS = {"project": ("projects", "projectCountry", "projectPayment"),
          "payee": ("entities", "entityCountry", "entityPayment")}  # fmt: skip


def test_the_real_file_to_the_cent(settings: Settings, extracts: Path) -> None:
    (path,) = (extracts / "intl" / "resourceprojects").glob("*.xlsx")
    (report,) = bring_in(settings, SOURCE, [path])
    read = rejected = 0
    for view, (sheet, country, amount) in SHEETS.items():
        file = pd.read_excel(
            path, sheet_name=sheet, dtype=str, engine="calamine", keep_default_na=False
        )
        placed = file[country] != "Could not be identified"
        kept = file[~file.duplicated() & placed]
        read, rejected = read + len(file), rejected + len(file) - len(kept)
        query = f"select count(*), sum(amount) from lake where view = '{view}'"
        assert lake(settings, "company_payment", query) == [(len(kept), cents(kept[amount]))]
    assert (report.rows_read, report.rows_rejected) == (read, rejected)
    assert rejected == 266


def test_rows_have_one_side_only(settings: Settings, extracts: Path) -> None:
    bring_in(settings, SOURCE, (extracts / "intl" / "resourceprojects").glob("*.xlsx"))
    wrong = (
        "select count(*) from lake where (view = 'payee') <> (payee is not null) "
        "or (view = 'project') <> (project is not null)"
    )
    assert lake(settings, "company_payment", wrong) == [(0,)]
    assert lake(settings, "company_payment", "select distinct currency from lake") == [("USD",)]
