"""Asking cheaply: one request, no body kept, and the right answer from servers good and bad."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from ingest.fetch import live, peek
from ingest.fetch.client import Client
from ingest.fetch.state import Memory
from ingest.models import Live
from ingest.registry import load_sources
from ingest.settings import DataPaths
from tests.unit.servers import file_with_ranges, publisher, send, send_json


@pytest.fixture
def paths(tmp_path: Path) -> DataPaths:
    return DataPaths(tmp_path)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch):
    with publisher() as state:
        made = lambda *_: Client("xx_test", {state.host}, interval=0.0, wait_initial=0.01)  # noqa: E731
        monkeypatch.setattr(peek, "client_of", made)
        monkeypatch.setattr(live, "client_of", made)
        yield state


def source(*declared: Live) -> SimpleNamespace:
    return SimpleNamespace(id="xx_test", live=list(declared))


def test_a_file_that_was_never_fetched_or_changed_is_new_and_an_old_one_is_not(
    server, paths
) -> None:
    declared = Live(kind="file", url=f"{server.url}/data", filename="data.csv")
    server.answer = file_with_ranges(b"a,b\n1,2\n", '"v1"')
    assert peek.changed(source(declared), paths) == [declared.url]
    assert server.requests == []  # nothing is known of it: nothing need be asked
    live.fetch(source(declared), paths)  # type: ignore[arg-type]
    server.requests.clear()
    assert peek.changed(source(declared), paths) == []
    assert len(server.requests) == 1
    server.answer = file_with_ranges(b"a,b\n3,4\n", '"v2"')
    assert peek.changed(source(declared), paths) == [declared.url]


def test_a_server_that_ignores_conditions_is_believed_by_its_validators(server, paths) -> None:
    declared = Live(kind="file", url=f"{server.url}/data", filename="data.csv")
    Memory(paths, "xx_test", declared.url).write({"etag": '"v1"', "last_modified": None})
    server.answer = lambda handler: send(handler, 200, b"x" * 1000, ETag='"v1"')
    assert peek.changed(source(declared), paths) == []
    server.answer = lambda handler: send(handler, 200, b"x" * 1000, ETag='"v2"')
    assert peek.changed(source(declared), paths) == [declared.url]


def test_a_dataset_says_when_its_rows_changed(server, paths) -> None:
    declared = Live(kind="socrata", url=f"{server.url}/resource/ab12", filename="x.csv")
    Memory(paths, "xx_test", declared.url).write({"version": 7})
    server.answer = lambda handler: send_json(handler, {"columns": [], "rowsUpdatedAt": 7})
    assert peek.changed(source(declared), paths) == []
    server.answer = lambda handler: send_json(handler, {"columns": [], "rowsUpdatedAt": 8})
    assert peek.changed(source(declared), paths) == [declared.url]


def test_only_sources_that_can_say_it_are_asked() -> None:
    askable = {s.id for s in load_sources().values() if peek.is_askable(s)}
    assert "co_anm_royalties" in askable
    assert "pe_oece_ocds" not in askable  # its cursor is the fetch itself


def test_one_year_can_be_fetched_alone(server, paths) -> None:
    server.answer = file_with_ranges(b"a,b\n1,2\n", '"v1"')
    declared = Live(
        kind="file",
        url=server.url + "/{year}.csv",
        filename="{year}.csv",
        each={"year": ["2020", "2021", "2022"]},
    )
    got = live.fetch(source(declared), paths, chosen={"year": "2021"})  # type: ignore[arg-type]
    assert [p.name for p in got.arrived] == ["2021.csv"]
    assert [path for path, _ in server.requests] == ["/2021.csv"]
