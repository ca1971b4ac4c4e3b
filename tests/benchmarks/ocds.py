"""Conforming OCDS lines with bids, against reading the same lines with Python's own JSON.

Deterministic: a process's content follows from its number. One process in ten comes as two
releases, far apart in the file. ``python -m tests.benchmarks --only ocds`` runs it, with one
process for every twenty rows asked for.
"""

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.benchmarks.conform import conform_as
from tests.benchmarks.runs import Job, compare, serve

SOURCE = "int_ocds"
PUBLISHER = "ocds-mstr09"
COMPANIES = 40_000
BUYERS = 3_000
TOWNS = ("Medellín", "Puerto Gaitán", "Yopal", "Arauca")
ROWS_PER_PROCESS = 20


def write(processes: int, path: Path) -> None:
    """Writes a file of so many processes, one release a line."""
    with path.open("w", encoding="utf-8") as file:
        for n in range(processes):
            file.write(json.dumps(_release(n), ensure_ascii=False) + "\n")
        for n in range(0, processes, 10):
            file.write(json.dumps(_completion(n), ensure_ascii=False) + "\n")


def json_lines(path: Path, _folder: Path) -> None:
    """Every line through ``json.loads`` and nothing else."""
    with path.open(encoding="utf-8") as file:
        for line in file:
            json.loads(line)


def conformed(path: Path, folder: Path) -> None:
    """The same file through recognition, conform and rejects."""
    conform_as(SOURCE, path, folder)


def measure(rows: int, rounds: int) -> dict[str, Any]:
    """Generates the file and runs both jobs on it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "muestra.jsonl"
        write(max(rows // ROWS_PER_PROCESS, 10), path)
        return compare("tests.benchmarks.ocds", list(JOBS), "json lines", path, rounds)


def _release(n: int) -> dict[str, Any]:
    amount = 1_000_000 + n * 7919 % 900_000_000
    bids = list(_bids(n, amount))
    winner = bids[0]["tenderers"][0]
    buyer = {
        "id": f"CO-NIT-{800_000_000 + n % BUYERS}",
        "name": f"ALCALDÍA DE MUESTRA {n % BUYERS}",
    }
    day = f"{n % 28 + 1:02}"
    address = {"region": "Meta", "locality": TOWNS[n % len(TOWNS)], "countryName": "Colombia"}
    value = {"amount": amount, "currency": "COP"}
    return {
        "ocid": f"{PUBLISHER}-{n}",
        "id": f"{PUBLISHER}-{n}-1",
        "date": f"2025-03-{day}T00:00:00-05:00",
        "tag": ["compiled"],
        "initiationType": "tender",
        "buyer": buyer,
        "parties": [
            {**buyer, "roles": ["buyer"], "address": address},
            *(
                {
                    **bid["tenderers"][0],
                    "roles": ["tenderer"],
                    "contactPoint": {"email": f"oferta{n + k}@example.org"},
                }
                for k, bid in enumerate(bids)
            ),
        ],
        "tender": {
            "id": str(n),
            "title": f"OBRA DE MUESTRA {n}",
            "description": f"MEJORAMIENTO DE LA VÍA DE MUESTRA {n} EN {TOWNS[n % len(TOWNS)]}",
            "status": "active" if n % 10 == 0 else "complete",
            "procurementMethod": "open" if n % 3 else "direct",
            "mainProcurementCategory": "works" if n % 2 else "services",
            "value": {"amount": amount + 5_000_000, "currency": "COP"},
            "tenderPeriod": {
                "startDate": f"2025-01-{day}T08:00:00-05:00",
                "endDate": f"2025-02-{day}T17:00:00-05:00",
            },
            "numberOfTenderers": len(bids),
        },
        "bids": {"details": bids},
        "awards": [
            {
                "id": "1",
                "status": "active",
                "date": f"2025-02-{day}T18:00:00-05:00",
                "value": value,
                "suppliers": [winner],
                "items": [{"id": "1", "classification": {"scheme": "UNSPSC", "id": "72141000"}}],
            }
        ],
        "contracts": [
            {
                "id": f"C-{n}",
                "awardID": "1",
                "title": f"CONTRATO DE MUESTRA {n}",
                "status": "active",
                "value": value,
                "dateSigned": f"2025-03-{day}T00:00:00-05:00",
            }
        ],
    }


def _completion(n: int) -> dict[str, Any]:
    return {
        "ocid": f"{PUBLISHER}-{n}",
        "id": f"{PUBLISHER}-{n}-2",
        "date": "2025-06-01T00:00:00-05:00",
        "tag": ["contractTermination"],
        "tender": {"id": str(n), "status": "complete"},
        "contracts": [{"id": f"C-{n}", "status": "terminated"}],
    }


def _bids(n: int, amount: int) -> Iterator[dict[str, Any]]:
    for k in range(1, 2 + n % 5):
        company = (n * 31 + k * 977) % COMPANIES
        yield {
            "id": str(k),
            "date": f"2025-02-{k:02}T10:00:00-05:00",
            "status": "valid",
            "tenderers": [
                {
                    "id": f"CO-NIT-{900_000_000 + company}",
                    "name": f"EMPRESA DE MUESTRA {company} SAS",
                }
            ],
            "value": {"amount": amount + k * 10_000, "currency": "COP"},
        }


JOBS: dict[str, Job] = {"json lines": json_lines, "conform": conformed}

if __name__ == "__main__":
    serve(JOBS)
