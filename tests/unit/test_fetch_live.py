"""Everything that a source declares, fetched: lists of files, several addresses, what fails."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from ingest.fetch import live
from ingest.models import Live
from ingest.registry import load_sources
from ingest.vintages import candidates
from tests.unit.fetching import CONTENT, client, paths, server
from tests.unit.servers import file_with_ranges, query, send, send_json

__all__ = ["paths", "server"]


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


def test_an_index_of_several_pages_that_names_hosts_which_are_gone(
    server, paths, monkeypatch
) -> None:
    monkeypatch.setattr(live, "client_of", lambda source, declared: client(server))

    def answer(handler) -> None:
        if handler.path.startswith("/files"):
            page = int(query(handler).get("page", 1))
            named = {"files": {"json": f"http://gone.example/m/{page}.json"}}
            return send_json(handler, {"pagination": {"num_pages": 3}, "results": [named]})
        return send(handler, 200, b"{}")

    server.answer = answer
    declared = Live(
        kind="file_list",
        url=f"{server.url}/files?format=json",
        records="results.files.json",
        filename="{name}",
        moved={"gone.example": server.host},
    )
    got = live.fetch(SimpleNamespace(id="xx_test", live=[declared]), paths)  # type: ignore[arg-type]
    assert sorted(p.name for p in got.arrived) == ["1.json", "2.json", "3.json"]
    assert got.requests == 6


def test_a_fetch_that_was_killed_before_its_file_arrived_is_made_again(
    server, paths, monkeypatch
) -> None:
    monkeypatch.setattr(live, "client_of", lambda source, declared: client(server))
    server.answer = file_with_ranges(CONTENT, '"v1"')
    declared = Live(kind="file", url=f"{server.url}/data", filename="data.csv")
    source = SimpleNamespace(id="xx_test", live=[declared])
    with monkeypatch.context() as killed:
        killed.setattr(live, "_arrive", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            live.fetch(source, paths)  # type: ignore[arg-type]
    got = live.fetch(source, paths)  # type: ignore[arg-type]
    assert [p.read_bytes() for p in got.arrived] == [CONTENT]


def test_a_service_that_wants_a_token_gets_it_in_its_header(server, paths, monkeypatch) -> None:
    """As SICODIS does: one JSON document per biennium, behind ``Authorization: Bearer``."""
    monkeypatch.setenv("TEST_TOKEN", "Bearer abc")
    server.answer = lambda handler: send(handler, 200, b'{"detalle": []}')
    declared = Live(
        kind="file",
        url=f"{server.url}/sgr/resumen/{{biennium}}",
        filename="resumen-{biennium}.json",
        each={"biennium": ["7", "8"]},
        content="json",
        token={"Authorization": "TEST_TOKEN"},
    )
    source = SimpleNamespace(id="xx_test", live=[declared])
    got = live.fetch(source, paths)  # type: ignore[arg-type]
    assert sorted(p.name for p in got.arrived) == ["resumen-7.json", "resumen-8.json"]
    assert {h["authorization"] for _, h in server.requests} == {"Bearer abc"}


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


@pytest.mark.parametrize("source_id", [s.id for s in load_sources().values() if s.live])
def test_what_is_fetched_live_is_recognised_by_its_own_source(source_id: str) -> None:
    source = load_sources()[source_id]
    for declared_live in source.live:
        filled = {name: values[0] for name, values in declared_live.each.items()}
        name = declared_live.filename.format(**filled, name="x.json")
        fits = candidates(Path(name), load_sources())
        assert source_id in [s.id for s in fits], name
        assert declared_live.url.startswith("https://")
