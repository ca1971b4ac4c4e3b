"""Months in columns, generated from the dictionary: the same money as the monthly file."""

from pathlib import Path

import pandas as pd
import pytest

from ingest.settings import Settings
from tests.sample import pe_mef_gasto, pe_mef_gasto_devengado
from tests.sample.world import SEED, World
from tests.sources.pe_support import bring_in, cents, lake

SOURCE = "pe_mef_gasto_devengado"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    pe_mef_gasto_devengado.write(tmp_path, World(SEED))
    return tmp_path / "2024-Gasto-Devengado.csv"


def test_the_layout_is_that_of_the_dictionary(file: Path) -> None:
    header = pd.read_csv(file, nrows=0).columns
    assert len(header) == 73
    assert {"TIPO_TRANSACCION_NOMBRE", "MONTO_DEVENGADO_SEPTIEMBRE"} <= set(header)
    assert not {"MES_EJE", "TIPO_ACT_PROY_NOMBRE"} & set(header)


def test_budget_in_month_zero_and_spending_in_its_months(settings: Settings, file: Path) -> None:
    published = pd.read_csv(file, dtype=str)
    (report,) = bring_in(settings, SOURCE, [file])
    assert (report.vintage.slice, report.rows_rejected) == ("2024", 0)
    months = "select distinct month from lake order by 1"
    assert lake(settings, "spending", months) == [(0,), (3,), (6,), (9,), (12,)]
    budget = "select sum(current_budget), sum(paid) from lake where month = 0"
    assert lake(settings, "spending", budget) == [
        (cents(published["MONTO_PIM"]), cents(published["MONTO_GIRADO_ANUAL"]))
    ]
    spent = "select sum(accrued), count(current_budget) from lake where month > 0"
    assert lake(settings, "spending", spent) == [(cents(published["MONTO_DEVENGADO_ANUAL"]), 0)]


def test_both_families_say_the_same_of_a_year(
    settings: Settings, file: Path, tmp_path: Path
) -> None:
    pe_mef_gasto.write(tmp_path, World(SEED))
    bring_in(settings, SOURCE, [file])
    bring_in(settings, "pe_mef_gasto", [tmp_path / "2024-Gasto-Mensual.csv"])
    asked = (
        "select source_id, entity_code, stream_code, sum(current_budget), sum(accrued), sum(paid) "
        "from lake group by all order by 2, 3, 1"
    )
    rows = lake(settings, "spending", asked)
    assert [r[1:] for r in rows[0::2]] == [r[1:] for r in rows[1::2]]
    assert {r[0] for r in rows} == {SOURCE, "pe_mef_gasto"}
