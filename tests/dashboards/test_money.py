"""Which period is shown first, projections apart, and periods of one length in one picture."""

from __future__ import annotations

from pathlib import Path

from dashboards.components import charts
from dashboards.queries import money, places
from tests.dashboards.test_pages import open_page, texts

TAURAMENA = "CO-85410"


def test_a_period_still_to_come_is_never_the_first_shown(edition: Path) -> None:
    assert money.periods(TAURAMENA, "own_government")[0] == "2031"
    assert money.best_period(TAURAMENA, "own_government") == "2023-2024"


def test_a_projection_is_a_table_of_its_own(edition: Path) -> None:
    found = money.projection(TAURAMENA)
    assert [(row["fiscal_period"], int(row["amount"])) for row in found] == [
        ("2033", 33_000_000_000),
        ("2034", 34_000_000_000),
    ]
    shown = texts(open_page("territory", entity=TAURAMENA))
    assert "Proyección a diez años" in shown
    assert "no es dinero recibido" in shown
    assert "Proyección a diez años" not in texts(open_page("territory", entity="PE-180106"))


def test_bienniums_and_years_are_drawn_apart(edition: Path) -> None:
    rows = money.series(TAURAMENA, "own_government")
    kinds = {
        kind: {row["fiscal_period"] for row in group} for kind, group in charts.by_length(rows)
    }
    assert kinds == {"Años": {"2031", "2023", "2022"}, "Bienios": {"2021-2022", "2023-2024"}}
    place = places.find(TAURAMENA)
    assert place is not None
    bienniums = [row for row in rows if "-" in row["fiscal_period"]]
    chart = charts.series_chart(bienniums, place)
    assert chart is not None
    drawn = chart.to_dict()
    assert "millones de pesos colombianos" in drawn["title"]["text"]
    assert drawn["encoding"]["y"]["title"] is None
    periods = {row["period"] for rows in drawn["datasets"].values() for row in rows}
    assert periods == {"2021-2022", "2023-2024"}
