"""The territorial engagement strategy: undated slides, only their figures and aims."""

from pathlib import Path

import pytest

from ingest.settings import Settings
from tests.sources.pe_support import lake
from tests.sources.promise_support import (
    bring_in_facts,
    check_every_fact,
    document,
    facts,
    places,
    says,
)

SOURCE = "co_minminas_relacionamiento_territorial"
FORUM = "CO-RELACIONAMIENTO-TERRITORIAL"
MEASURES = {
    "Departamentos con acercamiento": 16,
    "Canales de diálogo": 41,
    "Municipios con formación": 21,
    "Agendas de desarrollo: departamentos": 6,
    "Agendas de desarrollo: municipios": 5,
    "Comités promotores: departamentos": 6,
    "Comités promotores: municipios": 5,
    "Municipios apoyados en ordenamiento territorial": 53,
}


def test_facts_of_the_slides(settings: Settings) -> None:
    bring_in_facts(settings, SOURCE)
    check_every_fact(settings, {FORUM})
    assert facts(settings, "measure") == MEASURES
    assert places(settings) == {(FORUM, "CO")}


def test_what_is_undated_has_no_date(settings: Settings) -> None:
    report = bring_in_facts(settings, SOURCE)
    assert report.vintage.data_as_of is None
    assert lake(settings, "forum", "select starts_on, ends_on from lake") == [(None, None)]
    assert lake(settings, "forum_fact", "select count(as_of) from lake") == [(0,)]


@pytest.mark.parametrize(
    ("number", "word"),
    [(16, "departamentos"), (41, "canales"), (21, "municipios"), (6, "departamentos"),
     (5, "municipios"), (53, "municipios")],
)  # fmt: skip
def test_the_slides_give_these_numbers(extracts: Path, number: int, word: str) -> None:
    assert says(document(extracts, "001"), number, word)
