"""Control reports: how many would have to answer, never who; no verdict of ours."""

from pathlib import Path

import pandas as pd

from ingest.settings import Settings
from tests.sources.pe_support import bring_in, lake

SOURCE = "pe_contraloria_reports"


def test_reports_and_their_dates(settings: Settings, extracts: Path) -> None:
    (file,) = (extracts / "peru" / "contraloria").glob("informes_*.csv")
    published = pd.read_csv(file, dtype=str)
    (report,) = bring_in(settings, SOURCE, [file])
    assert (report.rows_read, report.rows_rejected) == (len(published), 0)
    found = "select count(*), sum(persons), min(published_on), max(published_on) from lake"
    days = pd.to_datetime(published["fechapublicación"], dayfirst=True)
    assert lake(settings, "audit_report", found) == [
        (
            len(published),
            published["npersonasconpresuntarespons"].astype(int).sum(),
            days.min().date(),
            days.max().date(),
        )
    ]
    urls = "select count(*) from lake where url not like 'https://%' or url like '% %'"
    assert lake(settings, "audit_report", urls) == [(0,)]
