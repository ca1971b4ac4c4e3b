"""OCDS of a publisher that has no source of its own: records with bids, and releases of 1.0."""

import json
from pathlib import Path
from typing import Any

from tests.sample.world import COLOMBIA, COMPANIES, PEOPLE, World

RECORDS = "muestra-ocds-records.json"
RELEASES = "muestra-ocds-1.0.jsonl"


def write(folder: Path, world: World) -> None:
    """Writes a record package (1.1) and releases line by line (1.0).

    Args:
        folder: Where the files go.
        world: Places and random numbers.
    """
    package = {
        "uri": "https://example.org/records.json",
        "version": "1.1",
        "publishedDate": "2025-07-01T00:00:00Z",
        "publisher": {"name": "PUBLICADOR DE MUESTRA"},
        "extensions": ["https://example.org/bids/extension.json"],
        "records": [{"ocid": r["ocid"], "compiledRelease": r} for r in _compiled(world)],
    }
    text = json.dumps(package, ensure_ascii=False, indent=1)
    (folder / RECORDS).write_text(text + "\n", encoding="utf-8")
    lines = [json.dumps(r, ensure_ascii=False) for r in _releases(world)]
    (folder / RELEASES).write_text("\n".join(lines) + "\n", encoding="utf-8")


def _compiled(world: World) -> list[dict[str, Any]]:
    found = []
    for n, place in enumerate(COLOMBIA[:4]):
        ocid = f"ocds-mstr01-{n:03d}"
        amount = world.random.randint(50, 400) * 1_000_000
        bidders = [*COMPANIES[:3], PEOPLE[0]] if n % 2 else COMPANIES[:2]
        bids = [_bid(k, amount + k * 1_000_000, b) for k, b in enumerate(bidders, start=1)]
        winner = PEOPLE[0] if n == 3 else COMPANIES[0]
        buyer = {"id": f"CO-NIT-8999990{n:02d}", "name": f"ALCALDÍA DE {place.name} (MUESTRA)"}
        found.append(
            {
                "ocid": ocid,
                "id": f"{ocid}-compiled",
                "date": f"2025-0{n + 3}-01T00:00:00-05:00",
                "tag": ["compiled"],
                "initiationType": "tender",
                "buyer": buyer,
                "parties": [{**buyer, "address": _address(place.region, place.name)}],
                "tender": {
                    "id": str(n),
                    "title": f"OBRA DE MUESTRA {n}",
                    "status": "complete",
                    "procurementMethod": "open",
                    "mainProcurementCategory": "works",
                    "value": {"amount": amount + 5_000_000, "currency": "COP"},
                    "tenderPeriod": {
                        "startDate": "2025-01-10T08:00:00-05:00",
                        "endDate": "2025-02-10T17:00:00-05:00",
                    },
                    "numberOfTenderers": len(bids),
                },
                "bids": {"details": bids},
                "awards": [
                    {
                        "id": "1",
                        "status": "active",
                        "date": "2025-02-20T00:00:00-05:00",
                        "value": {"amount": amount, "currency": "COP"},
                        "suppliers": [_party(winner)],
                    }
                ],
                # the publisher writes the supplier's name into the number of the contract
                "contracts": [
                    {
                        "id": f"{n}-{winner[1].lower().replace(' ', '-')}",
                        "awardID": "1",
                        "title": f"CONTRATO DE MUESTRA {n}",
                        "status": "active",
                        "value": {"amount": amount, "currency": "COP"},
                        "dateSigned": "2025-03-01T00:00:00-05:00",
                    }
                ],
            }
        )
    return found


def _releases(world: World) -> list[dict[str, Any]]:
    """OCDS 1.0: the buyer stands in full in its place and has no id of its own."""
    amount = world.random.randint(50, 400) * 1_000_000
    buyer = {
        "identifier": {"scheme": "CO-NIT", "id": "899999099"},
        "name": "GOBERNACIÓN DE MUESTRA",
        "address": _address("Meta", "VILLAVICENCIO"),
    }
    first = {
        "ocid": "ocds-mstr02-1",
        "id": "ocds-mstr02-1-tender",
        "date": "2016-01-01T00:00:00Z",
        "tag": ["tender"],
        "initiationType": "tender",
        "buyer": buyer,
        "tender": {"id": "1", "title": "VÍA DE MUESTRA", "status": "active"},
    }
    contract = {
        "id": "C-1",
        "awardID": "A-1",
        "value": {"amount": amount, "currency": "COP"},
        "dateSigned": "2016-02-01T00:00:00Z",
    }
    second = {
        "ocid": "ocds-mstr02-1",
        "id": "ocds-mstr02-1-contract",
        "date": "2016-02-01T00:00:00Z",
        "tag": ["award", "contract"],
        "tender": {"status": "complete"},
        "awards": [{"id": "A-1", "status": "active", "suppliers": [_party(COMPANIES[1])]}],
        "contracts": [contract],
    }
    return [first, second]


def _bid(number: int, amount: int, bidder: tuple[str, str]) -> dict[str, Any]:
    return {
        "id": str(number),
        "date": f"2025-02-0{number}T10:00:00-05:00",
        "status": "valid",
        "tenderers": [_party(bidder)],
        "value": {"amount": amount, "currency": "COP"},
    }


def _party(party: tuple[str, str]) -> dict[str, str]:
    return {"id": f"CO-NIT-{party[0]}", "name": party[1]}


def _address(region: str, locality: str) -> dict[str, str]:
    return {"countryName": "Colombia", "region": region, "locality": locality}
