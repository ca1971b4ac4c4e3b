"""Equivalences of INEI and RENIEC codes: several tables of one source, each a slice."""

from pathlib import Path

import pandas as pd

from ingest.settings import Settings
from tests.sources.pe_support import bring_in, lake

SOURCE = "pe_reniec_ubigeo"
FILES = (
    "ubigeo_distrito.csv",
    "ubigeo_provincia.csv",
    "ubigeo_departamento.csv",
    "equivalencia-ubigeos-oti-concytec.csv",
    "ubigeo_reniec_2025.csv",
)


def test_the_real_tables_are_slices_with_precedence(settings: Settings, extracts: Path) -> None:
    folder = extracts / "peru" / "ubigeo"
    bring_in(settings, SOURCE, [folder / name for name in FILES])
    ranks = lake(settings, "meta_vintage", "select slice, precedence from lake order by 2, 1")
    assert ranks == [
        *(("departamento", 1), ("distrito", 1), ("provincia", 1)),
        *(("reniec", 2), ("concytec", 3)),
    ]
    table = pd.read_csv(folder / FILES[0], dtype=str, keep_default_na=False)
    differ = table[(table["inei"] != table["reniec"]) & ~table.isin(["NA"]).inei]
    found = lake(
        settings,
        "territory",
        "select count(*) from lake where slice = 'distrito' and official_code <> alternate_code",
    )
    gone = {"150144", "160109", "160114"}
    assert found == [(len(differ[~differ["inei"].isin(gone) & (differ["reniec"] != "NA")]),)]


def test_san_antonio_has_no_inei_code_and_none_is_guessed(
    settings: Settings, extracts: Path
) -> None:
    (report,) = bring_in(settings, SOURCE, [extracts / "peru" / "ubigeo" / FILES[0]])
    assert report.rows_rejected == 0
    lone = "select code, municipality_name from lake where territory_id is null"
    assert lake(settings, "territory_code", lone) == [("170107", "SAN ANTONIO")]
    assert lake(
        settings, "territory", "select count(*) from lake where territory_id = 'PE-180107'"
    ) == [(0,)]
    asked = "select alternate_code, parent_territory_id from lake where territory_id = 'PE-180104'"
    assert lake(settings, "territory", asked) == [("170106", "PE-1801")]


def test_the_list_of_2025_keeps_names_for_its_codes(settings: Settings, extracts: Path) -> None:
    file = extracts / "peru" / "ubigeo" / FILES[4]
    published = pd.read_csv(file, sep=";", dtype=str)
    bring_in(settings, SOURCE, [file])
    found = "select count(*), count(municipality_name), count(territory_id) from lake"
    assert lake(settings, "territory_code", found) == [(len(published), len(published), 0)]


def test_codes_that_inei_dropped_are_counted_not_loaded(settings: Settings, extracts: Path) -> None:
    (report,) = bring_in(settings, SOURCE, [extracts / "peru" / "ubigeo" / FILES[0]])
    published = pd.read_csv(extracts / "peru" / "ubigeo" / FILES[0], dtype=str)
    assert report.rows_read + report.rows_skipped == len(published)
    skipped = lake(settings, "meta_vintage", "select skipped_by_reason from lake")
    assert skipped == [('{"retired_code": 3}',)]
