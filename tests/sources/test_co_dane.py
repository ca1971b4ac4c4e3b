"""Colombia's territories and population, from DANE's copies."""

import csv
import json
from collections import Counter
from pathlib import Path

import pytest

from ingest.models import Outcome
from ingest.settings import Settings
from tests.sample import co_dane_divipola, co_dane_population
from tests.sample.world import SEED, World
from tests.sources.pe_support import bring_in, lake, offer

DIVIPOLA, POPULATION = "co_dane_divipola", "co_dane_population"
NATIONAL = {2018: 48_217_376, 2023: 52_121_438, 2025: 53_073_694}  # in the publisher's own table


def _sample(tmp_path: Path) -> Path:
    folder = tmp_path / "sample"
    folder.mkdir()
    co_dane_divipola.write(folder, World(SEED))
    co_dane_population.write(folder, World(SEED))
    return folder


def _problems(settings: Settings, source: str, path: Path) -> list[str]:
    taken = offer(settings, source, [path])
    return [p.code for p in taken.refused.get(source, [])]


def test_divipola_gives_every_place_of_both_shapes(settings: Settings, extracts: Path) -> None:
    folder = extracts / "colombia" / "divipola"
    table = folder / "divipola_codes_with_comma.csv"
    places = json.loads((folder / "divipola_gdxc-w37w_20260614.json").read_text(encoding="utf-8"))

    reports = bring_in(settings, DIVIPOLA, [table, folder / "divipola_gdxc-w37w_20260614.json"])

    assert {r.vintage.slice: r.rows_loaded for r in reports} == {
        "municipalities": 1103,
        "with-areas": 1121,
    }
    with table.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    expected = {f"CO-{int(r['COD_MPIO'].replace(',', '')):05d}" for r in rows}
    expected |= {f"CO-{code}" for code in places["municipalities"]}
    levels = "select level, list(distinct territory_id) from lake group by 1"
    found = {level: set(ids) for level, ids in lake(settings, "territory", levels)}
    assert found["municipality"] == expected
    assert len(expected) == 1122
    assert found["country"] == {"CO"}
    assert len(found["region"]) == 33


def test_departments_have_as_many_municipalities_as_in_the_file(
    settings: Settings, extracts: Path
) -> None:
    table = extracts / "colombia" / "divipola" / "divipola_codes_with_comma.csv"
    bring_in(settings, DIVIPOLA, [table])
    with table.open(encoding="utf-8-sig", newline="") as file:
        expected = Counter(f"CO-{int(r['COD_DPTO']):02d}" for r in csv.DictReader(file))

    counted = (
        "select parent_territory_id, count(*) from lake where level = 'municipality' group by 1"
    )

    assert dict(lake(settings, "territory", counted)) == dict(expected)
    names = "select name from lake where territory_id in ('CO-05001', 'CO-05') order by 1"
    assert lake(settings, "territory", names) == [("ANTIOQUIA",), ("MEDELLÍN",)]


def test_a_row_with_an_impossible_point_is_rejected(settings: Settings, tmp_path: Path) -> None:
    path = _sample(tmp_path) / "divipola_codes_with_comma.csv"
    text = path.read_text(encoding="utf-8-sig").replace("Municipio,4.31,", "Municipio,431,")
    path.write_text(text, encoding="utf-8-sig")
    (report,) = bring_in(settings, DIVIPOLA, [path])

    assert report.outcome is Outcome.REFUSED  # one row of nine is more than a tenth
    assert report.rows_rejected == 1


@pytest.mark.parametrize(
    ("before", "after", "problem"),
    [
        ("NOM_DPTO", "DPTO", "wrong_header"),
        ("Geo Municipio", "Geo Municipio,NUEVA", "undeclared_column"),
    ],
)
def test_a_changed_header_of_divipola_is_refused(
    settings: Settings, tmp_path: Path, before: str, after: str, problem: str
) -> None:
    path = _sample(tmp_path) / "divipola_codes_with_comma.csv"
    changed = path.read_text(encoding="utf-8-sig").replace(before, after, 1)
    path.write_text(changed, encoding="utf-8-sig")

    assert _problems(settings, DIVIPOLA, path) == [problem]


@pytest.mark.parametrize("text", ["{}", '{"municipalities": []}', "{", '{"municipalities": 3}'])
def test_json_of_another_shape_is_refused(settings: Settings, tmp_path: Path, text: str) -> None:
    path = tmp_path / "divipola_gdxc-w37w_20270101.json"
    path.write_text(text, encoding="utf-8")

    assert _problems(settings, DIVIPOLA, path)  # the layout nearest to fitting says why


def test_population_adds_up_to_the_national_totals(settings: Settings, extracts: Path) -> None:
    path = extracts / "colombia" / "poblacion" / "Datos_Poblacion.json"
    rows = json.loads(path.read_text(encoding="utf-8"))["rows"]

    (report,) = bring_in(settings, POPULATION, [path])

    assert report.rows_read == report.rows_loaded == len(rows) - 1 == 1104
    assert report.rows_written == 1104 * 13
    totals = dict(lake(settings, "population", "select year, sum(population) from lake group by 1"))
    assert totals == {
        year: sum(row[at] for row in rows[1:]) for at, year in enumerate(rows[0][3:], start=3)
    }
    assert {year: totals[year] for year in NATIONAL} == NATIONAL


def test_a_later_year_is_taken_and_another_column_is_not(
    settings: Settings, tmp_path: Path
) -> None:
    path = _sample(tmp_path) / "Datos_Poblacion.json"
    document = json.loads(path.read_text(encoding="utf-8"))
    for at, row in enumerate(document["rows"]):
        row.append(1000 if at else 2026)
    path.write_text(json.dumps(document), encoding="utf-8")
    (report,) = bring_in(settings, POPULATION, [path])
    assert report.rows_written == 9 * 14
    assert lake(settings, "population", "select sum(population) from lake where year = 2026") == [
        (9000,)
    ]

    for at, row in enumerate(document["rows"]):
        row.append("x" if at else "HOMBRES")
    path.write_text(json.dumps(document), encoding="utf-8")

    assert _problems(settings, POPULATION, path) == ["undeclared_column"]


def test_a_figure_that_is_no_number_rejects_its_row(settings: Settings, tmp_path: Path) -> None:
    path = _sample(tmp_path) / "Datos_Poblacion.json"
    document = json.loads(path.read_text(encoding="utf-8"))
    document["rows"] += [[f"9999{n}", "X", "Y", *[1] * 13] for n in range(9)]
    document["rows"][1][5] = "n.d."
    path.write_text(json.dumps(document), encoding="utf-8")

    (report,) = bring_in(settings, POPULATION, [path])

    assert (report.rows_read, report.rows_rejected) == (18, 1)
    reasons = 'select "column", reason, raw_value, source_row from lake'
    assert ("y2015", "bad_integer", "n.d.", 1) in lake(settings, "meta_reject", reasons)
