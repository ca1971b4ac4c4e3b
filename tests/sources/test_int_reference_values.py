"""Yearly figures that rules refer to: complete years, and honest about where they come from."""

from pathlib import Path

from ingest.settings import Settings
from tests.sample import int_reference_values
from tests.sample.world import SEED, World
from tests.sources.pe_support import bring_in, lake
from tests.sources.promise_support import bring_in_facts

SOURCE = "int_reference_values"


def test_each_concept_has_every_year_and_only_grows(settings: Settings) -> None:
    bring_in_facts(settings, SOURCE)
    query = (
        "select concept, year - lag(year) over w, value >= lag(value) over w from lake "
        "window w as (partition by country, concept order by year)"
    )
    steps = [step for step in lake(settings, "reference_value", query) if step[1] is not None]
    assert {step[1:] for step in steps} == {(1, True)}
    assert {step[0] for step in steps} == {
        "tax_unit",
        "minimum_monthly_wage",
        "consumer_price_index",
    }


def test_nothing_without_a_source_is_called_verified(settings: Settings) -> None:
    bring_in_facts(settings, SOURCE)
    query = (
        "select count(*) from lake where evidence_level <> 'from_memory' and source_text is null"
    )
    assert lake(settings, "reference_value", query) == [(0,)]


def test_a_file_adds_years_and_is_held_against_nothing(settings: Settings, tmp_path: Path) -> None:
    bring_in_facts(settings, SOURCE)
    int_reference_values.write(tmp_path, World(SEED))
    (file,) = tmp_path.glob("*.csv")
    reports = bring_in(settings, SOURCE, [file])
    assert [(r.vintage.slice, r.rows_rejected) for r in reports] == [("facts", 0), ("valores", 0)]
    bases = "select distinct unit from lake where concept = 'consumer_price_index' order by 1"
    assert lake(settings, "reference_value", bases) == [
        ("2010 = 100",),
        ("muestra sintética, 2020 = 100",),
    ]
