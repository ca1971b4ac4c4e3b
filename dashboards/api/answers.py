"""How rows leave: an envelope in JSON, a plain table in CSV, and the headers of both.

Money is exact decimal text ("113000000.00"): a JSON number would pass through binary floats in
most readers. Dates are ISO 8601, moments UTC. What is missing is null, or an empty cell.
"""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from dashboards.published import Edition, Row

# A spreadsheet would run a cell that begins like this as a formula (CWE-1236).
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\0")
FRESH = "public, max-age=300"  # the served edition may be replaced at any time
FOREVER = "public, max-age=31536000, immutable"  # a named edition never changes
JSON = "application/json"
CSV = "text/csv; charset=utf-8"


def plain(value: Any) -> Any:
    """A value as JSON holds it."""
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {name: plain(cell) for name, cell in value.items()}
    if isinstance(value, list | tuple):
        return [plain(cell) for cell in value]
    return value


def as_json(body: Mapping[str, Any]) -> bytes:
    """UTF-8 JSON, keys in their own order."""
    return json.dumps(plain(body), ensure_ascii=False, separators=(",", ":")).encode()


def as_csv(columns: Sequence[str], rows: Iterable[Row]) -> bytes:
    """The canonical dialect of the downloads: UTF-8 without BOM, comma, LF, one header."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_cell(row.get(name)) for name in columns] for row in rows)
    return out.getvalue().encode()


def _cell(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | dict):
        return json.dumps(plain(value), ensure_ascii=False)
    if isinstance(value, str):
        return f"'{value}" if value.startswith(FORMULA_STARTS) else value
    return plain(value)


def wants_csv(request: Request) -> bool:
    """Whether CSV is asked for: by `format`, else by the first type accepted."""
    asked = request.query_params.get("format")
    if asked:
        return asked == "csv"
    return request.headers.get("accept", "").split(",")[0].strip().startswith("text/csv")


def respond(
    request: Request,
    body: bytes,
    media_type: str,
    *,
    named_edition: bool = False,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """An answer with its validator; 304 when the reader already has it.

    Args:
        request: what was asked.
        body: bytes to send.
        media_type: their type.
        named_edition: whether the address names the edition, so that nothing will ever change.
        headers: further headers.
    """
    # Weak: compression may change the bytes on the way, never what they say.
    tag = f'W/"{hashlib.sha256(body).hexdigest()[:32]}"'
    sent = {
        "ETag": tag,
        "Cache-Control": FOREVER if named_edition else FRESH,
        "Vary": "Accept, Accept-Language",
        "Access-Control-Allow-Origin": "*",
        **(headers or {}),
    }
    known = [part.strip() for part in request.headers.get("if-none-match", "").split(",")]
    if tag in known or tag.removeprefix("W/") in known:
        return Response(status_code=304, headers=sent)
    return Response(body, media_type=media_type, headers=sent)


def file_name(edition: Edition, name: str, filters: Mapping[str, Any], ending: str) -> str:
    """Name of a saved answer: what, which edition, which filters, and whether it is invented."""
    parts = [name, edition.id]
    if edition.synthetic:
        parts.append("sintetico")  # before the filters, so that no cut can lose it
    for key, value in filters.items():
        values = [value] if isinstance(value, str) else value
        if values:
            parts.append(f"{key}-{'+'.join(str(v) for v in values)}")
    kept = "_".join(parts)
    safe = "".join(c if c.isascii() and (c.isalnum() or c in "._+-") else "-" for c in kept)
    return f"{safe[:120]}.{ending}"
