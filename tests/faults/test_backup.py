"""Backups: only what is new is copied, everything is checked, nothing is overwritten."""

import json
import shutil
from pathlib import Path

import fsspec
import pytest
from click.testing import CliRunner

from ingest.durable import write_text
from ingest.pipeline import bring_up_to_date, take
from ingest.registry import load_sources
from ingest.settings import Settings
from ingest.vintages import bytes_of, vintages_of
from orchestration.care.backup import BackupError, backup, read_manifest
from orchestration.care.forget import forget
from orchestration.care.restore import restore
from orchestration.care.vault import object_of, vault_at
from orchestration.cli import main as veta
from tests.conftest import ROOT

SOURCE = "co_cce_secop1"
INHERITED = "pe_inei_ubigeo"


@pytest.fixture
def used(settings: Settings) -> Settings:
    """A data folder with vintages, a key, a visitor's observation and the synthetic mark."""
    paths = settings.paths
    for name in (SOURCE, INHERITED):
        take(sorted((ROOT / "data" / "sample" / name).glob("*")), paths)
    write_text("a key", paths.state / "pseudonym.key", mode=0o600)
    write_text("{}", paths.root / "observations" / "1.json")
    (paths.root / "SYNTHETIC").touch()
    return settings


@pytest.fixture
def store() -> fsspec.AbstractFileSystem:
    """A store without anything in it."""
    found = fsspec.filesystem("memory")
    found.store.clear()
    return found


def other(settings: Settings, tmp_path: Path) -> Settings:
    return settings.model_copy(update={"data_dir": tmp_path / "other"})


def contents(settings: Settings) -> dict[str, bytes]:
    root = settings.paths.root
    kept = ("raw", "observations", "privacy", "state", "SYNTHETIC")
    return {
        p.relative_to(root).as_posix(): p.read_bytes()
        for p in sorted(root.rglob("*"))
        if p.is_file() and p.relative_to(root).parts[0] in kept
    }


def test_everything_comes_back_and_the_lake_is_the_same(used: Settings, tmp_path: Path) -> None:
    first = backup(used, tmp_path / "kept")
    assert (first.kept, first.damaged, first.with_key) == (0, [], True)
    there = other(used, tmp_path)
    report = restore(there, tmp_path / "kept")
    assert (report.damaged, report.other_key) == ([], False)
    assert report.restored == len(read_manifest(vault_at(tmp_path / "kept"))["files"])
    assert contents(there) == contents(used)
    assert (there.paths.state / "pseudonym.key").stat().st_mode & 0o077 == 0
    for name in (SOURCE, INHERITED):
        for settings in (used, there):
            bring_up_to_date(load_sources()[name], settings)

    def lake(settings: Settings) -> dict[str, bytes]:
        folder = settings.paths.lake
        return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*.parquet")}

    assert lake(there) == lake(used) != {}


def test_a_second_backup_copies_only_what_is_new(used: Settings, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    first = backup(used, kept)
    write_text("{}\n", used.paths.root / "observations" / "2.json")
    second = backup(used, kept)
    assert (second.copied, second.kept, second.removed) == (1, first.copied + first.kept, 0)
    assert backup(used, kept).copied == 0


def test_a_damaged_vintage_does_not_replace_its_good_copy(used: Settings, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    backup(used, kept)
    vintage = vintages_of(SOURCE, used.paths)[0]
    path = bytes_of(vintage, used.paths)
    good = path.read_bytes()
    path.write_bytes(good[:-1] + b"?")
    report = backup(used, kept)
    assert report.damaged == [path.relative_to(used.paths.root).as_posix()]
    shutil.rmtree(used.paths.raw / SOURCE / vintage.vintage_id)
    restore(used, kept)
    assert path.read_bytes() == good


def test_damage_in_the_backup_is_seen_and_the_rest_comes_back(
    used: Settings, tmp_path: Path
) -> None:
    kept = tmp_path / "kept"
    backup(used, kept)
    vintage = vintages_of(SOURCE, used.paths)[0]
    object_of(kept, vintage.sha256).write_bytes(b"rotten")
    there = other(used, tmp_path)
    report = restore(there, kept)
    assert len(report.damaged) == 1
    assert vintage.filename in report.damaged[0]
    found = vintages_of(SOURCE, there.paths)
    assert vintage.vintage_id not in {v.vintage_id for v in found}, "half a vintage is none"
    assert len(found) == len(vintages_of(SOURCE, used.paths)) - 1
    backup(used, kept)  # sees that the bytes are fewer, and copies them anew
    assert restore(there, kept).damaged == []
    assert contents(there) == contents(used)


def test_a_restore_overwrites_nothing(used: Settings, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    backup(used, kept)
    there = other(used, tmp_path)
    write_text("another key", there.paths.state / "pseudonym.key", mode=0o600)
    with pytest.raises(BackupError) as error:
        restore(there, kept)
    assert error.value.code == "restore_other_key"
    assert not there.paths.raw.exists()
    assert restore(used, kept).restored == 0, "everything is there already"


def test_a_backup_of_a_newer_release_is_refused(used: Settings, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    backup(used, kept)
    manifest = read_manifest(vault_at(kept))
    for name in ("format", "data_format"):
        (kept / "backup.json").write_text(json.dumps({**manifest, name: 99}))
        with pytest.raises(BackupError, match="backup_newer"):
            restore(other(used, tmp_path), kept)
    assert not other(used, tmp_path).paths.root.exists()


def test_the_key_may_stay_out_and_a_backup_is_closed_to_others(
    used: Settings, tmp_path: Path
) -> None:
    kept = tmp_path / "kept"
    assert not backup(used, kept, key=False).with_key
    assert all(e["path"] != "state/pseudonym.key" for e in read_manifest(vault_at(kept))["files"])
    assert b"a key" not in b"".join(p.read_bytes() for p in kept.rglob("*") if p.is_file())
    assert kept.stat().st_mode & 0o077 == 0
    report = restore(other(used, tmp_path), kept)
    assert report.other_key


def test_places_outside_and_foreign_folders_are_refused(used: Settings, tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="backup_inside"):
        backup(used, used.paths.root / "backup")
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "a.jpg").touch()
    with pytest.raises(BackupError, match="backup_foreign"):
        backup(used, tmp_path / "photos")
    kept = tmp_path / "kept"
    backup(used, kept)
    manifest = read_manifest(vault_at(kept))
    for name in ("../outside", "/etc/cron.d/x", "raw/../../outside", "lake/x.parquet"):
        manifest["files"][0]["path"] = name
        (kept / "backup.json").write_text(json.dumps(manifest))
        with pytest.raises(BackupError, match="restore_outside"):
            restore(other(used, tmp_path), kept)


def test_a_forgotten_person_leaves_the_backup_with_the_next_one(
    used: Settings, tmp_path: Path
) -> None:
    kept = tmp_path / "kept"
    backup(used, kept)
    bring_up_to_date(load_sources()[SOURCE], used)
    report = forget(used, ["1000000001"], ["PERSONA INVENTADA ALFA"])
    originals = {v.sha256 for v in vintages_of(SOURCE, used.paths) if v.forgotten}
    assert originals
    assert report.erased
    after = backup(used, kept)
    assert after.damaged == []
    assert after.removed >= len(originals)
    assert not any(object_of(kept, sha256).exists() for sha256 in originals)


def test_a_store_keeps_what_a_folder_keeps(
    used: Settings, tmp_path: Path, store: fsspec.AbstractFileSystem
) -> None:
    address = "memory://kept/veta"
    first = backup(used, address)
    assert (first.kept, first.damaged, first.with_key) == (0, [], True)
    again = backup(used, address)
    assert (again.copied, again.kept, again.removed) == (0, first.copied, 0)
    there = other(used, tmp_path)
    assert restore(there, address).damaged == []
    assert contents(there) == contents(used)
    assert (there.paths.state / "pseudonym.key").stat().st_mode & 0o077 == 0
    bring_up_to_date(load_sources()[SOURCE], used)
    assert forget(used, ["1000000001"], ["PERSONA INVENTADA ALFA"]).erased
    originals = {v.sha256 for v in vintages_of(SOURCE, used.paths) if v.forgotten}
    assert backup(used, address).removed >= len(originals) > 0
    assert not originals & {Path(place).name for place in store.find("/kept/veta/objects")}


def test_damage_on_a_store_is_seen_and_mended(
    used: Settings, tmp_path: Path, store: fsspec.AbstractFileSystem
) -> None:
    address = "memory://kept/veta"
    backup(used, address)
    vintage = vintages_of(SOURCE, used.paths)[0]
    place = f"/kept/veta/objects/{vintage.sha256[:2]}/{vintage.sha256}"
    store.pipe_file(place, b"rotten")
    there = other(used, tmp_path)
    assert [vintage.filename in name for name in restore(there, address).damaged] == [True]
    store.rm_file(place)
    assert len(restore(there, address).damaged) == 1
    assert backup(used, address).copied == 1
    assert restore(there, address).damaged == []
    assert contents(there) == contents(used)


def test_a_file_that_changes_while_it_is_sent_never_lies_under_another_hash(
    used: Settings, store: fsspec.AbstractFileSystem, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = "0" * 64
    monkeypatch.setattr("orchestration.care.backup.sha256_of", lambda _path: told)
    (used.paths.root / "observations" / "1.json").write_text("[]", encoding="utf-8")
    report = backup(used, "memory://kept/veta")
    assert "observations/1.json" in report.damaged
    assert store.find("/kept/veta/objects") == []


def test_a_store_that_holds_something_else_or_is_not_there_is_said(
    used: Settings, store: fsspec.AbstractFileSystem, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VETA_DATA_DIR", str(used.paths.root))
    monkeypatch.setenv("VETA_LANG", "en")
    store.pipe_file("/photos/a.jpg", b"")
    for arguments, sentence in (
        (["backup", "memory://photos"], "is not empty and is no backup of Veta"),
        (["restore", "memory://nothing"], "There is no backup of Veta in memory://nothing"),
        (["backup", "nothing-like-this://veta"], "could not be read or written"),
        (["restore", "nothing-like-this://veta"], "could not be read or written"),
    ):
        done = CliRunner().invoke(veta, arguments)
        assert done.exit_code == 1
        assert sentence in done.output
        assert "Traceback" not in done.output
