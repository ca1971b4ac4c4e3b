"""EITI's revenue codes: every parent is a code, the repeated code is told."""

from pathlib import Path

from ingest.settings import Settings
from tests.sources.pe_support import bring_in, lake

SOURCE = "int_eiti_gfs_codes"


def test_the_real_file(settings: Settings, extracts: Path) -> None:
    (report,) = bring_in(settings, SOURCE, [extracts / "intl" / "eiti" / "create.gfs_codes.csv"])
    assert (report.rows_read, report.rows_loaded, report.rows_rejected) == (40, 39, 1)
    told = lake(settings, "meta_reject", "select reason, raw_value from lake")
    assert [(reason, "1415E" in value) for reason, value in told] == [("duplicate_key", True)]
    names = dict(lake(settings, "classification", "select code, name_en from lake"))
    assert (names["1415E"], names["1415E1"]) == ("Rent", "Royalties")
    roots = "select code from lake where parent_code is null order by 1"
    assert [r[0] for r in lake(settings, "classification", roots)] == ["11E", "12E", "14E", "15E"]
