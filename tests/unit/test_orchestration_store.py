"""Editions on a store: whole or not there, sent once, checked when they come back."""

import datetime as dt
import json
from pathlib import Path

import fsspec
import pytest

from ingest.settings import Settings
from orchestration.closing import End, conclude
from orchestration.publishing import edition
from orchestration.publishing.store import StoreError, pull, push

ADDRESS = "memory://veta"


@pytest.fixture(autouse=True)
def store() -> fsspec.AbstractFileSystem:
    found = fsspec.filesystem("memory")
    found.store.clear()
    return found


def _publish(published: Path, name: str, text: str = "rows") -> None:
    partial = published / f".partial-{name}"
    (partial / "downloads").mkdir(parents=True)
    (partial / "veta.duckdb").write_text(text)
    (partial / "downloads" / "a.csv").write_text(text)
    edition.seal(partial, {"edition": name})
    edition.serve(edition.settle(partial, published, name))


def test_an_edition_reaches_another_machine(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    _publish(here, "2026.11.0")
    _publish(here, "2026.11.1", "more rows")
    assert push(here, ADDRESS).moved == ("2026.11.0", "2026.11.1")
    assert push(here, ADDRESS).moved == ()
    assert pull(there, ADDRESS).moved == ("2026.11.1",)
    assert pull(there, ADDRESS).moved == ()
    served = edition.current(there)
    assert served is not None
    assert edition.damage(served) == []
    assert (served.folder / "downloads" / "a.csv").read_text() == "more rows"


def test_one_that_was_cut_short_is_not_served(
    tmp_path: Path, store: fsspec.AbstractFileSystem, monkeypatch: pytest.MonkeyPatch
) -> None:
    _publish(tmp_path / "here", "2026.11.0")
    push(tmp_path / "here", ADDRESS)
    _publish(tmp_path / "here", "2026.11.1", "more rows")
    put = type(store).put_file

    def stops(self: object, file: str, place: str, **given: object) -> None:
        if file.endswith("SHA256SUMS"):
            raise OSError("the line is down")
        put(self, file, place, **given)

    monkeypatch.setattr(type(store), "put_file", stops)
    with pytest.raises(OSError, match="line"):
        push(tmp_path / "here", ADDRESS)
    assert pull(tmp_path / "there", ADDRESS).edition == "2026.11.0"
    monkeypatch.undo()
    assert push(tmp_path / "here", ADDRESS).moved == ("2026.11.1",)
    assert pull(tmp_path / "there", ADDRESS).edition == "2026.11.1"


@pytest.mark.parametrize("what", ["veta.duckdb", "manifest.json"])
def test_damage_on_the_store_is_never_served(
    tmp_path: Path, store: fsspec.AbstractFileSystem, what: str
) -> None:
    _publish(tmp_path / "here", "2026.11.0")
    push(tmp_path / "here", ADDRESS)
    told = json.loads(store.cat_file("/veta/2026.11.0/manifest.json"))
    told["checksums"]["../../escaped"] = "0" * 64
    changed = json.dumps(told).encode() if what == "manifest.json" else b"other"
    store.pipe_file(f"/veta/2026.11.0/{what}", changed)
    with pytest.raises(StoreError, match="store_damaged"):
        pull(tmp_path / "there", ADDRESS)
    assert edition.current(tmp_path / "there") is None
    assert not (tmp_path / "escaped").exists()


def test_another_edition_of_that_name_is_not_overwritten(tmp_path: Path) -> None:
    _publish(tmp_path / "here", "2026.11.0")
    push(tmp_path / "here", ADDRESS)
    _publish(tmp_path / "other", "2026.11.0", "another office's rows")
    with pytest.raises(StoreError, match="store_other"):
        push(tmp_path / "other", ADDRESS)


def test_an_empty_store_and_an_empty_folder_say_so(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="store_empty"):
        pull(tmp_path, ADDRESS)
    with pytest.raises(StoreError, match="store_nothing"):
        push(tmp_path, ADDRESS)


def test_a_refresh_sends_its_edition_and_is_not_broken_by_a_store(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, lang="en", store=ADDRESS)
    _publish(settings.paths.published, "2026.11.0")
    lines: list[str] = []
    for store in (ADDRESS, "nothing-like-this://veta"):
        given = settings.model_copy(update={"store": store})
        conclude(given, "run", End(code=0), dt.datetime.now(dt.UTC), 1.0, lines.append)
    assert lines[0].startswith("memory://veta serves 2026.11.0 now; 1 editions sent")
    assert lines[1].startswith("nothing-like-this://veta: could not be read or written")
