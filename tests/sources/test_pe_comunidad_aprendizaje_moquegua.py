"""The learning community of Moquegua: its organisations, and none of its people."""

import re
from pathlib import Path

from ingest.pipeline import bundled_files
from ingest.settings import Settings
from ingest.text import plain
from tests.sources.promise_support import (
    bring_in_facts,
    check_every_fact,
    document,
    facts,
    places,
)

SOURCE = "pe_comunidad_aprendizaje_moquegua"
FORUM = "PE-COMUNIDAD-APRENDIZAJE-MOQUEGUA"


def test_facts_of_the_founding_document(settings: Settings) -> None:
    bring_in_facts(settings, SOURCE)
    check_every_fact(settings, {FORUM})
    assert places(settings) == {(FORUM, "PE-18")}
    assert facts(settings, "measure") == {
        "Organizaciones del grupo impulsor": 15,
        "Reuniones del grupo impulsor: cada": 1,
        "Reuniones del grupo ampliado: cada": 2,
    }
    topics = facts(settings, "topic")
    for family, size in (("Valor:", 6), ("Pilar:", 3), ("Objetivo:", 6), ("Beneficio:", 7),
                         ("Resultado esperado:", 5), ("Metodología", 1)):  # fmt: skip
        assert sum(name.startswith(family) for name in topics) == size, family


def test_members_are_those_of_the_document(settings: Settings, extracts: Path) -> None:
    bring_in_facts(settings, SOURCE)
    section = document(extracts, "003").split("miembros del grupo impulsor")[1]
    actors = facts(settings, "actor")
    members = [name for name in actors if not name.startswith("Perfil:")]
    assert len(members) == facts(settings, "measure")["Organizaciones del grupo impulsor"]
    assert [m for m in members if plain(m).split(" (")[0] not in section] == []


def test_no_person_is_named(extracts: Path) -> None:
    (typed,) = bundled_files({SOURCE})
    text = plain(typed.read_text(encoding="utf-8"))
    assert "@" not in text
    person = re.search(r"(\w+) (\w+) director ejecutivo", document(extracts, "003"))
    assert person is not None
    assert person[1] not in text
    assert person[2] not in text
