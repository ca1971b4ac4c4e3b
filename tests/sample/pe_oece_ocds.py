"""SEACE in OCDS: packages with several releases of a process, a person among tenderers."""

import json
from pathlib import Path
from typing import Any

from tests.sample.world import CUI, PEOPLE, PERU, World

COMPANIES = [(f"PE-RUC-2099999000{n}", f"CONSTRUCTORA MUESTRA {n} S.A.C.") for n in range(1, 6)]
PERSON = (f"PE-RUC-10{PEOPLE[0][0][-8:]}4", PEOPLE[0][1])


def write(folder: Path, world: World) -> None:
    """Writes twelve processes, each with three releases.

    Args:
        folder: Where the file goes.
        world: Places, projects and random numbers.
    """
    packages = [_package(world, n) for n in range(12)]
    text = json.dumps({"releases": packages}, ensure_ascii=False, indent=1)
    (folder / "oece-ocds-muestra.json").write_text(text, encoding="utf-8")


def _package(world: World, n: int) -> dict[str, Any]:
    tender_id = f"99{n:05d}"
    amount = float(world.amount(100_000, 5_000_000))
    bidders = [COMPANIES[n % 5], *([PERSON] if n % 3 == 0 else [COMPANIES[(n + 1) % 5]])]
    winner = bidders[-1] if n % 6 == 0 else bidders[0]
    award_id = f"{tender_id}-{winner[0][7:]}"
    value = {"amount": amount, "currency": "PEN"}
    stages: list[dict[str, Any]] = [
        {},
        {
            "awards": [
                {
                    "id": award_id,
                    "value": value,
                    "date": f"2025-0{n % 6 + 2}-15T00:00:00-05:00",
                    "suppliers": [_party(winner)],
                }
            ]
        },
        {
            "contracts": [
                {
                    "id": f"97{n:05d}",
                    "awardID": award_id,
                    "description": f"OBRA DE MUESTRA {n}",
                    "value": value,
                    "dateSigned": f"2025-0{n % 6 + 3}-01T00:00:00-05:00",
                }
            ]
        },
    ]
    state = _tender(n, tender_id, 0.0 if n % 4 == 0 else amount * 1.05, bidders)
    releases = []
    for month, stage in enumerate(stages[: 2 + n % 2], start=1):
        state = state | stage | {"date": f"2025-0{month}-20T10:00:00-05:00"}
        releases.append(dict(state))
    return {"tenderId": tender_id, "package": {"version": "1.1", "releases": releases}}


def _tender(n: int, tender_id: str, amount: float, bidders: list[Any]) -> dict[str, Any]:
    place = PERU[n % len(PERU)]
    buyer = {
        "id": f"PE-CONSUCODE-{7001 + n % 9}",
        "name": f"MUNICIPALIDAD DE {place.name} (MUESTRA)",
    }
    address = {"department": place.region, "region": place.province, "locality": place.name}
    return {
        "ocid": f"ocds-dgv273-seacev3-{tender_id}",
        "id": f"ocds-dgv273-seacev3-{tender_id}-r",
        "tag": ["planning", "tender"],
        "buyer": buyer,
        "planning": {"budget": {"projectID": CUI[n % len(CUI)]}},
        "tender": {
            "id": tender_id,
            "title": f"LP-{n}-2025-MUESTRA",
            "description": f"OBRA DE MUESTRA {n}",
            "procuringEntity": buyer,
            "datePublished": "2025-01-10T10:00:00-05:00",
            "procurementMethod": "direct" if n % 5 == 0 else "open",
            "procurementMethodDetails": "Licitación Pública",
            "mainProcurementCategory": "works",
            "value": {"amount": round(amount, 2), "currency": "PEN"},
            "tenderers": [_party(b) for b in bidders],
            "numberOfTenderers": len(bidders),
        },
        "parties": [{**buyer, "address": address, "roles": ["buyer"]}],
    }


def _party(party: tuple[str, str]) -> dict[str, str]:
    return {"id": party[0], "name": party[1]}
