"""Yearly figures that rules refer to: complete years, and honest about where they come from."""

from ingest.settings import Settings
from tests.sources.pe_support import lake
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
    assert {step[0] for step in steps} == {"tax_unit", "minimum_monthly_wage"}


def test_nothing_without_a_source_is_called_verified(settings: Settings) -> None:
    bring_in_facts(settings, SOURCE)
    query = (
        "select count(*) from lake where evidence_level <> 'from_memory' and source_text is null"
    )
    assert lake(settings, "reference_value", query) == [(0,)]
