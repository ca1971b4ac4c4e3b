"""Municipal canon panel: canon transferred, budget of all funds, files that repeat one another."""

from pathlib import Path

import pandas as pd
import pytest

from ingest.settings import Settings
from tests.sources.pe_support import bring_in, cents, lake, offer

SOURCE = "pe_mef_canon_panel"
NAMES = ("municipality_data", "MuniArequipa", "MuniCusco")


@pytest.fixture
def files(extracts: Path) -> list[Path]:
    folder = extracts / "peru" / "canon_minero_distritos_2008_2014"
    return [folder / f"{name}.dta" for name in NAMES]


def test_totals_are_those_of_the_files(settings: Settings, files: list[Path]) -> None:
    reports = bring_in(settings, SOURCE, files)
    assert sum(r.rows_rejected for r in reports) == 0
    for file in files:
        panel = pd.read_stata(file)
        where = f"where slice = '{file.stem}'"
        canon = lake(settings, "allocation", f"select count(*), sum(amount) from lake {where}")
        assert canon == [(panel["canon"].notna().sum(), cents(panel["canon"].dropna()))]
        spent = lake(
            settings,
            "spending",
            f"select count(*), sum(initial_budget), sum(current_budget), sum(accrued) from lake "
            f"{where}",
        )
        totals = [cents(panel[c]) for c in ("PIA", "PIM", "ejecute")]
        assert spent == [(len(panel), *totals)]


def test_canon_and_budget_never_share_a_stream(settings: Settings, files: list[Path]) -> None:
    bring_in(settings, SOURCE, files[:1])
    canon = "select distinct stream_code, phase, month, beneficiary_kind from lake"
    assert lake(settings, "allocation", canon) == [
        ("CANON_MINERO", "transferred", 0, "municipality")
    ]
    spent = "select distinct stream_code, government_level, month from lake"
    assert lake(settings, "spending", spent) == [("ALL", "local", 0)]


def test_regional_files_only_repeat_the_main_one_and_rank_below_it(
    settings: Settings, files: list[Path]
) -> None:
    bring_in(settings, SOURCE, files)
    ranks = dict(lake(settings, "meta_vintage", "select slice, precedence from lake"))
    assert ranks["municipality_data"] < min(ranks["MuniArequipa"], ranks["MuniCusco"])
    strangers = (
        "select count(*) from lake a where slice <> 'municipality_data' and not exists (select 1 "
        "from lake b where b.slice = 'municipality_data' "
        "and a.beneficiary_code = b.beneficiary_code and a.fiscal_year = b.fiscal_year "
        "and a.amount = b.amount)"
    )
    assert lake(settings, "allocation", strangers) == [(0,)]


def test_codes_population_and_the_row_without_canon(settings: Settings, files: list[Path]) -> None:
    bring_in(settings, SOURCE, files[:1])
    codes = lake(settings, "spending", "select distinct length(territory_id) from lake")
    assert codes == [(9,)]  # PE- and six digits: the leading zero is back
    people = "select year, population from lake where territory_id = 'PE-030101' order by 1 limit 2"
    assert lake(settings, "population", people) == [(2008, 55766), (2009, 55856)]
    lone = "select count(*) from lake where beneficiary_code = '050619' and fiscal_year = 2014"
    assert lake(settings, "allocation", lone) == [(0,)]
    still = (
        "select entity_name, accrued from lake where entity_code = '050619' and fiscal_year = 2014"
    )
    assert lake(settings, "spending", still)[0][0] is None


def test_a_truncated_file_is_refused(settings: Settings, files: list[Path], tmp_path: Path) -> None:
    broken = tmp_path / "MuniCusco.dta"
    broken.write_bytes(files[2].read_bytes()[:5000])
    taken = offer(settings, SOURCE, [broken])
    assert [p.code for p in taken.refused[SOURCE]] == ["unreadable_file"]
