"""Lays out rows of EITI's API: revenues alone (2.0) or inside the summary data of a report (1.0).

Does not belong here: asking the interface (``live`` in ``source.yml``), typing of values.
"""

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ingest.problems import IngestError, Problem
from ingest.readers.excel import as_text
from ingest.readers.sheet import Cell, Sheet

Json = dict[str, Any]
HEADER = [
    *("id", "report", "side", "stream", "gfs", "organisation", "organisation_id", "amount"),
    *("currency", "status"),
]
_REPORT = re.compile(r"^([A-Z]{2})((?:19|20)[0-9]{2})")
_SIDES = {"revenue_government": "agency", "revenue_company": "company"}


def read(path: Path) -> list[Sheet]:
    """One sheet ``revenue``; ``source_row`` is the position of the row in the answer.

    Raises:
        IngestError: The file is no answer of the interface, or holds no revenue.
    """
    try:
        rows = [row for record in _records(path) for row in _revenues(record)]
    except (OSError, EOFError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise IngestError(Problem("unreadable_file", path.name, value=str(error)[:200])) from error
    if not rows:
        raise IngestError(Problem("empty_file", path.name, "int_eiti_api"))
    cells: list[list[Cell]] = [[as_text(row.get(name)) for name in HEADER] for row in rows]
    return [Sheet("revenue", [list(HEADER), *cells], list(range(len(cells) + 1)))]


def _records(path: Path) -> Iterator[Json]:
    """Records of one answer, of a list of answers, or one per line."""
    data = path.read_bytes()
    text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8-sig")
    try:
        found = json.loads(text)
    except ValueError:
        lines = [line for line in text.splitlines() if line.strip()]
        if len(lines) < 2:
            raise
        found = [json.loads(line) for line in lines]
    for answer in found if isinstance(found, list) else [found]:
        held = answer.get("data", answer)
        yield from held if isinstance(held, list) else [held]


def _revenues(record: Json) -> Iterator[Json]:
    if any(isinstance(record.get(key), list) for key in _SIDES):  # a report with its revenues
        for key, side in _SIDES.items():
            for revenue in record.get(key) or []:
                if isinstance(revenue, dict):  # version 2.0 gives addresses in their place
                    yield _revenue(revenue, side, str(record.get("id")))
    else:
        yield _revenue(record, str(record["type"]), _last(record["summary_data"]))


def _revenue(revenue: Json, side: str, report: str) -> Json:
    """Money in the currency in which it was declared, where the interface still gives it."""
    original = revenue.get("original_revenue") not in (None, "")
    organisation = revenue.get("organisation")
    return {
        "id": revenue.get("id"),
        "report": report if _REPORT.match(report) else None,
        "side": side,
        "stream": revenue.get("name") or revenue.get("label"),
        "gfs": _last(revenue.get("gfs") or revenue.get("gfs_code_id")),
        "organisation": organisation.get("label") if isinstance(organisation, dict) else None,
        "organisation_id": revenue.get("organisation_id") or _last(organisation),
        "amount": revenue["original_revenue"] if original else revenue.get("revenue"),
        "currency": revenue.get("original_currency") if original else revenue.get("currency"),
        "status": revenue.get("report_status"),
    }


def _last(reference: Any) -> str:
    """The identifier at the end of an address, or of an expanded reference."""
    if isinstance(reference, dict):
        return str(reference.get("id") or reference.get("code") or "")
    return str(reference or "").rstrip("/").rpartition("/")[2]
