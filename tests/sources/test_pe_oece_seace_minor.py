"""Minor purchases: four looks at a moving list, and a header that grew from 18 to 20 columns."""

from pathlib import Path

import pandas as pd

from ingest.settings import Settings
from tests.sources.pe_support import bring_in, lake, offer

SOURCE = "pe_oece_seace_minor"


def files(extracts: Path) -> list[Path]:
    return sorted(
        (extracts / "peru" / "oece_seace_contrataciones_menores").glob("contrataciones_*")
    )


def test_every_look_is_a_vintage_of_one_slice(settings: Settings, extracts: Path) -> None:
    looks = [pd.read_csv(f, dtype=str) for f in files(extracts)]
    assert sorted({len(look.columns) for look in looks}) == [18, 20]
    reports = bring_in(settings, SOURCE, files(extracts))
    assert [r.rows_read for r in reports] == [len(look) for look in looks]
    assert {r.vintage.slice for r in reports} == {"cusco_apurimac"}
    dates = [str(r.vintage.data_as_of) for r in reports]
    assert dates == ["2026-08-04", "2026-08-06", "2026-08-14", "2026-08-19"]


def test_hours_keep_their_offset_and_days_their_day(settings: Settings, extracts: Path) -> None:
    bring_in(settings, SOURCE, files(extracts)[1:2])
    asked = (
        "select published_on, tender_start, cast(tender_start_at as varchar) from lake "
        "where process_id = 'PE-SEACE-MENOR-85362'"
    )
    ((day, text, moment),) = lake(settings, "process", asked)
    assert (str(day), text) == ("2026-08-05", "2026-08-05T19:05:59-05:00")
    assert moment.startswith("2026-08-06 00:05:59")


def test_a_twenty_first_column_stops_the_file(
    settings: Settings, extracts: Path, tmp_path: Path
) -> None:
    text = files(extracts)[3].read_text(encoding="utf-8-sig").splitlines()
    grown = tmp_path / "contrataciones_cusco_apurimac.2026-09-01.csv"
    grown.write_text("\n".join([text[0] + ",proveedor", text[1] + ",X"]), encoding="utf-8")
    taken = offer(settings, SOURCE, [grown])
    assert [(p.code, p.value) for p in taken.refused[SOURCE]] == [
        ("undeclared_column", "proveedor")
    ]
