"""``veta refresh --live`` over every kind of fetcher, against one publisher on loopback.

The publisher cuts connections, and once the whole process is killed; the next refresh goes on.
Building the warehouse is left out: what arrives is landed and conformed, no more.
"""

import io
import os
import signal
import subprocess
import sys
import textwrap
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from ingest.fetch import live
from ingest.pipeline import bring_up_to_date
from ingest.registry import load_sources
from ingest.settings import ROOT, Settings
from ingest.vintages import bytes_of, vintages_of
from orchestration import refresh
from orchestration.cli import main
from orchestration.intake import land_all
from tests.unit import money
from tests.unit.servers import Publisher, file_with_ranges, publisher, query, send, send_json

BODY = (money.HEADER + "".join(f"05{n:03d},2024,{n}\n" for n in range(1, 900))).encode()
ROWS = [{"codigo": f"05{n:03d}", "ano": "2024", "habitantes": str(n)} for n in range(1, 36)]
KINDS = ("file", "file_list", "socrata", "ckan", "json_pages")
PARSE = """
import gzip, json
from ingest.readers.sheet import Sheet

def read(path):
    rows = [json.loads(line) for line in gzip.open(path, "rt", encoding="utf-8")]
    names = ["codigo", "ano", "habitantes"]
    cells = [names, *([row[n] for n in names] for row in rows)]
    return [Sheet("main", cells, list(range(len(cells))))]
"""


def declaration(kind: str, url: str) -> str:
    """A source of municipalities that is fetched in one way."""
    form = "custom" if kind == "json_pages" else "csv"
    incremental = "true" if kind == "json_pages" else "false"
    path, name = {
        "file": ("/2024.csv", "file-2024.csv"),
        "file_list": ("/files", "file_list-{name}"),
        "socrata": ("/resource/abcd-1234", "socrata.csv.gz"),
        "ckan": ("/ckan?resource_id=r", "ckan.csv.gz"),
        "json_pages": ("/pages", "json_pages.jsonl.gz"),
    }[kind]
    return textwrap.dedent(f"""
        title: {{es: Prueba, en: Test}}
        publisher: Nobody
        country: CO
        cadence: yearly
        evidence: synthetic
        patterns: ["{kind}-*", "{kind}.*"]
        vintage: {{kind: delta}}
        live:
          - kind: {kind}
            url: {url}{path}
            filename: "{name}"
            page_size: 10
            records: {"results.url" if kind == "file_list" else "data"}
            incremental: {incremental}
        layouts:
          - name: one
            tables:
              - read: {{format: {form}}}
                columns:
                  code: {{header: [codigo], type: code, width: 5}}
                  year: {{header: [ano], type: integer}}
                  people: {{header: habitantes, type: integer}}
                ignore: [":id", ":updated_at"]
                outputs:
                  - entity: population
                    map: {{territory_id: "'CO-' || code", year: year, population: people}}
        """)


class Office:
    """A publisher with a service of each kind, and the faults that a test wants."""

    def __init__(self) -> None:
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
            file.writestr("file_list-b.csv", BODY.replace(b",2024,", b",2023,"))
        self.files = {
            "/2024.csv": file_with_ranges(BODY, '"f"', cut_at=4000),
            "/m/a.csv": file_with_ranges(BODY, '"a"', cut_at=100),
            "/m/b.zip": file_with_ranges(archive.getvalue(), '"b"'),
        }
        self.broken: set[str] = set()

    def __call__(self, handler) -> None:
        path = handler.path.partition("?")[0]
        asked = query(handler)
        offset = int(asked.get("$offset", asked.get("offset", asked.get("page", 0))))
        if path in self.broken and offset >= 2:
            return send(handler, 400)
        if path in self.files:
            return self.files[path](handler)
        return send_json(handler, self.answer(path, asked, offset))

    def answer(self, path: str, asked: dict[str, str], offset: int) -> object:
        fields = list(ROWS[0])
        if path == "/files":
            return {"results": [{"url": "/m/a.csv"}, {"url": "/m/b.zip"}]}
        if path.startswith("/api/views/"):
            return {"rowsUpdatedAt": 1, "columns": [{"fieldName": f} for f in fields]}
        if path.startswith("/resource/"):
            return [{":id": str(n)} | row for n, row in enumerate(ROWS)][offset:][:10]
        if path == "/ckan":
            found = ROWS[offset:][: int(asked["limit"])]
            return {"result": {"fields": [{"id": f} for f in fields], "records": found}}
        page = offset or 1
        following = f"/pages?page={page + 1}" if page < 4 else None
        return {"data": ROWS[(page - 1) * 10 :][:10], "next": following}


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Publisher, Office]]:
    monkeypatch.setenv("VETA_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("VETA_LANG", "en")
    asking = live.client_of

    def client_of(source, declared):
        client = asking(source, declared)
        client.interval, client.wait_initial, client.tell_every = 0.0, 0.01, 0.0
        return client

    monkeypatch.setattr(live, "client_of", client_of)
    monkeypatch.setattr(refresh.Refresh, "_run_job", conform_only)
    with publisher() as server:
        server.answer = office = Office()
        texts = {f"xx_{kind}": declaration(kind, server.url) for kind in KINDS}
        for _ in money.declared(tmp_path, monkeypatch, texts):
            (tmp_path / "sources" / "xx_json_pages" / "parse.py").write_text(PARSE)
            yield server, office


def conform_only(self: refresh.Refresh, run: refresh.Run) -> str:
    """The job up to the lake."""
    for source in load_sources().values():
        land_all(run.survey("one"), source.id, self.settings.paths)
        result = run.result(source.id)
        result.reports = bring_up_to_date(source, self.settings)
        run.tell(result)
    return "stopped before the warehouse"


def veta_refresh() -> str:
    return CliRunner().invoke(main, ["refresh", "--live"], catch_exceptions=False).output


def people() -> dict[str, int]:
    rows = money.query(Settings(), "population", "select source_id, count(*) from lake group by 1")
    return dict(rows)


def asked(server: Publisher) -> list[str]:
    paths = [path.partition("?")[0] for path, _ in server.requests]
    server.requests.clear()
    return paths


def test_every_kind_is_fetched_interrupted_and_gone_on_with(office) -> None:
    server, publisher_ = office
    publisher_.broken = {"/resource/abcd-1234.json", "/ckan", "/pages"}
    said = veta_refresh()
    assert "the publisher answered with status 400" in said
    assert people() == {"xx_file": 899, "xx_file_list": 1798}
    for kind in ("socrata", "ckan", "json_pages"):
        assert vintages_of(f"xx_{kind}", Settings().paths) == [], "half a fetch is no vintage"
    asked(server)
    publisher_.broken = set()
    said = veta_refresh()
    assert people() == {
        "xx_file": 899, "xx_file_list": 1798, "xx_socrata": 35, "xx_ckan": 35, "xx_json_pages": 35
    }  # fmt: skip
    assert f"fetching {server.url}/pages · 30" in said, "how far it has come"
    again = asked(server)
    assert again.count("/pages") == 3, "the page that it had is not asked for again"
    assert (again.count("/2024.csv"), again.count("/m/a.csv")) == (1, 1), "unchanged: one request"
    veta_refresh()
    third = asked(server)
    assert third.count("/api/views/abcd-1234.json") == 1
    assert not [p for p in third if p.startswith("/resource/")]
    assert third.count("/pages") == 1
    for source_id in load_sources():
        for vintage in vintages_of(source_id, Settings().paths):
            assert vintage.origin.startswith(server.url), vintage.origin
    origins = {v.origin for v in vintages_of("xx_file_list", Settings().paths)}
    assert origins == {f"{server.url}/m/a.csv", f"{server.url}/m/b.zip#file_list-b.csv"}


def test_a_killed_refresh_goes_on_where_its_download_stood(office, tmp_path: Path) -> None:
    server, publisher_ = office

    def stalls(handler) -> None:
        handler.send_response(200)
        handler.send_header("ETag", '"f"')
        handler.send_header("Content-Length", str(len(BODY)))
        handler.end_headers()
        handler.wfile.write(BODY[:5000])
        handler.wfile.flush()
        time.sleep(30)

    whole = file_with_ranges(BODY, '"f"')
    publisher_.files["/2024.csv"] = stalls
    script = (
        "from ingest import registry\nfrom pathlib import Path\n"
        f"registry.bundled_sources = lambda: Path({str(tmp_path / 'sources')!r})\n"
        "from orchestration.cli import main\nmain(['refresh', '--live', '--source', 'xx_file'])"
    )
    process = subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, env=dict(os.environ))
    folder = Settings().paths.state / "fetch" / "xx_file"
    deadline = time.monotonic() + 120
    while sum(p.stat().st_size for p in folder.glob("*.part")) < 5000:
        assert time.monotonic() < deadline
        assert process.poll() is None
        time.sleep(0.05)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert vintages_of("xx_file", Settings().paths) == []
    publisher_.files["/2024.csv"] = whole
    server.requests.clear()
    veta_refresh()
    ranges = [h.get("range") for path, h in server.requests if path == "/2024.csv"]
    assert ranges == ["bytes=5000-"]
    (vintage,) = vintages_of("xx_file", Settings().paths)
    assert bytes_of(vintage, Settings().paths).read_bytes() == BODY
