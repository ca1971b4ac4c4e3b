"""Mining conflicts: stable identifiers, places that the report does not state."""

from pathlib import Path

import pandas as pd

from ingest.settings import Settings
from tests.sources.pe_support import bring_in, lake

SOURCE = "pe_defensoria_conflicts"


def test_every_case_with_its_state(settings: Settings, extracts: Path) -> None:
    file = extracts / "peru" / "defensoria_conflictos" / "conflictos_mineros_2024-03.xlsx"
    published = pd.read_excel(file, dtype=str, engine="calamine")
    (report,) = bring_in(settings, SOURCE, [file])
    assert (report.rows_read, report.rows_rejected) == (len(published), 0)
    assert str(report.vintage.data_as_of) == "2024-03-01"
    states = dict(lake(settings, "conflict", "select status_raw, count(*) from lake group by 1"))
    assert states == published["estado"].value_counts().to_dict()
    talking = lake(settings, "conflict", "select count(*) from lake where in_dialogue")
    assert talking == [((published["dial_if"] == "Sí").sum(),)]
    unknown = (published["distrito"] == "No detalla").sum()
    assert unknown > 0
    placed = lake(settings, "conflict", "select count(*) - count(municipality_name) from lake")
    assert placed == [(unknown,)]


def test_the_identifier_is_the_name_without_marks(settings: Settings, extracts: Path) -> None:
    file = extracts / "peru" / "defensoria_conflictos" / "conflictos_mineros_2024-03.xlsx"
    bring_in(settings, SOURCE, [file])
    one = "select conflict_id from lake where name = 'Río Blanco (ex Majaz)'"
    assert lake(settings, "conflict", one) == [("PE-DP-rio-blanco-ex-majaz",)]
