"""Invierte.pe's open data, generated: 68 columns of 2026, names of 2025, SNIP-only investments."""

from pathlib import Path

import pandas as pd
import pytest

from ingest.settings import Settings
from tests.sample import pe_mef_invierte_detail as sample
from tests.sample.world import PEOPLE, SEED, World
from tests.sources.pe_support import bring_in, cents, lake

SOURCE = "pe_mef_invierte_detail"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    sample.write(tmp_path, World(SEED))
    (path,) = tmp_path.glob("DETALLE*")
    return path


def test_every_investment_is_read_over_line_breaks(settings: Settings, file: Path) -> None:
    published = pd.read_csv(file, dtype=str)
    assert len(published.columns) == 68
    (report,) = bring_in(settings, SOURCE, [file])
    assert (report.rows_read, report.rows_rejected) == (len(published), 0)
    paid = published["DEVEN_ACUMUL_ANIO_ANT"].astype(float) + published["DEV_ANIO_ACTUAL"].astype(
        float
    )
    found = lake(settings, "project", "select sum(total_value), sum(paid) from lake")
    assert found == [(cents(published["COSTO_ACTUALIZADO"]), cents(paid.round(2)))]
    snip = "select project_code from lake where project_code like 'SNIP-%' order by 1"
    assert lake(settings, "project", snip) == [("SNIP-990008",), ("SNIP-990009",)]


def test_active_is_in_progress_only_with_physical_progress(settings: Settings, file: Path) -> None:
    published = pd.read_csv(file, dtype=str)
    bring_in(settings, SOURCE, [file])
    moving = (
        (published["ESTADO"] == "ACTIVO")
        & (published["TIENE_AVAN_FISICO"] == "SI")
        & (published["AVANCE_FISICO"].astype(int) > 0)
    )
    states = dict(lake(settings, "project", "select status, count(*) from lake group by 1"))
    assert states["in_progress"] == moving.sum()
    assert states["closed"] == 1


def test_the_names_of_2025_are_known(settings: Settings, file: Path, tmp_path: Path) -> None:
    text = file.read_text(encoding="utf-8-sig")
    for new, old in (
        ("NUM_HABITANTES_BENEF", "BENEFICIARIO"),
        ("MONTO_ET_F8", "MTO_ET_F8"),
        ("ANIO_PROCESO", "DEV_ENE_ANIO_VIG"),
        ("AVANCE_FISICO", "AVAN_FISICO_F12B"),
    ):
        text = text.replace(f'"{new}"', f'"{old}"', 1)
    older = tmp_path / "older" / "DETALLE_INVERSIONES.csv"
    older.parent.mkdir()
    older.write_text(text, encoding="utf-8")
    (report,) = bring_in(settings, SOURCE, [older])
    assert report.rows_rejected == 0


def test_closed_and_deactivated_stand_beside_the_rest(settings: Settings, file: Path) -> None:
    reports = bring_in(settings, SOURCE, sorted(file.parent.glob("*.csv")))
    assert {r.vintage.slice for r in reports} == {"DETALLE", "CIERRE", "DESACTIVADAS"}
    assert sum(r.rows_rejected for r in reports) == 0
    closed = pd.read_csv(next(file.parent.glob("CIERRE*")), dtype=str)
    found = lake(
        settings,
        "project",
        "select sum(total_value), sum(paid), min(ended_on)::text from lake where slice = 'CIERRE'",
    )
    totals = [cents(closed[name]) for name in ("COSTO_ACTUALIZADO", "DEVEN_ACUMULADO")]
    assert found == [(*totals, "2023-12-15")]
    gone = "select status from lake where slice = 'DESACTIVADAS' order by 1"
    assert lake(settings, "project", gone) == [("cancelled",), ("suspended",)]
    assert PEOPLE[2][1] not in str(lake(settings, "project"))
