"""A data folder of the previous release goes on under this one, wherever it lies now."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from ingest.models import Outcome
from ingest.notes import files_of, orphans, read_state
from ingest.pipeline import bring_up_to_date
from ingest.registry import load_sources
from ingest.settings import DataPaths, Settings
from ingest.vintages import bytes_of, sha256_of, vintages_of
from orchestration.care.upgrade import FORMAT, STAMP, read_stamp, upgrade
from orchestration.cli import main
from orchestration.lock import refresh_lock

SOURCE = "pe_inei_ubigeo"
PREVIOUS = Path(__file__).parent / "release_0_1_0"


@pytest.fixture
def previous(settings: Settings) -> Settings:
    """A copy of what 0.1.0 left, in another place than it was written in."""
    shutil.copytree(PREVIOUS, settings.data_dir, ignore=shutil.ignore_patterns("README.md"))
    return settings


def raw(paths: DataPaths) -> dict[str, bytes]:
    return {str(p): p.read_bytes() for p in sorted(paths.raw.rglob("*")) if p.is_file()}


def test_notes_speak_of_this_folder_and_nothing_is_lost(previous: Settings) -> None:
    paths = previous.paths
    before = raw(paths)
    assert read_stamp(paths)["format"] == 1
    assert upgrade(paths) == 1
    assert json.loads((paths.root / STAMP).read_text("utf-8"))["format"] == FORMAT
    assert raw(paths) == before
    vintage = vintages_of(SOURCE, paths)[0]
    assert sha256_of(bytes_of(vintage, paths)) == vintage.kept_sha256
    files = files_of(read_state(vintage, paths) or {})
    assert len(files) == 6
    assert all((paths.root / f).stat().st_size == about["bytes"] for f, about in files.items())
    assert orphans(paths) == []
    assert upgrade(paths) is None, "once"


def test_the_next_refresh_conforms_its_vintages_by_the_new_code(previous: Settings) -> None:
    paths = previous.paths
    with refresh_lock(paths.root):
        reports = bring_up_to_date(load_sources()[SOURCE], previous)
    assert [(r.outcome, r.rows_loaded) for r in reports] == [(Outcome.LOADED, 9)]
    assert orphans(paths) == [], "files of the old release that nothing explains would be read"


def test_a_folder_copied_to_another_place_leaves_the_first_alone(
    previous: Settings, tmp_path: Path
) -> None:
    upgrade(previous.paths)
    bring_up_to_date(load_sources()[SOURCE], previous)
    copy = previous.model_copy(update={"data_dir": tmp_path / "copy"})
    shutil.copytree(previous.data_dir, copy.data_dir)
    before = {p: p.read_bytes() for p in previous.paths.lake.rglob("*.parquet")}
    shutil.rmtree(copy.paths.lake / "population")
    reports = bring_up_to_date(load_sources()[SOURCE], copy)
    assert [r.outcome for r in reports] == [Outcome.LOADED], "its own loss is seen"
    assert {p: p.read_bytes() for p in previous.paths.lake.rglob("*.parquet")} == before


def test_a_note_that_cannot_be_read_is_made_again(previous: Settings) -> None:
    paths = previous.paths
    vintage = vintages_of(SOURCE, paths)[0]
    note = paths.state / SOURCE / f"{vintage.vintage_id}.json"
    note.write_text(note.read_text("utf-8")[:200], "utf-8")
    upgrade(paths)
    assert not note.exists()
    assert [r.rows_loaded for r in bring_up_to_date(load_sources()[SOURCE], previous)] == [9]


def test_a_folder_of_a_newer_release_is_not_touched(
    previous: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    stamp = previous.paths.root / STAMP
    stamp.write_text(json.dumps({"format": FORMAT + 1, "version": "9.9.9"}))
    monkeypatch.setenv("VETA_DATA_DIR", str(previous.data_dir))
    monkeypatch.setenv("VETA_LANG", "en")
    before = raw(previous.paths)
    for command in (["refresh"], ["backup", str(previous.data_dir.parent / "kept")]):
        result = CliRunner().invoke(main, command)
        assert result.exit_code != 0
        assert "9.9.9" in result.output
    assert raw(previous.paths) == before
    assert json.loads(stamp.read_text())["format"] == FORMAT + 1
