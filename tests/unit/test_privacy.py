"""No person gets through: pseudonyms and redaction."""

import pytest

from ingest.people import KnownPeople, hashed
from ingest.privacy import RESERVED, Redactor, label, pseudonym, pseudonym_key
from ingest.settings import Settings

KEY = b"a key for tests"


@pytest.mark.parametrize(
    "text",
    [
        "Contrato con C.C. 1.130.673.320 para apoyo",
        "identificado con cédula de ciudadanía No 16276007",
        "DNI 44556677 del residente",
        "escribir a nombre.apellido@example.org",
        "celular 310 555 1234",
        "llamar al 3105551234",
        "+51 953 111 222",
        "RUC 10445566778",
        "cuenta de ahorros 123-456789-01",
    ],
)
def test_traces_of_a_person_are_cleared(text: str) -> None:
    clean = Redactor([], []).redact(text)
    assert clean is not None
    assert RESERVED in clean
    assert sum(c.isdigit() for c in clean) < 4


@pytest.mark.parametrize(
    "text",
    [
        "MEJORAMIENTO DE 12.5 KM DE VÍA POR $1.130.673.320",
        "BPIN 2021005500123 fase 2",
        "NIT 900123456-1 SUMINISTRO",
        "CUI 2345678 META 0044277",
    ],
)
def test_what_is_no_person_stays(text: str) -> None:
    assert Redactor([], []).redact(text) == text


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        (
            "apoyo al honorable\nconcejal Ana Ruiz Soto.",
            "apoyo al honorable\nconcejal [reservado].",
        ),
        ("CONCEJAL ANA RUIZ DEL CONCEJO", "CONCEJAL [reservado] DEL CONCEJO"),
        ("Representante Legal: Sra. Ana María de la Cruz", "Representante Legal: Sra. [reservado]"),
        ("SERVIDOR PÚBLICO LUIS ADOLFO RUIZ; VIAJA", "SERVIDOR PÚBLICO [reservado]; VIAJA"),
    ],
)
def test_who_is_named_by_an_office_is_cleared(text: str, clean: str) -> None:
    assert Redactor([], []).redact(text) == clean


@pytest.mark.parametrize(
    "text",
    [
        "REPRESENTANTE LEGAL DEL CONSORCIO VIAL",
        "el representante legal de la empresa firma",
        "I.E. Dr. Daniel A. Carrión, Plaza José Carlos Mariátegui",
        "ELECCIÓN DEL CONCEJAL QUE PRESIDA LA MESA",
    ],
)
def test_an_office_without_a_name_stays(text: str) -> None:
    assert Redactor([], []).redact(text) == text


def test_names_go_whatever_their_case_accents_and_order() -> None:
    redactor = Redactor(["José Ñúñez Pérez"], [])
    assert redactor.redact("Supervisa JOSE NUNEZ PEREZ, ing.") == f"Supervisa {RESERVED}, ing."
    assert redactor.redact("Núñez  Pérez José firmó") == f"{RESERVED} firmó"
    assert redactor.redact("Calle San José de Pérez") == "Calle San José de Pérez"


def test_known_documents_go_however_they_are_written() -> None:
    redactor = Redactor([], ["1.130.673.320"])
    assert redactor.redact("a favor de 1130673320 por obra") == f"a favor de {RESERVED} por obra"


def test_one_person_has_one_pseudonym_under_one_key() -> None:
    one = pseudonym(KEY, "1.130.673.320")
    assert one == pseudonym(KEY, "1130673320")
    assert one != pseudonym(b"another key", "1130673320")
    assert len(one) == len("persona-") + 32
    assert "1130673320" not in one
    assert label(one).startswith("Persona natural · ")


def test_the_key_file_is_made_once_and_readable_by_its_owner_only(settings: Settings) -> None:
    folder = settings.paths.state
    first = pseudonym_key(settings, folder)
    assert pseudonym_key(settings, folder) == first
    assert (folder / "pseudonym.key").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("piece", ["x", "1 ", "1-1", "a.", "María ", "de ", "cc 1 ", "concejal A "])
def test_no_long_cell_holds_the_others_up(piece: str) -> None:
    known = KnownPeople(hashed(["María Ruiz Gómez"], KEY), KEY)
    redactor = Redactor(["María Ruiz Gómez"], ["1111111"], known)
    # With a repeat that has no bound neither would come back before tomorrow.
    assert redactor.redact(piece * (90_000 // len(piece)) + "@a") is not None
    assert redactor.redact(piece * 1_000_000) == RESERVED
