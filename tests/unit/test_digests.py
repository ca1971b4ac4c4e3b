"""A file's hash is remembered only while nothing can have touched it."""

import json
import os
import time
from pathlib import Path

import pytest

from ingest.settings import Settings
from ingest.vintages import sha256_of
from orchestration import digests
from orchestration.digests import TICK_NS, Digests

LONG_AGO = time.time_ns() - 10 * TICK_NS


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The files that were read, on a disk whose clock is some ticks behind ours."""
    found: list[Path] = []

    def counted(path: Path) -> str:
        found.append(path)
        return sha256_of(path)

    ours = time.time_ns
    monkeypatch.setattr(digests, "sha256_of", counted)
    monkeypatch.setattr(digests.time, "time_ns", lambda: ours() + 2 * TICK_NS)
    return found


def asked(settings: Settings, path: Path) -> str:
    """As one refresh after another asks."""
    known = Digests(settings.paths)
    found = known.of(path)
    known.keep()
    return found


def test_a_file_that_nobody_touched_is_read_once(
    settings: Settings, tmp_path: Path, read: list[Path]
) -> None:
    path = tmp_path / "2024-Gasto.csv"
    path.write_text("a", encoding="utf-8")
    assert {asked(settings, path) for _time in range(3)} == {sha256_of(path)}
    assert read == [path]


def test_a_file_of_the_same_length_and_moment_is_read_again(
    settings: Settings, tmp_path: Path, read: list[Path]
) -> None:
    path = tmp_path / "2024-Gasto.csv"
    for text in ("a", "b"):
        path.write_text(text, encoding="utf-8")
        os.utime(path, ns=(LONG_AGO, LONG_AGO))  # nobody can set the other moment back
        assert asked(settings, path) == sha256_of(path)
    other = tmp_path / "other"
    other.write_text("c", encoding="utf-8")
    os.utime(other, ns=(LONG_AGO, LONG_AGO))
    other.replace(path)
    assert asked(settings, path) == sha256_of(path)
    assert len(read) == 3


def test_a_file_that_has_just_been_written_is_not_trusted(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "2024-Gasto.csv"
    path.write_text("a", encoding="utf-8")
    first = asked(settings, path)
    look = digests._look(path)
    monkeypatch.setattr(digests, "_look", lambda _path: look)  # changed within the same tick
    path.write_text("b", encoding="utf-8")
    assert asked(settings, path) != first


def test_what_is_remembered_may_be_lost_or_broken(
    settings: Settings, tmp_path: Path, read: list[Path]
) -> None:
    path = tmp_path / "2024-Gasto.csv"
    path.write_text("a", encoding="utf-8")
    asked(settings, path)
    for broken in ("{", "[]", json.dumps({str(path): 5}), json.dumps({str(path): []})):
        (settings.paths.state / digests.NOTE).write_text(broken, encoding="utf-8")
        assert asked(settings, path) == sha256_of(path)
    assert len(read) == 5


def test_files_that_are_gone_are_forgotten(
    settings: Settings, tmp_path: Path, read: list[Path]
) -> None:
    gone, path = tmp_path / "2023-Gasto.csv", tmp_path / "2024-Gasto.csv"
    gone.write_text("a", encoding="utf-8")
    asked(settings, gone)
    gone.unlink()
    path.write_text("a", encoding="utf-8")
    asked(settings, path)
    told = (settings.paths.state / digests.NOTE).read_text(encoding="utf-8")
    assert "2024-Gasto.csv" in told
    assert "2023-Gasto.csv" not in told
    assert read == [gone, path]
