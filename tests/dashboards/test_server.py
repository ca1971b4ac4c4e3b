"""Routes beside the pages: health, downloads with Range and ETag, headers, language, gzip."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import anyio
import pytest
from prometheus_client.parser import text_string_to_metric_families
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.testclient import TestClient
from starlette.types import Message, Scope

from dashboards import published
from dashboards.server import letters
from dashboards.server.headers import middleware
from dashboards.server.routes import ROUTES

CSV = "/descargas/2026.11.0/fct_money_chain/fct_money_chain.csv"


@pytest.fixture
def client(edition: Path) -> TestClient:
    shell = '<!DOCTYPE html>\n<html lang="en"><body>' + "x" * 3000 + "</body></html>"
    extra = [
        Route("/", lambda _request: HTMLResponse(shell)),
        Route("/big.js", lambda _request: PlainTextResponse("y" * 5000)),
    ]
    return TestClient(Starlette(routes=[*ROUTES, *extra], middleware=middleware()))


def test_health_names_the_edition(client: TestClient) -> None:
    assert client.get("/healthz").json() == {
        "status": "ok",
        "edition": "2026.11.0",
        "synthetic": True,
        "last_refresh": None,
    }


def test_metrics_say_what_a_monitor_asks(client: TestClient, edition: Path) -> None:
    last = {"ended_at": "2026-11-21T12:00:00+00:00", "seconds": 61.5, "outcome": "partly"}
    notes = edition / "published" / "OPERATIONS.json"
    notes.write_text(json.dumps({"last_refresh": last}), encoding="utf-8")
    try:
        answer, health = client.get("/metrics"), client.get("/healthz").json()
    finally:
        notes.unlink()  # other tests share the folder
    assert answer.headers["content-type"].startswith("text/plain")
    told = {
        f"{sample.name}{sorted(sample.labels.items())}": sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }
    assert told["veta_up[]"] == 1
    assert told["veta_last_refresh_timestamp_seconds[]"] == 1795262400
    assert told["veta_last_refresh_outcome[('outcome', 'partly')]"] == 1
    assert told["veta_last_refresh_outcome[('outcome', 'published')]"] == 0
    con = published.current().connection.cursor()
    [(rejected,)] = con.execute(
        "select sum(rows_rejected) from dim_vintage where is_current"
    ).fetchall()
    assert 0 < rejected == sum(v for k, v in told.items() if "('kind', 'rejected')" in k)
    [(failed,)] = con.execute("select count(*) from fct_quality_check where not passed").fetchall()
    assert 0 < failed == sum(v for k, v in told.items() if "('passed', 'false')" in k)
    assert any("('edition', '2026.11.0')" in name for name in told)
    assert health["last_refresh"] == {"ended_at": last["ended_at"], "outcome": "partly"}


def test_metrics_of_an_empty_installation(client: TestClient, empty_data: Path) -> None:
    assert "veta_up 0.0" in client.get("/metrics").text


def test_health_without_edition(client: TestClient, empty_data: Path) -> None:
    assert client.get("/healthz").status_code == 503


def test_download_matches_its_checksum(client: TestClient) -> None:
    answer = client.get(CSV)
    sums = client.get("/descargas/2026.11.0/fct_money_chain/SHA256SUMS").text
    assert f"{hashlib.sha256(answer.content).hexdigest()}  fct_money_chain.csv" in sums
    assert "attachment" in answer.headers["content-disposition"]
    assert "content-encoding" not in answer.headers


def test_download_in_parts(client: TestClient) -> None:
    whole = client.get(CSV)
    part = client.get(CSV, headers={"Range": "bytes=5-14"})
    assert part.status_code == 206
    assert part.content == whole.content[5:15]
    again = client.get(CSV, headers={"If-None-Match": whole.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_latest_leads_to_the_current_edition(client: TestClient) -> None:
    answer = client.get(CSV.replace("2026.11.0", "latest"), follow_redirects=False)
    assert answer.headers["location"] == CSV


@pytest.mark.parametrize(
    "path",
    [
        "/descargas/2026.11.0/fct_money_chain/nothing.csv",
        "/descargas/2026.11.0/../veta.duckdb",
        "/descargas/2026.11.0/%2e%2e/veta.duckdb",
        "/descargas/..%2f..%2f/etc/passwd",
        "/descargas/nothing/manifest.json",
    ],
)
def test_nothing_else_is_served(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_manifest(client: TestClient) -> None:
    assert client.get("/descargas/2026.11.0/manifest.json").json()["synthetic"] is True


def test_security_headers_on_every_answer(client: TestClient) -> None:
    for path in ("/", "/healthz", CSV, "/absent"):
        headers = client.get(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert "default-src 'self'" in headers["content-security-policy"]
        assert "http" not in headers["content-security-policy"]


@pytest.mark.parametrize(
    ("query", "language"), [("", "es"), ("?lang=en", "en"), ("?lang=xx", "es")]
)
def test_shell_language(client: TestClient, query: str, language: str) -> None:
    assert f'<html lang="{language}">' in client.get("/" + query).text


def test_the_shell_asks_for_no_font(client: TestClient) -> None:
    from streamlit.file_util import get_static_dir

    shell = (Path(get_static_dir()) / "index.html").read_bytes()
    assert b'as="font"' in shell  # what is taken out is still there
    spared = letters.spare(shell)
    assert b'as="font"' not in spared
    assert spared.count(b"modulepreload") == shell.count(b"modulepreload")
    assert b"Material Symbols" in spared


def test_pages_are_compressed(client: TestClient) -> None:
    assert client.get("/big.js").headers["content-encoding"] == "gzip"


def test_assets_are_compressed_once_and_sent_whole() -> None:
    asked: list[str] = []

    def script(request: Request) -> PlainTextResponse:
        asked.append(request.url.path)
        found = request.path_params["name"] != "none.js"
        return PlainTextResponse("y" * 5000, 200 if found else 404, {"ETag": "x"})

    routes = [Route("/static/js/{name}", script)]
    web = TestClient(Starlette(routes=routes, middleware=middleware()))
    for _visitor in range(2):
        answer = web.get("/static/js/a.js")
        assert (answer.text, answer.headers["content-encoding"]) == ("y" * 5000, "gzip")
        assert "etag" not in answer.headers
        assert answer.headers["x-content-type-options"] == "nosniff"
    assert asked == ["/static/js/a.js"]
    plain = web.get("/static/js/a.js", headers={"Accept-Encoding": "identity"})
    assert (plain.text, "content-encoding" in plain.headers) == ("y" * 5000, False)
    for _again in range(2):  # what is not there is not kept
        assert web.get("/static/js/none.js").status_code == 404
    assert asked.count("/static/js/none.js") == 2


def test_a_visitor_who_leaves_while_a_script_is_read_spoils_it_for_nobody(tmp_path: Path) -> None:
    whole = "export const t = 1;\n" * 50_000  # many pieces of a file
    (tmp_path / "a.js").write_text(whole, encoding="utf-8")
    routes = [Mount("/static/js", StaticFiles(directory=tmp_path))]
    web = Starlette(routes=routes, middleware=middleware())

    async def leaves() -> Message:
        return {"type": "http.disconnect"}

    async def unheard(_message: Message) -> None:
        return None

    headers = [(b"host", b"veta"), (b"accept-encoding", b"gzip")]
    address = {"path": "/static/js/a.js", "raw_path": b"/static/js/a.js", "query_string": b""}
    about = {"type": "http", "method": "GET", "headers": headers, "root_path": "", "scheme": "http"}
    scope: Scope = {**about, **address, "http_version": "1.1", "server": ("veta", 80)}
    anyio.run(web, scope, leaves, unheard)
    answer = TestClient(web).get("/static/js/a.js")
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.text == whole


def test_an_archived_copy_is_served_and_nothing_beside_it(edition: Path) -> None:
    from dashboards.components import provenance

    folder = edition / "published" / "2026.11.0" / "archive" / "s" / "v1"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "plan-1.csv").write_text("a,b\n")
    web = TestClient(Starlette(routes=ROUTES))
    address = provenance.archived("s", "v1")
    assert address == "/archivo/2026.11.0/s/v1/plan-1.csv"
    answer = web.get(address)
    assert answer.text == "a,b\n"
    assert "attachment" in answer.headers["content-disposition"]
    assert provenance.archived("s", "v2") is None
    assert provenance.archived("..", "..") is None
    assert web.get("/archivo/2026.11.0/s/v1/%2e%2e%2fmanifest.json").status_code == 404
    assert web.get("/archivo/2026.11.0/../../manifest.json").status_code == 404
