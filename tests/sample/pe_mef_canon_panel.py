"""Municipal canon panel in Stata's format: a main file and a regional one that repeats its rows."""

import datetime as dt
from pathlib import Path

import pandas as pd

from tests.sample.world import PERU, Place, World

YEARS = range(2008, 2015)
WRITTEN = dt.datetime(2016, 1, 1)  # noqa: DTZ001 - Stata keeps no zone


def write(folder: Path, world: World) -> None:
    """Writes ``municipality_data.dta`` and ``MuniCusco.dta``.

    Args:
        folder: Where the files go.
        world: Places and random numbers.
    """
    panel = pd.DataFrame([_row(world, place, year) for place in PERU for year in YEARS])
    people = panel.pivot_table(index="ubigeo", columns="year", values="people")
    people.columns = [f"pop{year:.0f}" for year in people.columns]
    panel = panel.drop(columns="people").merge(people, on="ubigeo")
    panel.to_stata(
        folder / "municipality_data.dta", write_index=False, time_stamp=WRITTEN, version=118
    )
    cusco = panel[panel["ubigeo"] // 10_000 == 8].drop(columns=list(people.columns))
    cusco.to_stata(folder / "MuniCusco.dta", write_index=False, time_stamp=WRITTEN, version=118)


def _row(world: World, place: Place, year: int) -> dict[str, object]:
    opening = world.random.randint(1_000_000, 9_000_000)
    budget = opening + world.random.randint(500_000, 9_000_000)
    return {
        "ubigeo": int(place.code),  # the number loses its leading zero, as published
        "canon": float(world.amount(100_000, 4_000_000)),
        "year": float(year),
        "municipality": f"MUNICIPALIDAD DISTRITAL DE {place.name}",
        "PIA": float(opening),
        "PIM": float(budget),
        "ejecute": float(round(budget * world.random.uniform(0.45, 0.98))),
        "lat": 15.5,
        "lon": 73.5,
        "people": world.random.randint(2_000, 60_000),
    }
