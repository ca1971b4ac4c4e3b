"""What every answer says of itself: edition, sources with licence and vintage, filters, pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request

from dashboards.api.errors import text
from dashboards.api.filters import Asked
from dashboards.api.resources import Resource
from dashboards.i18n import set_language
from dashboards.published import Edition, Row
from dashboards.queries import tables, trust

SOURCE_COLUMNS = ("source_id", "received_source_id", "spending_source_id")


def about(edition: Edition, language: str) -> dict[str, Any]:
    """Which edition answers, and how its amounts are written."""
    set_language(language)
    said: dict[str, Any] = {
        "edition": edition.id,
        "created_at": edition.created_at,
        "reference_date": edition.reference_date,
        "synthetic": edition.synthetic,
        "language": language,
        "licence": text("licence_note", language),
        "money": text("money_note", language),
    }
    if edition.synthetic:
        said["notice"] = text("synthetic_note", language)
    return said


def paging(request: Request, asked: Asked, total: int) -> dict[str, Any]:
    """Where this page stands and the addresses of its neighbours."""
    pages = -(-total // asked.per_page)
    said: dict[str, Any] = {
        "page": asked.page,
        "per_page": asked.per_page,
        "pages": pages,
        "total": total,
        "filters": asked.told,
    }
    said["next"] = _address(request, asked.page + 1) if asked.page < pages else None
    said["previous"] = (
        _address(request, min(asked.page - 1, pages)) if asked.page > 1 and pages else None
    )
    return said


def _address(request: Request, page: int) -> str:
    kept = [(k, v) for k, v in request.query_params.multi_items() if k != "page"]
    return f"{request.url.path}?{urlencode([*kept, ('page', str(page))])}"


def sources(rows: Iterable[Row], resource: Resource | None, language: str) -> list[dict[str, Any]]:
    """The sources of some rows with publisher, licence and the vintages these rows come from."""
    used: dict[str, set[str]] = {}
    for row in _every(rows):
        for name in SOURCE_COLUMNS:
            if row.get(name):
                held = used.setdefault(str(row[name]), set())
                if name == "source_id" and row.get("vintage_id"):
                    held.add(str(row["vintage_id"]))
    if resource is not None and not used:
        used = {source: set() for source in _of_table(resource)}
    return [_source(code, sorted(used[code]), language) for code in sorted(used)]


def _every(rows: Iterable[Row]) -> Iterator[Row]:
    for row in rows:
        yield row
        for cell in row.values():
            if isinstance(cell, list):
                yield from cell


def _of_table(resource: Resource) -> Sequence[str]:
    """Every loaded source, for tables that name none of their own."""
    if any(column.name == "source_id" for column in tables.columns(resource.table)):
        return []
    return [row["source_id"] for row in trust.sources() if row["last_vintage_id"]]


def _source(code: str, vintages: list[str], language: str) -> dict[str, Any]:
    row = trust.source(code) or {}
    if not vintages and row.get("last_vintage_id"):
        vintages = [row["last_vintage_id"]]
    return {
        "source_id": code,
        "title": row.get(f"title_{language}") or row.get("title_es"),
        "publisher": row.get("publisher"),
        "homepage": row.get("homepage"),
        "licence": row.get("licence") or "not stated",
        "data_as_of": row.get("data_as_of"),
        "vintages": vintages,
    }
