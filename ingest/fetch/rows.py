"""Fetches rows from paged services and packs them as one gzipped file.

Socrata (SODA 2.1), CKAN datastores, and JSON pages that name the next one (EITI, OECE's cursor).
A service's columns come from its metadata, because it leaves null fields out of its rows.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from ingest.fetch.client import Client, FetchError
from ingest.fetch.part import Lines, Part, digest_of, packed
from ingest.fetch.state import Memory
from ingest.models import Live
from ingest.problems import Problem

Row = dict[str, Any]


def socrata(client: Client, live: Live, url: str, memory: Memory) -> Path | None:
    """A Socrata dataset as CSV, ordered by ``:id`` so that pages neither repeat nor skip rows.

    One request says whether ``rowsUpdatedAt`` moved. With ``incremental`` only rows updated since
    the last fetch are asked for. A fetch that was cut goes on at the page it had reached.

    Args:
        client: Client with the app token, if any.
        live: Page size, incremental or not.
        url: ``https://host/resource/<id>``.
        memory: Last ``rowsUpdatedAt``, where a cut fetch stood.
    """
    base, _, dataset = url.rpartition("/resource/")
    about = client.get_json(f"{base}/api/views/{dataset}.json")
    if not isinstance(about, dict) or "columns" not in about:
        raise _unexpected(client, url, "columns")
    noted = memory.read()
    version = about.get("rowsUpdatedAt")
    if version is not None and version == noted.get("version"):
        return None
    names = [c["fieldName"] for c in about["columns"]]
    columns = [":id", ":updated_at", *(n for n in names if not n.startswith(":"))]
    query = {"$order": ":id", "$limit": str(live.page_size), "$select": ":*,*"}
    conditions = [f"({live.where})"] if live.where else []
    if live.incremental and noted.get("updated_at"):
        conditions.append(f":updated_at > '{noted['updated_at']}'")
    if conditions:
        query["$where"] = " and ".join(conditions)
    cut = noted.get("cut") or {}
    start = cut if cut.get("version") == version else {}
    latest = str(start.get("latest") or noted.get("updated_at") or "")
    reached = int(start.get("offset", 0))
    pages = _offset_pages(client, f"{url}.json", query, "$offset", reached, live)
    with Part(memory.part, columns, int(start.get("bytes", 0))) as part:
        for reached, page in pages:  # how far it came is needed after the loop
            part.write(page)
            client.progress(url, "rows", len(page), reached)
            latest = max([latest, *(str(row.get(":updated_at", "")) for row in page)])
            stood = {"version": version, "offset": reached, "latest": latest}
            memory.write(noted | {"cut": stood | {"bytes": part.position()}})
    memory.write_later({"version": version, "updated_at": latest or None})
    return packed(memory.part) if reached or not live.incremental else None


def ckan(client: Client, live: Live, url: str, memory: Memory) -> Path | None:
    """A CKAN datastore resource as CSV.

    Args:
        client: Client.
        live: Page size.
        url: ``…/datastore_search?resource_id=…``.
        memory: A CKAN datastore has no version: the landed bytes decide what is new.
    """
    first = _result(client.get_json(url, {"limit": "0"}))
    columns = [f["id"] for f in first.get("fields", []) if f["id"] != "_id"]
    if not columns:
        raise _unexpected(client, url, "fields")
    query = {"limit": str(live.page_size)}
    stood = memory.cut()
    start = int(stood.get("offset", 0)) if stood.get("columns") == columns else 0
    with Part(memory.part, columns, int(stood.get("bytes", 0)) if start else 0) as part:
        for reached, page in _offset_pages(client, url, query, "offset", start, live, "records"):
            part.write(page)
            client.progress(url, "rows", len(page), reached)
            cut = {"columns": columns, "offset": reached, "bytes": part.position()}
            memory.write({"cut": cut})
    memory.write_later({})
    return packed(memory.part)


def json_pages(client: Client, live: Live, url: str, memory: Memory) -> Path | None:
    """Pages of JSON records as JSON lines, following the link to the next page.

    The link is looked up under ``next`` (a text, or an object with ``href``) or ``links.next``. A
    source with ``incremental`` starts at the last link it reached: a cursor. A fetch that was cut
    goes on at the page it had reached.

    Args:
        client: Client.
        live: Name of the list of records, incremental or not.
        url: First page.
        memory: Last cursor, where a cut fetch stood.
    """
    stood, noted = memory.cut(), memory.read()
    noted.pop("cut", None)
    start = str(noted.get("cursor") or url) if live.incremental else url
    address, count = str(stood.get("next") or start), int(stood.get("count", 0))
    cursor, last, seen = start, "", set[str]()
    with Lines(memory.part, int(stood.get("bytes", 0))) as lines:
        while address and address not in seen:
            seen.add(address)
            cursor = address
            page = client.get_json(address)
            records = page.get(live.records) if isinstance(page, dict) else page
            if not isinstance(records, list):
                raise _unexpected(client, address, live.records)
            last = digest_of(records)
            # Where a cursor's last page was full of what came the last time, nothing is new.
            fresh = [] if live.incremental and last == noted.get("last") else records
            lines.write(fresh)
            count += len(fresh)
            client.progress(url, "rows", len(fresh), count)
            address = _next_link(page, address) if records else ""
            cut = {"next": address, "bytes": lines.position(), "count": count}
            memory.write(noted | ({"cut": cut} if address else {}))
    memory.write_later({"cursor": cursor, "last": last} if live.incremental else {})
    return packed(memory.part) if count else None


def _offset_pages(
    client: Client,
    url: str,
    query: dict[str, str],
    key: str,
    start: int,
    live: Live,
    name: str | None = None,
) -> Iterator[tuple[int, list[Row]]]:
    """Pages and the offset after each, until one is shorter than asked for."""
    offset = start
    while True:
        page = client.get_json(url, query | {key: str(offset)})
        rows = _result(page).get(name) if name else page
        if not isinstance(rows, list):
            raise _unexpected(client, url, name or "rows")
        offset += len(rows)
        if rows:
            yield offset, rows
        if len(rows) < live.page_size:
            return


def _result(page: object) -> Row:
    if not isinstance(page, dict):
        return {}
    inner = page.get("result", page)
    return inner if isinstance(inner, dict) else {}


def _next_link(page: object, address: str) -> str:
    if not isinstance(page, dict):
        return ""
    links = page.get("links")
    link = page.get("next") or (links.get("next") if isinstance(links, dict) else None)
    if isinstance(link, dict):
        link = link.get("href")
    return urljoin(address, link) if isinstance(link, str) and link else ""


def _unexpected(client: Client, url: str, name: str) -> FetchError:
    return FetchError(Problem("fetch_unexpected", url, client.source_id, value=name))
