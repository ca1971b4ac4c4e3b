"""SEACE's search list: values that are not published, a department in the file's name."""

from pathlib import Path

import pandas as pd

from ingest.settings import Settings
from tests.sources.pe_support import bring_in, cents, lake

SOURCE = "pe_oece_seace_search"


def test_unpublished_values_are_missing_not_zero(settings: Settings, extracts: Path) -> None:
    file = extracts / "peru" / "oece_seace_contrataciones_menores" / "procesos_AREQUIPA_2026.csv"
    published = pd.read_csv(file, dtype=str)
    values = published["VR / VE / Cuantía de la contratación"]
    shown = values[values != "---"].str.replace(",", "")
    (report,) = bring_in(settings, SOURCE, [file])
    assert (report.rows_read, report.rows_rejected) == (len(published), 0)
    found = "select count(*), count(estimated_value), sum(estimated_value) from lake"
    assert lake(settings, "process", found) == [(len(published), len(shown), cents(shown))]
    places = lake(settings, "process", "select distinct region_name from lake")
    assert places == [("AREQUIPA",)]
    first = "select min(published_on), max(published_on) from lake"
    days = pd.to_datetime(published["Fecha y Hora de Publicacion"], dayfirst=True)
    assert lake(settings, "process", first) == [(days.min().date(), days.max().date())]
