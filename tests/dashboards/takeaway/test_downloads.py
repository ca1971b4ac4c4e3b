"""Files by URL as programs ask for them: validators, parts, old editions, reasons for a refusal."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

CSV = "/descargas/2026.11.0/fct_money_chain/fct_money_chain.csv"
OLD = CSV.replace("2026.11.0", "2026.10.0")


def test_a_reader_who_has_the_file_gets_no_bytes(web: TestClient) -> None:
    whole = web.get(CSV)
    tag, day = whole.headers["etag"], whole.headers["last-modified"]
    for asked in (
        {"If-None-Match": tag},
        {"If-None-Match": f'"other", W/{tag}'},
        {"If-None-Match": "*"},
        {"If-Modified-Since": day},
    ):
        answer = web.get(CSV, headers=asked)
        assert (answer.status_code, answer.content) == (304, b""), asked
        assert answer.headers["etag"] == tag
    for asked in (
        {"If-None-Match": '"other"'},
        {"If-Modified-Since": "Mon, 01 Jan 2001 00:00:00 GMT"},
        {"If-Modified-Since": "yesterday"},
        {"If-None-Match": '"other"', "If-Modified-Since": day},  # the tag decides
    ):
        assert web.get(CSV, headers=asked).content == whole.content, asked


def test_parts_and_heads(web: TestClient) -> None:
    whole = web.get(CSV)
    last = web.get(CSV, headers={"Range": "bytes=-7"})
    assert (last.status_code, last.content) == (206, whole.content[-7:])
    again = web.get(CSV, headers={"Range": "bytes=3-", "If-Range": whole.headers["etag"]})
    assert (again.status_code, again.content) == (206, whole.content[3:])
    changed = web.get(CSV, headers={"Range": "bytes=3-", "If-Range": '"other"'})
    assert (changed.status_code, changed.content) == (200, whole.content)
    beyond = web.get(CSV, headers={"Range": f"bytes={len(whole.content)}-"})
    assert beyond.status_code == 416
    head = web.head(CSV)
    assert (head.content, head.headers["content-length"]) == (b"", str(len(whole.content)))


def test_old_editions_keep_their_addresses(web: TestClient) -> None:
    assert web.get(OLD).status_code == 200
    old = web.get("/api/v1/money-chain?edition=2026.10.0").json()
    assert old["meta"]["edition"] == "2026.10.0"
    assert web.get("/descargas/2026.10.0/manifest.json").json()["edition"] == "2026.10.0"
    listed = [row["edition"] for row in web.get("/api/v1/editions").json()["data"]]
    assert listed == ["2026.11.0", "2026.10.0"]


def test_what_lies_beside_the_packages(web: TestClient, data_dir: Path) -> None:
    folder = data_dir / "published" / "2026.11.0"
    (folder / "correcciones-sintetico.csv").write_text("edition_id\n2026.11.0\n", encoding="utf-8")
    answer = web.get("/descargas/latest/correcciones.csv")
    assert answer.text == "edition_id\n2026.11.0\n"
    assert "correcciones-sintetico.csv" in answer.headers["content-disposition"]
    database = web.get("/descargas/2026.11.0/veta.duckdb", headers={"Range": "bytes=8-11"})
    assert database.content == b"DUCK"
    assert web.get("/descargas/2026.11.0/veta.duckdb.wal").status_code == 404


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("/descargas/1999.01.0/fct_money_chain/fct_money_chain.csv", "unknown_edition"),
        ("/descargas/2026.11.0/fct_money_chain/nothing.csv", "no_file"),
        ("/descargas/2026.11.0/nothing.json", "no_file"),
        ("/calidad/2026.11.0/nothing.html", "no_file"),
        ("/api/v1/nothing", "no_such_path"),
        ("/ficha/PE/PE-999999", "unknown_territory"),
        ("/feed/territorio/PE-999999.xml", "unknown_territory"),
    ],
)
def test_a_refusal_says_why_to_programs_and_to_people(
    web: TestClient, address: str, code: str
) -> None:
    told = web.get(address, headers={"Accept-Language": "en"})
    assert (told.status_code, told.json()["code"]) == (404, code)
    assert told.headers["content-type"] == "application/problem+json"
    page = web.get(address, headers={"Accept": "text/html,*/*;q=0.8"})
    assert page.status_code == 404
    assert page.headers["content-type"].startswith("text/html")
    spanish = web.get(address, headers={"Accept-Language": "es"}).json()["title"]
    assert spanish.replace('"', "&quot;") in page.text
    assert '<html lang="es">' in page.text


def test_names_from_the_address_are_text_not_markup(web: TestClient) -> None:
    page = web.get("/ficha/PE/%3Cscript%3E", headers={"Accept": "text/html"})
    assert "<script" not in page.text
