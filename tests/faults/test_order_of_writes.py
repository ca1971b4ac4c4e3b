"""A power cut at any moment: bytes are on the disk before their name is, and names in order."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ingest import durable
from ingest.pipeline import bring_up_to_date, take
from ingest.registry import load_sources
from ingest.settings import Settings
from orchestration.publishing import edition
from tests.conftest import ROOT
from tests.unit.test_orchestration_edition import made

SOURCE = "pe_inei_ubigeo"


class Recorder:
    """What the process asked of the disk, in order: (what, path) pairs."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.calls: list[tuple[str, Path]] = []
        fsync, replace, rename = os.fsync, os.replace, os.rename

        def synced(handle: int) -> None:
            self.calls.append(("sync", Path(os.readlink(f"/proc/self/fd/{handle}"))))
            fsync(handle)

        def moved(move: Any) -> Any:
            def over(source: Any, target: Any, **rest: Any) -> None:
                self.calls.append(("from", Path(source)))
                self.calls.append(("to", Path(target)))
                move(source, target, **rest)

            return over

        patch.setattr(os, "fsync", synced)
        patch.setattr(os, "replace", moved(replace))
        patch.setattr(os, "rename", moved(rename))

    def moves(self) -> Iterator[tuple[int, Path, Path]]:
        """Each move: its position, from where, to where."""
        for at, (what, path) in enumerate(self.calls):
            if what == "from":
                yield at, path, self.calls[at + 1][1]

    def check(self) -> list[Path]:
        """Every move is after its bytes and before its folder's sync; gives what was moved to."""
        places = []
        for at, source, target in self.moves():
            before = self.calls[:at]
            assert ("sync", source) in before, f"{target} got its name before its bytes were safe"
            assert ("sync", target.parent) in self.calls[at:], f"{target}'s name was not made safe"
            places.append(target)
        return places


@pytest.fixture
def recorder(monkeypatch: pytest.MonkeyPatch) -> Recorder:
    if not Path("/proc/self/fd").is_dir():
        pytest.skip("needs /proc to see which file was synced")
    return Recorder(monkeypatch)


def test_vintages_lake_and_notes(settings: Settings, recorder: Recorder) -> None:
    paths = settings.paths
    taken = take(sorted((ROOT / "data" / "sample" / SOURCE).glob("*")), paths)
    vintage = taken.landed[SOURCE][0]
    reports = bring_up_to_date(load_sources()[SOURCE], settings)
    assert [r.rows_loaded for r in reports] == [9]
    places = recorder.check()
    folder = paths.raw / SOURCE / vintage.vintage_id
    note = paths.state / SOURCE / f"{vintage.vintage_id}.json"
    lake = list(paths.lake.rglob("*.parquet"))
    assert {folder, note, *lake} <= set(places)
    assert all(places.index(note) > places.index(p) for p in lake), "the note speaks of rows"
    inside = {
        folder.with_name(folder.name + durable.PARTIAL) / n
        for n in ("vintage.json", vintage.filename)
    }
    named = next(at for at, _, target in recorder.moves() if target == folder)
    assert inside <= {p for what, p in recorder.calls[:named] if what == "sync"}


def test_new_folders_are_safe_before_what_is_in_them(tmp_path: Path, recorder: Recorder) -> None:
    durable.write_text("x", tmp_path / "a" / "b" / "note.json")
    synced = [p for what, p in recorder.calls if what == "sync"]
    assert synced[:2] == [tmp_path, tmp_path / "a"]
    recorder.check()


def test_an_edition_is_whole_before_its_name_and_named_before_it_is_served(
    tmp_path: Path, recorder: Recorder
) -> None:
    found = made(tmp_path, "2026.11.0")
    edition.serve(found)
    assert recorder.check() == [found.folder, tmp_path / "CURRENT"]
    named = next(at for at, _, target in recorder.moves() if target == found.folder)
    before = {p.name for what, p in recorder.calls[:named] if what == "sync"}
    assert before >= {p.name for p in found.folder.rglob("*")}


def test_a_failed_write_leaves_the_old_text(tmp_path: Path, monkeypatch) -> None:
    note = tmp_path / "note.json"
    durable.write_text("old", note)

    def broken(_handle: int) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "fsync", broken)
    with pytest.raises(OSError, match="Input/output"):
        durable.write_text("new", note)
    assert note.read_text() == "old"


def test_a_landing_that_was_cut_short_is_no_vintage(settings: Settings) -> None:
    paths = settings.paths
    taken = take(sorted((ROOT / "data" / "sample" / SOURCE).glob("*")), paths)
    vintage = taken.landed[SOURCE][0]
    whole = paths.raw / SOURCE / vintage.vintage_id
    whole.rename(whole.with_name(whole.name + durable.PARTIAL))
    again = take(sorted((ROOT / "data" / "sample" / SOURCE).glob("*")), paths)
    assert again.landed[SOURCE][0].vintage_id == vintage.vintage_id
    assert [r.rows_loaded for r in bring_up_to_date(load_sources()[SOURCE], settings)] == [9]
