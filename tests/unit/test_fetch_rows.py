"""Rows from paged services, whole, cut and continued."""

import csv
import gzip
import json
import os

import pytest

from ingest.fetch import rows
from ingest.fetch.client import FetchError
from ingest.fetch.state import Memory
from ingest.settings import DataPaths
from tests.unit.fetching import client, declared, paths, server
from tests.unit.servers import Publisher, query, send, send_json

__all__ = ["paths", "server"]


class Soda:
    """A Socrata dataset of which null fields are left out of the rows."""

    def __init__(self, count: int, version: int = 1) -> None:
        self.version = version
        self.rows = [
            {":id": f"row-{n:05d}", ":updated_at": f"2026-08-{1 + n % 28:02d}", "n": str(n)}
            | ({"url": {"url": f"https://x/{n}"}} if n % 2 else {})
            for n in range(count)
        ]
        self.fail_at: int | None = None

    def __call__(self, handler) -> None:
        if handler.path.startswith("/api/views/"):
            columns = [{"fieldName": f} for f in ("n", "url", "never_filled")]
            return send_json(handler, {"rowsUpdatedAt": self.version, "columns": columns})
        asked = query(handler)
        assert asked["$order"] == ":id"
        found = self.rows
        if "$where" in asked:
            since = asked["$where"].split("'")[1]
            found = [r for r in found if r[":updated_at"] > since]
        offset, limit = int(asked["$offset"]), int(asked["$limit"])
        if self.fail_at is not None and offset >= self.fail_at:
            return send(handler, 400, b"{}")
        return send_json(handler, found[offset : offset + limit])


def _soda(server: Publisher, paths: DataPaths, **options: object) -> list[dict[str, str]] | None:
    url = f"{server.url}/resource/abcd-1234"
    memory = Memory(paths, "xx_test", url)
    got = rows.socrata(
        client(server), declared(server, "socrata", page_size=10, **options), url, memory
    )
    memory.settle()
    if got is None:
        return None
    with gzip.open(got, "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_socrata_pages_are_put_together_with_every_declared_column(server, paths) -> None:
    server.answer = Soda(25)
    found = _soda(server, paths)
    assert found is not None
    assert [r["n"] for r in found] == [str(n) for n in range(25)]
    assert set(found[0]) == {":id", ":updated_at", "n", "url", "never_filled"}
    assert found[1]["url"] == "https://x/1"


def test_an_unchanged_socrata_dataset_costs_one_request(server, paths) -> None:
    server.answer = Soda(25)
    _soda(server, paths)
    server.requests.clear()
    assert _soda(server, paths) is None
    assert len(server.requests) == 1


def test_a_cut_socrata_fetch_goes_on_at_its_page(server, paths) -> None:
    soda = Soda(35)
    soda.fail_at = 20
    server.answer = soda
    with pytest.raises(FetchError):
        _soda(server, paths)
    soda.fail_at = None
    server.requests.clear()
    found = _soda(server, paths)
    assert found is not None
    assert [r["n"] for r in found] == [str(n) for n in range(35)]
    assert "offset=0" not in "".join(path for path, _ in server.requests)


def test_an_incremental_fetch_asks_for_what_changed(server, paths) -> None:
    soda = Soda(25)
    server.answer = soda
    _soda(server, paths, incremental=True)
    soda.version = 2
    soda.rows[3][":updated_at"] = "2026-09-30"
    found = _soda(server, paths, incremental=True)
    assert found is not None
    assert [r["n"] for r in found] == ["3"]


def test_a_ckan_datastore_is_paged_by_offset(server, paths) -> None:
    records = [{"_id": n, "x": n} for n in range(23)]

    def answer(handler) -> None:
        asked = query(handler)
        offset, limit = int(asked.get("offset", 0)), int(asked["limit"])
        result = {"fields": [{"id": "_id"}, {"id": "x"}], "records": records[offset:][:limit]}
        send_json(handler, {"success": True, "result": result})

    server.answer = answer
    url = f"{server.url}/datastore_search?resource_id=r"
    got = rows.ckan(
        client(server), declared(server, "ckan", page_size=10), url, Memory(paths, "xx_test", url)
    )
    assert got is not None
    with gzip.open(got, "rt", encoding="utf-8") as file:
        assert [int(r["x"]) for r in csv.DictReader(file)] == list(range(23))


@pytest.mark.parametrize("shape", ["eiti", "oece"])
def test_json_pages_follow_the_link_to_the_next(server, paths, shape: str) -> None:
    def answer(handler) -> None:
        page = int(query(handler).get("page", 1))
        following = f"/v2/revenue?page={page + 1}" if page < 3 else None
        body = {"data": [{"id": page}]}
        if shape == "eiti":
            body["next"] = {"href": following} if following else None
        else:
            body["links"] = {"next": following}
        send_json(handler, body)

    server.answer = answer
    url = f"{server.url}/v2/revenue"
    got = rows.json_pages(
        client(server), declared(server, "json_pages"), url, Memory(paths, "xx_test", url)
    )
    assert got is not None
    with gzip.open(got, "rt", encoding="utf-8") as file:
        assert [json.loads(line)["id"] for line in file] == [1, 2, 3]


def test_a_filter_of_the_service_is_asked_together_with_what_changed(server, paths) -> None:
    asked: list[str] = []
    version = {"n": 1}

    def answer(handler) -> None:
        if handler.path.startswith("/api/views/"):
            about = {"rowsUpdatedAt": version["n"], "columns": [{"fieldName": "n"}]}
            return send_json(handler, about)
        asked.append(query(handler)["$where"])
        return send_json(handler, [{":id": "row-1", ":updated_at": "2026-08-01", "n": "1"}])

    server.answer = answer
    _soda(server, paths, where="n > 0", incremental=True)
    version["n"] = 2
    _soda(server, paths, where="n > 0", incremental=True)
    assert asked == ["(n > 0)", "(n > 0) and :updated_at > '2026-08-01'"]


class Book:
    """A service of numbered pages that name the next one; it may break off at a page."""

    def __init__(self, pages: list[list[dict]]) -> None:
        self.pages = pages
        self.fail_at: int | None = None

    def __call__(self, handler) -> None:
        number = int(query(handler).get("page", 1))
        if number == self.fail_at:
            return send(handler, 400)
        following = f"/v2/revenue?page={number + 1}" if number < len(self.pages) else None
        page = self.pages[number - 1] if number <= len(self.pages) else []
        return send_json(handler, {"data": page, "links": {"next": following}})


def _book(server: Publisher, paths: DataPaths, **options: object) -> list[int] | None:
    url = f"{server.url}/v2/revenue"
    memory = Memory(paths, "xx_test", url)
    got = rows.json_pages(client(server), declared(server, "json_pages", **options), url, memory)
    memory.settle()
    if got is None:
        return None
    with gzip.open(got, "rt", encoding="utf-8") as file:
        return [json.loads(line)["id"] for line in file]


def test_cut_json_pages_go_on_at_the_page_they_had_reached(server, paths) -> None:
    server.answer = book = Book([[{"id": 1}], [{"id": 2}], [{"id": 3}]])
    book.fail_at = 3
    with pytest.raises(FetchError):
        _book(server, paths)
    book.fail_at = None
    server.requests.clear()
    assert _book(server, paths) == [1, 2, 3]
    assert [path for path, _ in server.requests] == ["/v2/revenue?page=3"]


def test_a_cursor_gives_what_is_new_and_costs_one_request_where_nothing_is(server, paths) -> None:
    server.answer = book = Book([[{"id": 1}], [{"id": 2}]])
    assert _book(server, paths, incremental=True) == [1, 2]
    server.requests.clear()
    assert _book(server, paths, incremental=True) is None
    assert len(server.requests) == 1
    book.pages += [[{"id": 3}], [{"id": 4}]]
    assert _book(server, paths, incremental=True) == [3, 4]
    assert _book(server, paths, incremental=True) is None


def test_a_cut_that_is_too_old_is_not_gone_on_with(server, paths) -> None:
    server.answer = book = Book([[{"id": 1}], [{"id": 2}]])
    book.fail_at = 2
    with pytest.raises(FetchError):
        _book(server, paths)
    part = Memory(paths, "xx_test", f"{server.url}/v2/revenue").part
    os.utime(part, (0, 0))
    book.fail_at, book.pages[0] = None, [{"id": 9}]
    assert _book(server, paths) == [9, 2]


def test_a_cut_ckan_fetch_goes_on_at_its_page(server, paths) -> None:
    fail = {"at": 20}

    def answer(handler) -> None:
        asked = query(handler)
        offset, limit = int(asked.get("offset", 0)), int(asked["limit"])
        if limit and offset == fail["at"]:
            return send(handler, 400)
        found = [{"x": n} for n in range(35)][offset:][:limit]
        return send_json(handler, {"result": {"fields": [{"id": "x"}], "records": found}})

    server.answer = answer
    url = f"{server.url}/datastore_search?resource_id=r"
    memory, live = Memory(paths, "xx_test", url), declared(server, "ckan", page_size=10)
    with pytest.raises(FetchError):
        rows.ckan(client(server), live, url, memory)
    fail["at"] = -1
    server.requests.clear()
    got = rows.ckan(client(server), live, url, memory)
    assert got is not None
    with gzip.open(got, "rt", encoding="utf-8") as file:
        assert [int(r["x"]) for r in csv.DictReader(file)] == list(range(35))
    assert len(server.requests) == 3  # its columns, and two pages


def test_a_long_fetch_says_how_far_it_has_come(server, paths) -> None:
    server.answer = Book([[{"id": n}] for n in range(4)])
    lines: list[str] = []
    asking = client(server, tell=lines.append, tell_every=0.0)
    url = f"{server.url}/v2/revenue"
    rows.json_pages(asking, declared(server, "json_pages"), url, Memory(paths, "xx_test", url))
    assert lines == [f"{url} · {n}" for n in (2, 3, 4)]
    assert (asking.requests, asking.received["rows"]) == (4, 4)
