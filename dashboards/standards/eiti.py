"""Allocations in the shape of Part 4 of EITI's summary data: one row per stream and entity."""

from __future__ import annotations

from collections.abc import Sequence

from dashboards.published import Row
from dashboards.standards.mappings import mappings

COLUMNS = (
    "GFS classification",
    "Sector",
    "Revenue stream name",
    "Government entity",
    "Revenue value",
    "Currency",
    "Phase",
    "Source",
)
RECEIVED = ("collected", "transferred", "paid")


def part4(rows: Sequence[Row]) -> list[Row]:
    """Rows with the template's headings, then the phase and the source, which it lacks.

    The sector stays empty: canon and royalties of a government mix mines, oil and gas.
    """
    classes = mappings()["eiti"]["classes"]
    return [
        {
            "GFS classification": classes.get(row["gfs_code"], row["gfs_code"]),
            "Sector": None,
            "Revenue stream name": row["stream"] or row["stream_code"],
            "Government entity": row["entity"] or row["beneficiary_code"],
            "Revenue value": row["amount"],
            "Currency": row["currency"],
            "Phase": row["phase"],
            "Source": row["source_id"],
        }
        for row in rows
    ]
