"""Buenos Aires' commitments: what a government says of itself, without a date."""

from pathlib import Path

import pandas as pd

from ingest.settings import Settings
from tests.sources.pe_support import bring_in, lake

SOURCE = "int_ba_compromisos"


def test_the_real_file(settings: Settings, extracts: Path) -> None:
    path = extracts / "intl" / "ba_compromisos" / "data.csv"
    file = pd.read_csv(path, dtype=str, keep_default_na=False)
    (report,) = bring_in(settings, SOURCE, [path])
    assert (report.rows_read, report.rows_rejected) == (len(file), 0)
    numbers = lake(settings, "commitment", "select number, year(due_on) from lake")
    assert set(numbers) == {
        (n, int(y)) for n, y in zip(file["numero"], file["cumplimiento"], strict=True)
    }
    progress = file["porcentaje_completado"].astype(float)
    second = file["cumplimiento_2_porcentaje_completado"]
    query = (
        "select milestone is not null, count(*), sum(progress_pct) from lake group by 1 order by 1"
    )
    assert lake(settings, "commitment_status", query) == [
        (False, len(file), progress.sum()),
        (True, int((second != "").sum()), pd.to_numeric(second).sum()),
    ]
    bounds = (
        "select status, min(progress_pct) >= 50, max(progress_pct) < 100 from lake "
        "where milestone is null group by 1 order by 1"
    )
    assert lake(settings, "commitment_status", bounds) == [
        ("complete", True, False),
        ("limited", False, True),
        ("substantial", True, True),
    ]
    complete = "select count(*) from lake where milestone is null and status = 'complete'"
    assert lake(settings, "commitment_status", complete) == [(int((progress == 100).sum()),)]
    who = "select distinct assessor_kind, as_of from lake"
    assert lake(settings, "commitment_status", who) == [("government", None)]
