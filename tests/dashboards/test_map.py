"""The map of the places inside another: who has a figure, who has none, and its other half."""

from __future__ import annotations

from pathlib import Path

from dashboards.components import maps
from dashboards.queries import inside, places
from dashboards.queries.places import Place, Point
from tests.dashboards.test_pages import open_page, texts

CASANARE = {"entity": "CO-85", "year": "2023-2024"}


def points_inside(place: Place) -> list[Point]:
    return places.points_of([p.id for p in inside.members(place) if p.id != place.id])


def test_points_with_and_without_a_figure(edition: Path) -> None:
    place = places.find("CO-85")
    assert place is not None
    points = points_inside(place)
    assert {point.id for point in points} == {"CO-85410", "CO-85010"}
    rows = inside.governments(place, "2023-2024")
    frame = maps.points_frame(rows, points, place, "received", per_inhabitant=False)
    assert dict(zip(frame["name"], frame["amount"], strict=True)) == {
        "Tauramena": 52e9,
        "Aguazul": 30e9,
    }
    each = maps.points_frame(rows, points, place, "received", per_inhabitant=True)
    told = each.set_index("name")
    assert told.loc["Tauramena", "amount"] == 2_000_000
    assert not told.loc["Aguazul", "known"]  # no population: said, never a zero
    assert told.loc["Aguazul", "text"] == "sin dato"


def test_the_chart_asks_nobody_for_a_map(edition: Path) -> None:
    place = places.find("CO-85")
    assert place is not None
    rows = inside.governments(place, "2023-2024")
    points = points_inside(place)
    drawn = maps.points_chart(
        maps.points_frame(rows, points, place, "received", per_inhabitant=True), place
    ).to_dict()
    assert [layer["mark"]["type"] for layer in drawn["layer"]] == [
        "point",
        "circle",
        "text",
        "text",
    ]


def test_the_page_has_the_map_and_its_table(edition: Path) -> None:
    shown = texts(open_page("territory", **CASANARE))
    assert "lugares con dato: 2; sin dato: 0" in shown
    assert "COP 30.000,0 millones" in shown
    assert "Lo que no se gastó" not in shown  # nobody here publishes spending
    assert "Ninguna fuente cargada dice cuánto gastaron" in shown
    english = texts(open_page("territory", **CASANARE, per="inhabitant", lang="en"))
    assert "places with data: 1; without: 1" in english
