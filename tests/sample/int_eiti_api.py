"""Answers of EITI's API: revenues of 2.0 page by page, and a report of 1.0 with its revenues."""

import json
from pathlib import Path
from typing import Any

from tests.sample.world import COMPANIES, World

BASE = "https://eiti.org/api/v2.0"
PAGES = "eiti-revenue-muestra.json"
REPORT = "eiti-summary_data-muestra.json"


def write(folder: Path, world: World) -> None:
    """Writes two pages of revenues and one report; its amounts are also in the national currency.

    Args:
        folder: Where the files go.
        world: Random numbers.
    """
    rows = [_row(n, world) for n in range(6)]
    pages = [_envelope(rows[:4]), _envelope(rows[4:])]
    (folder / PAGES).write_text(json.dumps(pages, indent=1) + "\n", encoding="utf-8")
    report = {
        "id": "PE2014",
        "label": "Perú, 2014 (muestra)",
        "revenue_government": [_embedded(n, world, "agency") for n in range(2)],
        "revenue_company": [_embedded(n, world, "company") for n in range(2)],
    }
    text = json.dumps(_envelope([report]), ensure_ascii=False, indent=1)
    (folder / REPORT).write_text(text + "\n", encoding="utf-8")


def _envelope(data: list[Any]) -> dict[str, Any]:
    return {"data": data, "count": len(data), "self": {"href": BASE}}


def _row(n: int, world: World) -> dict[str, Any]:
    return {
        "id": str(100 + n),
        "label": "Royalties",
        "self": f"{BASE}/revenue/{100 + n}",
        "type": "company" if n % 2 else "agency",
        "gfs": f"{BASE}/gfs_code/1415E1",
        "organisation": f"{BASE}/organisation/{7000 + n}",
        "revenue": str(world.random.randint(1_000, 9_000) * 1_000),
        "currency": "USD",
        "summary_data": f"{BASE}/summary_data/CO2020",
    }


def _embedded(n: int, world: World, side: str) -> dict[str, Any]:
    dollars = world.random.randint(1_000, 9_000) * 1_000
    return {
        "id": str(200 + n),
        "type": side,
        "gfs_code_id": "1415E1",
        "report_status": 1,
        "name": "Regalía de muestra",
        "organisation_id": str(n) if side == "agency" else COMPANIES[n][0],
        "revenue": dollars,
        "currency": "USD",
        "original_revenue": dollars * 4,
        "original_currency": "PEN",
    }
