"""Comparing places by the address, and the history of what changed with its filters."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboards.queries import money
from tests.dashboards.test_pages import open_page, texts

TAURAMENA = "CO-85410"
BASE = {"entity": TAURAMENA, "year": "2023-2024"}


def test_compare_keeps_the_places_of_the_address(edition: Path) -> None:
    app = open_page("compare", **BASE, **{"with": "CO-85010,CO-50568"})
    assert app.multiselect(key="choose_with").value == ["CO-85010", "CO-50568"]
    shown = texts(app)
    assert "Aguazul, Casanare" in shown
    assert "Mediana de los 3 lugares" in shown
    # 52.000, 30.000 and 1.200.500 millions
    assert "COP 52.000,0 millones" in shown
    app.multiselect(key="choose_with").set_value(["CO-85010"]).run()
    assert app.query_params["with"] in ("CO-85010", ["CO-85010"])
    assert "COP 41.000,0 millones" in texts(app)  # median of two


def test_compare_per_inhabitant_and_constant_prices(edition: Path) -> None:
    shown = texts(open_page("compare", **BASE, **{"with": "CO-85010", "per": "inhabitant"}))
    assert "COP 2,00 millones" in shown  # 52.000 millions over 26 000 inhabitants
    assert "Donde no hay población" in shown
    shown = texts(open_page("compare", **BASE, **{"with": "CO-85010", "prices": "constant"}))
    assert "no trae precios constantes" in shown
    assert "COP 52.000,0 millones" not in shown


def test_compare_says_what_it_cannot_compare(edition: Path) -> None:
    shown = texts(open_page("compare", **BASE, **{"with": "CO-99999"}))
    assert "Sin cifras en 2023-2024 o de otro nivel: CO-99999" in shown
    assert "Elija un lugar" in texts(open_page("compare"))


def test_one_row_for_each_place_in_the_order_asked(edition: Path) -> None:
    rows = money.of_places(["CO-50568", TAURAMENA], "2023-2024", "own_government")
    assert [row["territory_id"] for row in rows] == ["CO-50568", TAURAMENA]


@pytest.mark.parametrize(
    ("params", "said", "absent"),
    [
        ({}, "CO1.PCCNTR.100", "52000000000.00"),
        ({"what": "project"}, "12500000000.00", "CO1.PCCNTR.100"),
        ({"source": "colombia_cash_plan"}, "no estaba", "CO1.PCCNTR.100"),
        ({"entity": TAURAMENA}, "85410", "CO1.PCCNTR.100"),
        ({"entity": "CO-50568"}, "CO1.PCCNTR.100", "85410"),
        ({"by": "veta"}, "error nuestro", "CO1.PCCNTR.100"),
        ({"by": "veta", "entity": TAURAMENA}, "52000000000.00", "CO1.PCCNTR.100"),
        ({"by": "veta", "entity": "CO-50568"}, "Ninguna cifra cambió", "52000000000.00"),
    ],
)
def test_changes(edition: Path, params: dict[str, str], said: str, absent: str) -> None:
    shown = texts(open_page("changes", **params))
    assert said in shown
    assert absent not in shown


def test_both_pages_in_english(edition: Path) -> None:
    assert "Median of the" in texts(
        open_page("compare", **BASE, **{"with": "CO-85010", "lang": "en"})
    )
    assert "our error" in texts(open_page("changes", by="veta", lang="en"))
