"""EITI's list of countries as its API answers it, with invented totals."""

import json
from pathlib import Path
from typing import Any

from tests.sample.world import PEOPLE, World

COUNTRIES = [(6, "Peru", "PE", "PER", "PEN", "4"), (17, "Colombia", "CO", "COL", "COP", "4000")]


def write(folder: Path, world: World) -> None:
    """Writes ``implementing_country.json``: two countries, two years each, one without reports.

    Args:
        folder: Where the file goes.
        world: Random numbers.
    """
    data = [_country(*country, world) for country in COUNTRIES]
    data.append({"id": 1, "label": "Chile", "iso2": "CL", "iso3": "CHL", "metadata": []})
    text = json.dumps({"data": data, "count": len(data)}, ensure_ascii=False, indent=1)
    (folder / "implementing_country.json").write_text(text + "\n", encoding="utf-8")


def _country(
    number: int, label: str, iso2: str, iso3: str, currency: str, rate: str, world: World
) -> dict[str, Any]:
    years = ("2013", "2014")
    totals = {y: str(world.random.randint(1_000, 9_000) * 1_000_000) for y in years}
    return {
        "id": number,
        "label": label,
        "iso2": iso2,
        "iso3": iso3,
        "reports": {
            y: [
                {
                    "commodity": "Gold, volume",
                    "parent": "Production volume and value (3.5.a)",
                    "value": str(world.random.randint(10, 90)),
                    "value_bool": None,
                    "value_text": None,
                    "unit": "Tonnes",
                    "source": "Informe de muestra",
                }
            ]
            for y in years
        },
        "metadata": {
            y: {
                "contact": {"name": PEOPLE[2][1], "email": "contacto@example.org"},
                "year_start": f"Jan 1, {y}",
                "currency_rate": rate,
                "currency_code": currency,
                "sectors_covered": ["Mining", "Oil"],
                "reporting_organisations": {"companies": "18", "governmental_agencies": "4"},
                "disaggregated": {"project": "0", "company": "1"},
            }
            for y in years
        },
        "licenses": None,
        "contracts": {years[0]: {"Are contracts disclosed?": "1"}},
        "revenues": {y: {"government": total, "company": total} for y, total in totals.items()},
    }
