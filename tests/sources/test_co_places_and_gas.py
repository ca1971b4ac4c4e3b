"""Gas production, PDET list, outlines of departments and SICODIS' list of bodies."""

import csv
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from ingest.settings import Settings
from ingest.text import MONTHS_ES
from tests.sample import (
    co_anh_gas_production,
    co_art_pdet,
    co_dane_department_outlines,
    co_dnp_sicodis_entities,
)
from tests.sample.world import SEED, World
from tests.sources.pe_support import bring_in, lake, offer

GAS, PDET = "co_anh_gas_production", "co_art_pdet"
OUTLINES, BODIES = "co_dane_department_outlines", "co_dnp_sicodis_entities"
DIVIPOLA = "co_dane_divipola"
SAMPLES = [
    (co_anh_gas_production, GAS, 9 * 12),
    (co_art_pdet, PDET, 5),
    (co_dane_department_outlines, OUTLINES, 6),
    (co_dnp_sicodis_entities, BODIES, 20),
]


def _published_totals(path: Path) -> dict[int, Decimal]:
    """The total that each monthly sheet itself gives for what was produced."""
    book = CalamineWorkbook.from_path(str(path))
    totals = {}
    for name in book.sheet_names:
        month = next((i for i, m in enumerate(MONTHS_ES, 1) if name.startswith(m)), None)
        if month:
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            header = next(r for r in rows if "AÑO" in r)
            at = next(i for i, c in enumerate(header) if str(c).startswith("PRODUCCION"))
            total = next(r for r in rows if str(r[0]).startswith("TOTAL"))
            totals[month] = round(Decimal(str(total[at])), 2)
    return totals


@pytest.mark.parametrize(("year", "rows"), [(2013, 3109), (2018, 3436), (2024, 3283)])
def test_each_month_of_gas_is_what_its_sheet_adds_up_to(
    settings: Settings, extracts: Path, year: int, rows: int
) -> None:
    path = extracts / "colombia" / "anh" / f"Produccion_Fiscalizada_Gas_{year}.xlsx"

    (report,) = bring_in(settings, GAS, [path])

    assert (report.rows_loaded, report.rows_rejected, report.rows_skipped) == (rows, 0, 36)
    query = "select month, sum(volume) from lake where measure = 'produced' group by 1"
    found = {month: round(total, 2) for month, total in lake(settings, "production", query)}
    # the formulas of August to November 2024 begin at row 12; the data begin at row 8
    left_out = dict(
        lake(
            settings,
            "production",
            "select month, round(sum(volume), 2) from lake where measure = 'produced' "
            "and year = 2024 and month between 8 and 11 and source_row % 1000000 < 12 group by 1",
        )
    )
    assert len(left_out) == (4 if year == 2024 else 0)
    published = _published_totals(path)
    assert found == {m: total + left_out.get(m, 0) for m, total in published.items()}
    assert lake(settings, "production", "select distinct year from lake") == [(year,)]


def test_pdet_is_the_same_list_that_sicodis_marks(settings: Settings, extracts: Path) -> None:
    folder = extracts / "colombia"
    bring_in(settings, PDET, [folder / "pdet" / "pdet_municipalities_list.csv"])
    bring_in(settings, BODIES, [folder / "sicodis" / "entidades.json"])

    query = "select attribute, list_sort(list(territory_id)) from lake group by 1"
    found = dict(lake(settings, "territory_attribute", query))
    assert len(found["pdet"]) == 170
    assert found["pdet"] == found["sgr_pdet"]


def test_every_corrected_code_names_the_municipality_that_the_list_names(
    settings: Settings, extracts: Path
) -> None:
    divipola = extracts / "colombia" / "divipola" / "divipola_gdxc-w37w_20260614.json"
    bring_in(settings, DIVIPOLA, [divipola])
    from ingest.registry import source_folder

    with (source_folder(PDET) / "corrections.csv").open(encoding="utf-8") as file:
        corrections = list(csv.DictReader(file))
    names = dict(
        lake(settings, "territory", "select territory_id, strip_accents(lower(name)) from lake")
    )

    assert len(corrections) == 5
    for row in corrections:
        assert names[f"CO-{row['code']}"] == row["municipality"]
        assert names[f"CO-{row['published']}"] != row["municipality"]


def test_bodies_keep_their_kind_and_towns_their_territory(
    settings: Settings, extracts: Path
) -> None:
    path = extracts / "colombia" / "sicodis" / "entidades.json"
    bodies = json.loads(path.read_text(encoding="utf-8"))["entidades"]

    (report,) = bring_in(settings, BODIES, [path])

    assert report.rows_loaded == len(bodies) == 1238
    assert (report.vintage.slice, str(report.vintage.data_as_of)) == ("2025-2026", "2026-06-02")
    query = """
        select count(*) filter (beneficiary_kind = 'municipality' and territory_id is not null),
               count(*) filter (beneficiary_kind = 'department' and territory_id is not null),
               count(*) filter (beneficiary_kind = 'department' and territory_id is null)
        from lake"""
    towns = sum(body["tipo"] == "Municipio" for body in bodies)
    assert lake(settings, "beneficiary", query) == [(towns, 32, 0)]


def test_outlines_are_closed_and_rounded(settings: Settings, extracts: Path) -> None:
    path = extracts / "colombia" / "divipola" / "departments_mgn2025.geojson"

    bring_in(settings, OUTLINES, [path])

    shapes = lake(settings, "territory_geometry", "select territory_id, geometry from lake")
    assert len({code for code, _ in shapes}) == 33
    for _, text in shapes:
        for ring in _rings(json.loads(text)):
            assert ring[0] == ring[-1]
            assert len(ring) >= 4
            assert all(round(v, 3) == v for point in ring for v in point)


def _rings(shape: dict[str, Any]) -> list[list[list[float]]]:
    if shape["type"] == "Polygon":
        return shape["coordinates"]
    return [ring for polygon in shape["coordinates"] for ring in polygon]


@pytest.mark.parametrize(("writer", "source", "rows"), SAMPLES)
def test_the_sample_is_read_whole(
    settings: Settings, tmp_path: Path, writer: Any, source: str, rows: int
) -> None:
    folder = tmp_path / "sample"
    folder.mkdir()
    writer.write(folder, World(SEED))

    (report,) = bring_in(settings, source, folder.iterdir())

    assert (report.rows_loaded, report.rows_rejected) == (rows, 0)


@pytest.mark.parametrize(
    ("name", "text"),
    [("entidades.json", '{"entidades": [{}]}'), ("departments_mgn2026.geojson", '{"x": 1}')],
)
def test_json_of_another_shape_is_refused(
    settings: Settings, tmp_path: Path, name: str, text: str
) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    source = BODIES if name.startswith("ent") else OUTLINES

    assert [p.code for p in offer(settings, source, [path]).refused[source]] == ["unreadable_file"]
