"""Revenue in two generated forms: rows are added up, opening balances stand apart."""

from pathlib import Path

import pandas as pd
import pytest

from ingest.settings import Settings
from tests.sample import pe_mef_ingreso as sample
from tests.sample.world import SEED, World
from tests.sources.pe_support import bring_in, cents, lake, offer

SOURCE = "pe_mef_ingreso"


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    sample.write(tmp_path, World(SEED))
    return {p.name: p for p in tmp_path.iterdir()}


def test_finer_rows_are_added_and_none_is_lost(settings: Settings, files: dict[str, Path]) -> None:
    published = pd.read_csv(files["2024-Ingreso-Mensual.csv"], dtype=str)
    (report,) = bring_in(settings, SOURCE, [files["2024-Ingreso-Mensual.csv"]])
    assert (report.rows_read, report.rows_rejected) == (len(published), 0)
    assert report.rows_written < len(published)
    by_class = dict(
        lake(settings, "allocation", "select income_class, sum(amount) from lake group by 1")
    )
    opening = published["GENERICA"] == "9"
    assert by_class == {
        "opening_balance": cents(published[opening]["MONTO_RECAUDADO"]),
        "current": cents(published[~opening]["MONTO_RECAUDADO"]),
    }


def test_months_in_columns(settings: Settings, files: dict[str, Path]) -> None:
    published = pd.read_csv(files["2023-Ingreso-Recaudado.csv"], dtype=str)
    bring_in(settings, SOURCE, [files["2023-Ingreso-Recaudado.csv"]])
    asked = "select distinct month, phase, stream_code, length(beneficiary_code) from lake"
    assert lake(settings, "allocation", asked) == [(1, "collected", "18", 6)]
    total = lake(settings, "allocation", "select sum(amount) from lake")
    assert total == [(cents(published["MONTO_RECAUDADO_ENERO"]),)]


def test_an_unknown_column_stops_the_file(settings: Settings, tmp_path: Path) -> None:
    sample.write(tmp_path, World(SEED))
    file = tmp_path / "2024-Ingreso-Mensual.csv"
    file.write_text(file.read_text(encoding="utf-8").replace("MES,", "MES,NOVEDAD,", 1))
    taken = offer(settings, SOURCE, [file])
    assert ("undeclared_column", "NOVEDAD") in [(p.code, p.value) for p in taken.refused[SOURCE]]
