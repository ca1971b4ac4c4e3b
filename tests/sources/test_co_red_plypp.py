"""The planning network of 2017, with Pasto and Barrancabermeja as forums of their own."""

from pathlib import Path

from ingest.settings import Settings
from tests.sources.pe_support import lake
from tests.sources.promise_support import (
    bring_in_facts,
    check_every_fact,
    document,
    facts,
    places,
    reconciliation,
    says,
)

SOURCE = "co_red_plypp"
NETWORK, PASTO, BARRANCA = "CO-RED-PLYPP", "CO-PP-PASTO", "CO-PP-BARRANCABERMEJA"


def test_three_forums(settings: Settings) -> None:
    bring_in_facts(settings, SOURCE)
    check_every_fact(settings, {NETWORK, PASTO, BARRANCA})
    kinds = dict(lake(settings, "forum", "select forum_code, kind from lake"))
    assert kinds[PASTO] == kinds[BARRANCA] == "participatory_budget"
    assert {(PASTO, "CO-52001"), (BARRANCA, "CO-68081"), (NETWORK, "CO")} <= places(settings)
    measures = {"Nodos": 7, "Municipios": 100, "Organizaciones sociales": 60}
    assert facts(settings, "measure", NETWORK) == measures


def test_each_experience_has_actors_appraisal_and_difficulties(settings: Settings) -> None:
    bring_in_facts(settings, SOURCE)
    for forum, actors, difficulties in ((PASTO, 3, 3), (BARRANCA, 4, 1)):
        assert len(facts(settings, "actor", forum)) == actors
        appraisal = facts(settings, "appraisal", forum)
        assert sum(name.startswith("Dificultad") for name in appraisal) == difficulties
        assert len(appraisal) > difficulties


def test_seven_nodes_said_and_six_named(settings: Settings) -> None:
    bring_in_facts(settings, SOURCE)
    nodes = [name for name in facts(settings, "actor", NETWORK) if name.startswith("Nodo ")]
    assert reconciliation(settings) == {"nodes": (7, len(nodes), 1)}


def test_the_slides_give_these_numbers(extracts: Path) -> None:
    slides = document(extracts, "002")
    assert says(slides, 7, "nodos")
    assert says(slides, 100, "municipios")
    assert says(slides, 60, "organizaciones")
    assert says(slides, 13, "municipios")
    named = slides.split("7 nodos:")[1].split(".")[0].split(",")
    assert len(named) == 6
