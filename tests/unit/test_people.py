"""People whom one source names are cleared from the texts of others; works and places stay."""

from pathlib import Path

import pytest

from ingest.models import Outcome
from ingest.people import KnownPeople, hashed, kept_files, words_of
from ingest.privacy import RESERVED
from ingest.registry import load_sources
from ingest.settings import Settings
from ingest.sweep import sweep
from tests.unit import money

KEY = b"k" * 64
ANA, JOSE = "Ana María Ruiz Gómez", "OLAYA BALANDRA JOSE"
KNOWN = KnownPeople(hashed([ANA, JOSE, "Electro Redes del Valle"], KEY), KEY)

TEXTS = """
title: {es: Textos, en: Texts}
publisher: Nobody
country: CO
cadence: yearly
evidence: synthetic
patterns: ["texts-*.csv"]
layouts:
  - name: csv
    tables:
      - read: {format: csv}
        columns: {code: {header: CODE}, name: {header: NAME}}
        outputs:
          - entity: project
            map: {country: "'CO'", project_code: code, name: name, status: "'unknown'",
                  currency: "'COP'"}
"""
NAMES = TEXTS.replace("texts-*", "names-*").replace(
    "        outputs:", "        person_names: [code]\n        outputs:"
)


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("Honorable concejal ANA RUIZ GOMEZ", f"Honorable concejal {RESERVED}"),
        ("ruiz gómez ana maría", RESERVED),
        ("a favor de Ana María de Ruiz, por obra", f"a favor de {RESERVED}, por obra"),
        ("Supervisa José Olaya Balandra.", f"Supervisa {RESERVED}."),
        ("en el municipio de Cali Ana Ruiz Gómez", f"en el municipio de Cali {RESERVED}"),
    ],
)
def test_a_person_is_cleared_in_any_order_and_case(text: str, clean: str) -> None:
    assert KNOWN.redact(text) == clean


@pytest.mark.parametrize(
    "text",
    [
        "MEJORAMIENTO DE LA INSTITUCIÓN EDUCATIVA JOSÉ OLAYA BALANDRA - TORATA",
        "I.E. N.º 40 José Olaya Balandra",
        "Institución Educativa Técnica José Olaya Balandra",
        "vía al puente José Olaya Balandra",
        "PAVIMENTACIÓN DE LA AV. JOSÉ OLAYA BALANDRA",
        "Institución Educativa José Olaya",
        "ELECTRO REDES DEL VALLE",
        "Ana vive en Ruiz; Gómez no",
        "San José de Olaya",
    ],
)
def test_works_places_companies_and_parts_of_names_stay(text: str) -> None:
    assert KNOWN.redact(text) == text


@pytest.mark.parametrize(
    "name",
    [
        "JOSE PEREZ",
        "SAN JUAN DE ARAMA BAJO",
        "CONSTRUCCIONES JOSE PEREZ RUIZ",
        "CONSORCIO VIAL NORTE",
        "Villa María del Triunfo",
        "INGENIERIA 3000 JUAN PEREZ",
        "REDES Y OBRAS DEL SUR",
    ],
)
def test_what_may_be_no_person_is_not_looked_for_elsewhere(name: str) -> None:
    assert words_of(name) == ()


def test_only_hashes_are_kept_and_another_key_finds_nobody(tmp_path: Path) -> None:
    assert KnownPeople(hashed([ANA], b"another key"), KEY).redact(ANA) == ANA


@pytest.fixture
def two_sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    declared = {"xx_a_texts": TEXTS, "xx_b_names": NAMES}
    yield from money.declared(tmp_path, monkeypatch, declared)


@pytest.mark.usefixtures("two_sources")
def test_what_was_conformed_before_a_name_was_known_is_conformed_again(
    settings: Settings,
) -> None:
    text = f"Puente de la vereda norte: supervisa {ANA}"
    money.offer(settings, "texts-1.csv", f"CODE,NAME\n1,{text}\n2,Otro puente\n")
    assert [r.outcome for r in money.refresh(settings, "xx_a_texts")] == [Outcome.LOADED]
    assert sweep(settings) == []
    money.offer(settings, "names-1.csv", f"CODE,NAME\n{ANA},x\n")
    money.refresh(settings, "xx_b_names")
    assert [r.vintage.source_id for r in sweep(settings)] == ["xx_a_texts"]
    names = {row[0] for row in money.query(settings, "project", "select name from lake")}
    assert f"Puente de la vereda norte: supervisa {RESERVED}" in names
    assert sweep(settings) == []
    for path in kept_files(settings.paths):
        assert b"ruiz" not in path.read_bytes().lower()
    assert [r.outcome for r in money.refresh(settings, "xx_a_texts")] == [Outcome.UNCHANGED]
    assert load_sources()
