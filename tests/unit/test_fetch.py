"""Fetching from publishers that are well and from publishers that are not."""

import csv
import datetime as dt
import gzip
import json
import ssl
from pathlib import Path

import pytest
import stamina

from ingest.fetch import files, live, rows
from ingest.fetch.client import Client, FetchError
from ingest.fetch.state import Memory
from ingest.models import Live
from ingest.registry import load_sources
from ingest.settings import DataPaths
from ingest.vintages import candidates
from tests.unit.servers import (
    Publisher,
    file_with_ranges,
    publisher,
    query,
    send,
    send_json,
    slow_drip,
)

CONTENT = b"a,b\n" + b"1,2\n" * 50_000


@pytest.fixture
def paths(tmp_path: Path) -> DataPaths:
    return DataPaths(tmp_path)


@pytest.fixture
def server():
    with publisher() as state:
        yield state


def client(server: Publisher, **options: object) -> Client:
    given = {"interval": 0.0, "wait_initial": 0.01, "timeout": 2.0, **options}
    return Client("xx_test", {server.host}, **given)


def declared(server: Publisher, kind: str = "file", **options: object) -> Live:
    return Live(kind=kind, url=f"{server.url}/data", filename="data.csv", **options)


def code_of(error: pytest.ExceptionInfo[FetchError]) -> str:
    return error.value.problems[0].code


def test_a_file_arrives_and_an_unchanged_one_costs_one_request(server, paths) -> None:
    server.answer = file_with_ranges(CONTENT, '"v1"')
    memory = Memory(paths, "xx_test", "u")
    got = files.fetch(client(server), declared(server), f"{server.url}/data", memory)
    assert got is not None
    assert got.read_bytes() == CONTENT
    server.requests.clear()
    assert files.fetch(client(server), declared(server), f"{server.url}/data", memory) is None
    assert len(server.requests) == 1


def test_a_changed_etag_brings_the_new_file(server, paths) -> None:
    memory = Memory(paths, "xx_test", "u")
    for tag, content in (('"v1"', b"a\n1\n"), ('"v2"', b"a\n2\n")):
        server.answer = file_with_ranges(content, tag)
        got = files.fetch(client(server), declared(server), f"{server.url}/data", memory)
        assert got is not None
        assert got.read_bytes() == content


def test_a_cut_download_goes_on_where_it_was_cut(server, paths) -> None:
    server.answer = file_with_ranges(CONTENT, '"v1"', cut_at=70_000)
    memory = Memory(paths, "xx_test", "u")
    got = files.fetch(client(server), declared(server), f"{server.url}/data", memory)
    assert got is not None
    assert got.read_bytes() == CONTENT
    ranges = [headers.get("range") for _, headers in server.requests]
    assert ranges[0] is None
    assert ranges[1] is not None
    assert ranges[1].startswith("bytes=")


def test_a_file_that_changed_under_a_cut_download_starts_anew(server, paths) -> None:
    memory = Memory(paths, "xx_test", "u")
    memory.part.write_bytes(b"old half")
    memory.write({"part": {"etag": '"old"', "last_modified": None}})
    server.answer = file_with_ranges(CONTENT, '"new"')
    got = files.fetch(client(server), declared(server), f"{server.url}/data", memory)
    assert got is not None
    assert got.read_bytes() == CONTENT


def test_a_half_file_is_never_returned(server, paths) -> None:
    def always_cut(handler) -> None:
        file_with_ranges(CONTENT, '"v1"', cut_at=10)(handler)

    server.answer = always_cut
    memory = Memory(paths, "xx_test", "u")
    with pytest.raises(FetchError) as error:
        files.fetch(client(server, attempts=2), declared(server), f"{server.url}/data", memory)
    assert code_of(error) in {"fetch_incomplete", "fetch_no_answer"}


@pytest.mark.parametrize("status", [408, 429, 500, 503])
def test_a_passing_failure_is_tried_again(server, paths, status: int) -> None:
    left = {"n": 2}

    def answer(handler) -> None:
        if left["n"]:
            left["n"] -= 1
            return send(handler, status, Retry_After="0")
        return send(handler, 200, CONTENT)

    server.answer = answer
    memory = Memory(paths, "xx_test", "u")
    assert files.fetch(client(server), declared(server), f"{server.url}/data", memory)
    assert len(server.requests) == 3


def test_a_final_failure_is_said_at_once(server, paths) -> None:
    server.answer = lambda handler: send(handler, 403)
    with pytest.raises(FetchError) as error:
        files.fetch(
            client(server), declared(server), f"{server.url}/data", Memory(paths, "xx_test", "u")
        )
    assert code_of(error) == "fetch_status"
    assert len(server.requests) == 1
    assert "403" in error.value.problems[0].text("es")


@pytest.mark.parametrize(
    ("body", "options", "code"),
    [
        (b"<!DOCTYPE html><html>Mantenimiento</html>", {"content": "csv"}, "fetch_error_page"),
        (b"  <html>", {"content": "json"}, "fetch_error_page"),
        (b"a,b\n1,2\n", {"content": "xlsx"}, "fetch_wrong_content"),
        (b"a,b\n1,2\n", {"content": "gzip"}, "fetch_wrong_content"),
        (b"", {}, "fetch_too_small"),
        (b"x" * 2_000_000, {"max_bytes": 1_000_000}, "fetch_too_large"),
    ],
)
def test_what_is_no_data_is_refused(server, paths, body, options, code) -> None:
    server.answer = lambda handler: send(handler, 200, body)
    memory = Memory(paths, "xx_test", "u")
    with pytest.raises(FetchError) as error:
        files.fetch(client(server), declared(server, **options), f"{server.url}/data", memory)
    assert code_of(error) == code


def test_a_slow_drip_is_given_up(server, paths) -> None:
    server.answer = slow_drip(CONTENT, pause=3.0)
    memory = Memory(paths, "xx_test", "u")
    with pytest.raises(FetchError) as error:
        files.fetch(
            client(server, timeout=0.2, attempts=2),
            declared(server),
            f"{server.url}/data",
            memory,
        )
    assert code_of(error) in {"fetch_incomplete", "fetch_no_answer"}


def test_a_redirect_stays_on_declared_hosts(server, paths) -> None:
    server.answer = lambda handler: send(handler, 302, Location="http://127.0.0.1:9/steal")
    with pytest.raises(FetchError) as error:
        files.fetch(
            client(server), declared(server), f"{server.url}/data", Memory(paths, "xx_test", "u")
        )
    assert code_of(error) == "fetch_host"


def test_an_address_of_another_scheme_is_not_asked(server, paths) -> None:
    with pytest.raises(FetchError) as error:
        files.fetch(
            client(server), declared(server), "file:///etc/passwd", Memory(paths, "xx_test", "u")
        )
    assert code_of(error) == "fetch_host"


def test_an_expired_certificate_is_explained_and_not_bypassed(paths, tmp_path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(_expired_certificate(tmp_path))
    with publisher(tls=context) as server:
        server.answer = lambda handler: send(handler, 200, CONTENT)
        with pytest.raises(FetchError) as error:
            files.fetch(
                client(server),
                declared(server),
                f"{server.url}/data",
                Memory(paths, "xx_test", "u"),
            )
    assert code_of(error) == "fetch_certificate"
    assert "SSL_CERT_FILE" in error.value.problems[0].text("en")
    assert server.requests == []


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


def test_a_list_of_files_is_walked_and_each_fetched_once(server, paths, monkeypatch) -> None:
    monkeypatch.setattr(live, "client_of", lambda source, declared: client(server))

    def answer(handler) -> None:
        if handler.path.startswith("/files"):
            return send_json(
                handler, {"results": [{"files": {"json": f"/m/{n}.json"}} for n in (1, 2)]}
            )
        return file_with_ranges(handler.path.encode() + b"{}", f'"{handler.path}"')(handler)

    server.answer = answer

    class Declared:
        id = "xx_test"
        live = [  # noqa: RUF012
            Live(
                kind="file_list",
                url=f"{server.url}/files",
                records="results.files.json",
                filename="oece-{name}",
            )
        ]

    got = live.fetch(Declared(), paths)  # type: ignore[arg-type]
    assert sorted(p.name for p in got.arrived) == ["oece-1.json", "oece-2.json"]
    for path in list(got.arrived):
        live.done(path)
    again = live.fetch(Declared(), paths)  # type: ignore[arg-type]
    assert again.arrived == {}
    assert len(again.unchanged) == 2


def test_one_failing_address_does_not_stop_the_others(server, paths, monkeypatch) -> None:
    monkeypatch.setattr(live, "client_of", lambda source, declared: client(server, attempts=1))
    server.answer = lambda handler: (
        send(handler, 404) if "2024" in handler.path else send(handler, 200, CONTENT)
    )

    class Declared:
        id = "xx_test"
        live = [  # noqa: RUF012
            Live(
                kind="file",
                url=server.url + "/{year}.csv",
                filename="{year}.csv",
                each={"year": ["2023", "2024", "2025"]},
            )
        ]

    got = live.fetch(Declared(), paths)  # type: ignore[arg-type]
    assert sorted(p.name for p in got.arrived) == ["2023.csv", "2025.csv"]
    assert [p.value for p in got.problems] == ["404"]


def _expired_certificate(folder: Path) -> Path:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    past = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(past)
        .not_valid_after(past + dt.timedelta(days=30))
        .sign(key, hashes.SHA256())
    )
    path = folder / "expired.pem"
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    return path


def test_retries_are_not_switched_off_in_these_tests() -> None:
    assert stamina.is_active()


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


@pytest.mark.parametrize("source_id", [s.id for s in load_sources().values() if s.live])
def test_what_is_fetched_live_is_recognised_by_its_own_source(source_id: str) -> None:
    source = load_sources()[source_id]
    for declared_live in source.live:
        filled = {name: values[0] for name, values in declared_live.each.items()}
        name = declared_live.filename.format(**filled, name="x.json")
        fits = candidates(Path(name), load_sources())
        assert source_id in [s.id for s in fits], name
        assert declared_live.url.startswith("https://")
