"""Functions of government: three levels, each under the one above."""

from pathlib import Path

from ingest.settings import Settings
from tests.sources.pe_support import bring_in, lake

SOURCE = "int_un_cofog"


def test_the_real_file(settings: Settings, extracts: Path) -> None:
    (report,) = bring_in(settings, SOURCE, [extracts / "intl" / "cofog" / "cofog.csv"])
    assert (report.rows_read, report.rows_rejected) == (188, 0)
    levels = "select length(code), count(*) from lake group by 1 order by 1"
    assert lake(settings, "classification", levels) == [(2, 10), (4, 69), (6, 109)]
    orphans = (
        "select child.code from lake as child left join lake as above "
        "on above.code = child.parent_code where above.code is null and length(child.code) > 2"
    )
    assert lake(settings, "classification", orphans) == []
    environment = "select name_es, name_en from lake where code = '05'"
    assert lake(settings, "classification", environment) == [
        ("Protección del medio ambiente", "Environmental protection")
    ]
