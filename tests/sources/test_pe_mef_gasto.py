"""SIAF spending by month: the 63 columns of today, the 62 of 2020, streams and territories."""

from pathlib import Path

import pandas as pd
import pytest

from ingest.settings import Settings
from tests.sample import pe_mef_gasto as sample
from tests.sample.world import SEED, World
from tests.sources.pe_support import bring_in, cents, lake, offer

SOURCE = "pe_mef_gasto"
MONEY = {
    "MONTO_PIA": "initial_budget",
    "MONTO_PIM": "current_budget",
    "MONTO_CERTIFICADO": "certified",
    "MONTO_COMPROMETIDO_ANUAL": "committed",
    "MONTO_DEVENGADO": "accrued",
    "MONTO_GIRADO": "paid",
}


@pytest.fixture
def generated(tmp_path: Path) -> dict[str, Path]:
    sample.write(tmp_path, World(SEED))
    return {p.name: p for p in tmp_path.iterdir()}


def totals(settings: Settings, where: str = "true") -> list[tuple]:
    sums = ", ".join(f"sum({c})" for c in MONEY.values())
    return lake(settings, "spending", f"select count(*), {sums} from lake where {where}")


def test_the_real_head_of_2026_to_the_cent(settings: Settings, extracts: Path) -> None:
    (file,) = (extracts / "peru" / "mef_gasto_siaf").glob("2026-Gasto-Diario*.csv")
    published = pd.read_csv(file, dtype=str, keep_default_na=False)
    (report,) = bring_in(settings, SOURCE, [file])
    assert (report.vintage.slice, report.rows_read) == ("2026", len(published))
    assert totals(settings) == [(len(published), *[cents(published[c]) for c in MONEY])]
    negative = lake(settings, "spending", "select count(*) from lake where certified < 0")
    assert negative == [((published["MONTO_CERTIFICADO"].astype(float) < 0).sum(),)]
    streams = lake(settings, "spending", "select distinct stream_code from lake order by 1")
    assert [s for (s,) in streams] == sorted(published["RUBRO"].unique())
    assert lake(settings, "spending", "select distinct territory_id from lake") == [("PE-01",)]
    projects = published[published["TIPO_ACT_PROY"] == "2"]["PRODUCTO_PROYECTO"]
    found = lake(settings, "spending", "select count(project_code) from lake")
    assert found == [(len(projects),)]


def test_both_layouts_mean_the_same(settings: Settings, generated: dict[str, Path]) -> None:
    now = pd.read_csv(generated["2025-Gasto-Mensual.csv"], dtype=str)
    old = pd.read_csv(generated["2020-Gasto.csv"], dtype=str, encoding="latin-1")
    assert (len(now.columns), len(old.columns)) == (63, 62)
    assert {"TIPO_GOBIERNO", "FUENTE_FINANC", "CATEG_GASTO"} <= set(old.columns)
    bring_in(settings, SOURCE, generated.values())
    assert totals(settings, "slice = '2020'") == [(len(old), *[cents(old[c]) for c in MONEY])]
    levels = "select distinct government_level from lake where slice = '2020'"
    assert lake(settings, "spending", levels) == [("local",)]


def test_the_territory_is_that_of_the_government(
    settings: Settings, generated: dict[str, Path]
) -> None:
    bring_in(settings, SOURCE, generated.values())
    asked = "select distinct government_level, length(territory_id) from lake order by 1"
    assert lake(settings, "spending", asked) == [("local", 9), ("national", 2), ("regional", 5)]


def test_budget_and_spending_stand_in_different_rows(
    settings: Settings, generated: dict[str, Path]
) -> None:
    bring_in(settings, SOURCE, generated.values())
    mixed = "select count(*) from lake where (month = 0) <> (current_budget <> 0)"
    assert lake(settings, "spending", mixed) == [(0,)]


def test_letters_in_an_amount_reject_the_row(
    settings: Settings, generated: dict[str, Path], tmp_path: Path
) -> None:
    lines = generated["2025-Gasto-Mensual.csv"].read_bytes().split(b"\r\n")
    cells = lines[3].rsplit(b",", 1)
    lines[3] = cells[0] + b',"ABC"'
    broken = tmp_path / "broken" / "2025-Gasto-Mensual.csv"
    broken.parent.mkdir()
    broken.write_bytes(b"\r\n".join(lines))
    (report,) = bring_in(settings, SOURCE, [broken])
    assert report.rows_rejected == 1
    reject = lake(
        settings, "meta_reject", 'select source_row, "column", reason, raw_value from lake'
    )
    assert reject == [(4, "paid", "bad_number", "ABC")]


def test_a_lost_column_and_the_dictionary_are_refused(
    settings: Settings, generated: dict[str, Path], tmp_path: Path
) -> None:
    text = generated["2025-Gasto-Mensual.csv"].read_text(encoding="utf-8")
    broken = tmp_path / "broken" / "2025-Gasto.csv"
    broken.parent.mkdir()
    broken.write_text(text.replace('"MONTO_DEVENGADO"', '"MONTO_OTRO"'), encoding="utf-8")
    taken = offer(settings, SOURCE, [broken])
    assert [(p.code, p.value) for p in taken.refused[SOURCE]] == [
        ("wrong_header", "MONTO_DEVENGADO")
    ]
