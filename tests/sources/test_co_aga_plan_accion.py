"""The second and third open government plans: figures by branch, and where they disagree."""

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

SOURCE = "co_aga_plan_accion"
SECOND, THIRD = "CO-AGA-PLAN-2", "CO-AGA-PLAN-3"
AREAS = ("comité", "territorio", "apropiación", "seguimiento")


def test_figures_of_the_third_plan(settings: Settings) -> None:
    bring_in_facts(settings, SOURCE)
    check_every_fact(settings, {SECOND, THIRD})
    measures = facts(settings, "measure", THIRD)
    assert {k: v for k, v in measures.items() if not k.startswith("Compromisos: ")} == {
        "Entidades contactadas": 48,
        "Mesas de trabajo": 41,
        "Mesas técnicas": 7,
        "Procesos subnacionales": 7,
        "Borradores de compromisos": 31,
        "Consulta abierta": 3,
        "Compromisos suscritos": 26,
        "Entidades con compromisos": 23,
        "Ciudades vinculadas": 2,
        "Temas priorizados": 5,
    }
    assert len(facts(settings, "topic", THIRD)) == measures["Temas priorizados"]


def test_commitments_are_not_invented(settings: Settings) -> None:
    bring_in_facts(settings, SOURCE)
    assert lake(settings, "commitment", "select count(*) from lake") == [(0,)]


def test_each_area_has_successes_lessons_challenges_and_advice(settings: Settings) -> None:
    bring_in_facts(settings, SOURCE)
    for forum in (SECOND, THIRD):
        for kind in ("good_practice", "lesson"):
            areas = {name.split()[0].rstrip(":").lower() for name in facts(settings, kind, forum)}
            assert areas == set(AREAS), (forum, kind)
    for kind in ("appraisal", "recommendation"):
        names = " ".join(facts(settings, kind, THIRD)).lower()
        assert all(area in names for area in AREAS), kind


def test_the_document_contradicts_itself(settings: Settings) -> None:
    bring_in_facts(settings, SOURCE)
    measures = facts(settings, "measure", THIRD)
    branches = [value for name, value in measures.items() if "Compromisos: " in name]
    assert reconciliation(settings) == {
        "branches": (26, sum(v for v in branches if v), 1),
        "entities": (23, 22, 1),
        "departments_without_entity": (4, 3, 1),
        "governments_without_department": (4, 3, 1),
    }


def test_places_linked_and_not_linked_keep_their_roles(settings: Settings) -> None:
    bring_in_facts(settings, SOURCE)
    linked = {"CO-15", "CO-05", "CO-52", "CO-25", "CO-76001", "CO-11001"}
    assert {(THIRD, place) for place in linked | {"CO", "CO-63"}} <= places(settings)
    roles = dict(
        lake(settings, "forum_territory", f"select territory_id, role from lake "
             f"where forum_code = '{THIRD}'")
    )  # fmt: skip
    assert "sin entidad" in roles["CO-25"]
    assert "no está entre los vinculados" in roles["CO-63"]


def test_the_document_gives_these_numbers(extracts: Path) -> None:
    text = document(extracts, "004")
    pairs = [
        (48, "entidades"),
        (41, "mesas de trabajo"),
        (7, "mesas tecnicas"),
        (31, "borradores"),
        (3, "semanas"),
        (26, "compromisos"),
        (14, "compromisos"),
    ]
    assert [pair for pair in pairs if not says(text, *pair)] == []
    listed = text.split("7 compromisos de gobiernos subnacionales")[1].split("se vincularon")[0]
    assert listed.count("gobernacion de") == 4
    assert "cundinamarca" not in listed
