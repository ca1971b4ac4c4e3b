"""INEI's table of districts: names with accents, coordinates and population."""

from pathlib import Path

import pandas as pd
import pytest

from ingest.settings import Settings
from tests.sources.pe_support import bring_in, lake, offer

SOURCE = "pe_inei_ubigeo"
HEADER = (
    "departamento;provincia;distrito;ubigeo;capital_legal;categoría;altitud;población;"
    "latitud;longitud"
)


def test_the_real_table_gives_every_level_and_its_population(
    settings: Settings, extracts: Path
) -> None:
    file = extracts / "peru" / "ubigeo" / "ubigeo_inei_2025.csv"
    published = pd.read_csv(file, sep=";", dtype=str)
    (report,) = bring_in(settings, SOURCE, [file])
    assert (report.rows_read, report.rows_rejected) == (len(published), 0)
    levels = dict(lake(settings, "territory", "select level, count(*) from lake group by 1"))
    assert levels == {
        "municipality": published["ubigeo"].nunique(),
        "province": published["ubigeo"].str[:4].nunique(),
        "region": published["ubigeo"].str[:2].nunique(),
    }
    people = lake(settings, "population", "select sum(population), min(year), max(year) from lake")
    assert people == [(published["población"].astype(int).sum(), 2025, 2025)]
    asked = (
        "select territory_id, name, parent_territory_id, official_code from lake "
        "where territory_id in ('PE-02', 'PE-1802', 'PE-180107') order by official_code"
    )
    assert lake(settings, "territory", asked) == [
        ("PE-02", "Áncash", "PE", "02"),
        ("PE-180107", "San Antonio", "PE-1801", "180107"),
        ("PE-1802", "General Sánchez Cerro", "PE-18", "1802"),
    ]


def test_a_lost_leading_zero_comes_back(settings: Settings, tmp_path: Path) -> None:
    file = tmp_path / "ubigeo_inei_2026.csv"
    row = "Áncash;Huaraz;Huaraz;20101;Huaraz;Ciudad;3052;70000;-9.53;-77.53"
    file.write_text(f"{HEADER}\n{row}\n", encoding="utf-8-sig")
    bring_in(settings, SOURCE, [file])
    codes = lake(settings, "territory", "select territory_id from lake")
    assert ("PE-020101",) in codes
    assert lake(settings, "population", "select year from lake") == [(2026,)]


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ("Áncash;Huaraz;Huaraz;2O0101;H;C;1;70000;-9.5;-77.5", "ubigeo"),
        ("Áncash;Huaraz;Huaraz;020101;H;C;1;muchos;-9.5;-77.5", "population"),
        ("Áncash;Huaraz;Huaraz;020101;H;C;1;70000;-95;-77.5", "latitude"),
    ],
)
def test_a_bad_cell_rejects_its_row_by_name(
    settings: Settings, tmp_path: Path, cells: str, column: str
) -> None:
    file = tmp_path / "ubigeo_inei_2026.csv"
    good = [f"Tacna;Tacna;D{n};2301{n:02d};C;Ciudad;1;100;-18;-70" for n in range(1, 21)]
    file.write_text("\n".join([HEADER, *good, cells]) + "\n", encoding="utf-8")
    (report,) = bring_in(settings, SOURCE, [file])
    assert (report.rows_read, report.rows_loaded, report.rows_rejected) == (21, 20, 1)
    assert (22, column) in lake(settings, "meta_reject", 'select source_row, "column" from lake')


def test_a_new_column_stops_the_file(settings: Settings, tmp_path: Path) -> None:
    file = tmp_path / "ubigeo_inei_2026.csv"
    file.write_text(f"{HEADER};idioma\nTacna;Tacna;Tacna;230101;T;C;1;1;-18;-70;es\n")
    taken = offer(settings, SOURCE, [file])
    assert [p.code for p in taken.refused[SOURCE]] == ["undeclared_column"]
