"""Every page in both languages on the fixture edition, and the states that are not pages."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

ROUTER = str(Path(__file__).resolve().parents[2] / "dashboards" / "router.py")
INCIDENT = ("incidente", "incident")


def open_page(page: str, **params: str) -> AppTest:
    """Run one page with its address; a page that failed is a failed test."""
    app = AppTest.from_file(ROUTER, default_timeout=30)
    for name, value in params.items():
        app.query_params[name] = value
    app.run()
    if page != "home":
        app.switch_page(f"pages/{page}.py")
        for name, value in params.items():
            app.query_params[name] = value
        app.run()
    assert not app.exception
    assert not [e.value for e in app.error if any(word in e.value for word in INCIDENT)]
    return app


def texts(app: AppTest) -> str:
    """Everything written on the page, as read by people."""
    kinds = (app.title, app.header, app.subheader, app.markdown, app.caption, app.info, app.warning)
    written = [element.value for kind in kinds for element in kind]
    for table in app.table:
        written += [str(cell) for row in table.value.to_numpy() for cell in row]
    joined = " ".join(written)
    for mark in ("\\", "**", "\u2060"):
        joined = joined.replace(mark, "")
    return joined.replace("\u00a0", " ")


PAGES = [
    ("home", {}, "¿Cuánto recibió, presupuestó y gastó", "How much did your municipality"),
    ("home", {"entity": "PE-180106"}, "recibió S/ 113.0 millones", "received S/ 113.0 million"),
    ("home", {"entity": "CO-50568"}, "tenía previsto recibir", "was planned to receive"),
    ("home", {"q": "la jagua"}, "Lugares", "Places"),
    ("territory", {"entity": "CO-50568"}, "Contratos aquí", "Contracts here"),
    ("territory", {"entity": "PE-1801", "year": "2012"}, "Señales aquí", "Signals here"),
    ("territory", {}, "Elija un lugar", "Choose a place"),
    ("signals", {}, "nunca un veredicto", "never a verdict"),
    (
        "signals",
        {"signal": "FX-15", "subject": "2021505680012", "period": "2024"},
        "explicaciones inocentes",
        "innocent explanations",
    ),
    ("commitments", {}, "Tablero por espacio", "Board by forum"),
    ("commitments", {"commitment": "CO-2015-01"}, "no coinciden", "do not agree"),
    ("commitments", {"forum": "co-casanare-2012"}, "Lecciones", "Lessons"),
    ("commitments", {"words": "regalías"}, "Compromisos", "Commitments"),
    ("sources", {}, "Filas leídas = cargadas + rechazadas", "Rows read = loaded + rejected"),
    ("data", {}, "sus ceros a la izquierda", "leading zeros"),
    ("methods", {}, "Glosario", "Glossary"),
    ("project", {"project": "2021505680012"}, "Contratos vinculados", "Linked contracts"),
    ("project", {"project": "2021505680012"}, "De qué fondos sale", "Which funds pay for it"),
    ("project", {"project": "2022505680099"}, "No hay contrato vinculado", "No contract is linked"),
]


@pytest.mark.parametrize(("page", "params", "spanish", "_english"), PAGES)
def test_page_in_spanish(
    edition: Path, page: str, params: dict[str, str], spanish: str, _english: str
) -> None:
    shown = texts(open_page(page, **params))
    assert spanish in shown
    assert "DATOS SINTÉTICOS" in shown
    assert "una señal es un motivo para mirar" in shown.lower()


@pytest.mark.parametrize(("page", "params", "_spanish", "english"), PAGES)
def test_page_in_english(
    edition: Path, page: str, params: dict[str, str], _spanish: str, english: str
) -> None:
    shown = texts(open_page(page, lang="en", **params))
    assert english in shown
    assert "SYNTHETIC DATA" in shown
    assert "sin dato" not in shown.replace("«sin dato»", "")


@pytest.mark.parametrize(
    ("page", "params", "said"),
    [
        ("home", {"entity": "999999"}, "No existe ningún lugar con el código «999999»"),
        ("territory", {"entity": "PE-999999"}, "No existe ningún lugar"),
        ("project", {"project": "x"}, "no contiene ningún proyecto con el código «x»"),
        ("commitments", {"commitment": "x"}, "no contiene ese compromiso"),
        ("signals", {"signal": "x", "subject": "y", "period": "z"}, "no contiene esa señal"),
        ("home", {"entity": "PE-180106", "year": "1999"}, "No hay cifras de 1999"),
        ("home", {"entity": "PE-180101"}, "Ninguna fuente de esta edición publica dinero"),
        ("home", {"q": "zzzzzz"}, "Nada se llama «zzzzzz»"),
        ("signals", {"entity": "CO-44420"}, "Ningún registro con estos filtros"),
        ("sources", {}, "atrasada: se esperaba el 31 ene. 2020"),
    ],
)
def test_each_state_has_its_own_words(
    edition: Path, page: str, params: dict[str, str], said: str
) -> None:
    assert said in texts(open_page(page, **params))


def test_an_unknown_code_offers_near_ones(edition: Path) -> None:
    assert "¿Quiso decir…?" in texts(open_page("home", entity="180199"))


def test_no_edition_yet(empty_data: Path) -> None:
    shown = texts(open_page("home"))
    assert "Todavía no hay una edición publicada" in shown


def test_damaged_edition(empty_data: Path) -> None:
    (empty_data / "published").mkdir()
    (empty_data / "published" / "CURRENT").write_text("2026.11.0")
    shown = texts(open_page("home"))
    assert "La edición publicada no se puede leer" in shown
    assert str(empty_data) not in shown


def test_a_hostile_project_name_stays_text(edition: Path) -> None:
    app = open_page("project", project="2022505680099")
    title = app.title[0].value
    assert "\\<img" in title
    assert "\\[clic\\]" in title
    assert not [m.value for m in app.markdown if "](javascript" in m.value.replace("\\", "")]


def test_period_choice_is_written_into_the_address(edition: Path) -> None:
    app = open_page("home", entity="PE-180106")
    app.selectbox(key="choose_year").set_value("2010").run()
    assert app.query_params["year"] in ("2010", ["2010"])
    assert "recibió S/ 1.23 millones" in texts(app)


def test_persons_are_not_linked_or_listed_as_subjects(edition: Path) -> None:
    app = open_page("territory", entity="CO-50568", funding="all")
    assert "Persona natural · 7f3a9c" in texts(app)
    english = open_page("territory", entity="CO-50568", funding="all", lang="en")
    assert "Natural person · 7f3a9c" in texts(english)
    assert "Persona natural" not in texts(english)
