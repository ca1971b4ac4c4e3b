"""Zip archives: each member a candidate file, and nothing that an archive says is believed."""

import gzip
import io
import struct
import zipfile
import zlib
from pathlib import Path

import pytest

from ingest import archives
from ingest.archives import Member, take_out
from ingest.fetch.live import address_of
from ingest.models import Outcome
from ingest.pipeline import bring_up_to_date
from ingest.problems import IngestError, Problem
from ingest.registry import load_sources
from ingest.vintages import bytes_of, sha256_of, vintages_of
from orchestration.checking import check_file
from orchestration.intake import Survey, land_all, survey
from tests.unit.money import GOOD, HEADER, lake

NORTH, SOUTH = "money-north-2024-12-31.csv", "money-south-2024-12-31.csv"


def zipped(path: Path, members: dict[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def taken(path: Path) -> tuple[dict[str, bytes], list[Problem]]:
    """Members by name, decompressed, and problems."""
    found, problems = {}, []
    for item in take_out(path, path.parent / "out"):
        if isinstance(item, Problem):
            problems.append(item)
        else:
            data = item.path.read_bytes()
            found[item.name] = gzip.decompress(data) if item.path.suffix == ".gz" else data
    return found, problems


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED, zipfile.ZIP_BZIP2])
def test_members_come_out_as_they_went_in(tmp_path: Path, method: int) -> None:
    given = {
        "a/x.csv": GOOD.encode() * 9000,
        "b/x.csv": b"other",
        "note.pdf": b"%PDF",
        "e.csv": b"",
    }
    assert taken(zipped(tmp_path / "a.zip", given, method)) == (given, [])


def test_a_table_stays_as_small_as_it_was_inside(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"x.csv": GOOD.encode() * 9000})
    (member,) = take_out(path, tmp_path / "out")
    assert isinstance(member, Member)
    assert member.path.name == "x.csv.gz"
    assert member.path.stat().st_size < path.stat().st_size


@pytest.mark.parametrize("name", ["../x.csv", "a/../../x.csv", "/etc/x.csv", "C:\\x.csv", "..\\x"])
def test_a_path_that_leaves_the_archive_condemns_it(tmp_path: Path, name: str) -> None:
    path = zipped(tmp_path / "a.zip", {"good.csv": GOOD, name: GOOD})
    with pytest.raises(IngestError) as error:
        taken(path)
    assert error.value.problems[0].code == "archive_unsafe"
    assert not (tmp_path / "out").exists()


def test_a_bomb_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"x.csv": b"0" * (archives.RATIO_FROM + 1)})
    with pytest.raises(IngestError) as error:
        taken(path)
    assert error.value.problems[0].code == "too_large_unpacked"
    assert not (tmp_path / "out").exists()


def test_sizes_and_numbers_are_held_against_limits(tmp_path: Path, monkeypatch) -> None:
    path = zipped(tmp_path / "a.zip", {"x.csv": GOOD, "y.csv": GOOD})
    for limit, code in (
        ("MAX_UNPACKED", "too_large_unpacked"),
        ("MAX_MEMBERS", "archive_too_many"),
    ):
        with monkeypatch.context() as patch:
            patch.setattr(archives, limit, 1)
            with pytest.raises(IngestError) as error:
                taken(path)
        assert error.value.problems[0].code == code


def test_a_member_that_says_it_is_smaller_than_it_is_does_not_get_through(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"x.csv": GOOD.encode() * 100, "y.csv": GOOD})
    data = bytearray(path.read_bytes())
    at = data.rindex(b"PK\x01\x02", 0, data.rindex(b"PK\x01\x02"))
    struct.pack_into("<I", data, at + 24, 100)
    path.write_bytes(data)
    found, problems = taken(path)
    assert list(found) == ["y.csv"]
    assert [p.code for p in problems] == ["archive_damaged"]


def test_a_damaged_member_is_named_and_the_others_are_taken(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"x.csv": GOOD, "y.csv": GOOD})
    data = bytearray(path.read_bytes())
    data[45] ^= 0xFF
    path.write_bytes(data)
    found, problems = taken(path)
    assert list(found) == ["y.csv"]
    assert [(p.code, p.file) for p in problems] == [("archive_damaged", "a.zip#x.csv")]


def test_encrypted_nested_and_linked_members_are_refused_one_by_one(tmp_path: Path) -> None:
    inner = zipped(tmp_path / "inner.zip", {"x.csv": GOOD}).read_bytes()
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("inner.zip", inner)
        link = zipfile.ZipInfo("link.csv")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("secret.csv", GOOD)
        archive.writestr("good.csv", GOOD)
    data = bytearray(path.read_bytes())
    at = data.rindex(b"secret.csv")  # its entry in the directory
    struct.pack_into("<H", data, at - 46 + 8, 0x1)
    path.write_bytes(data)
    found, problems = taken(path)
    assert list(found) == ["good.csv"]
    assert {p.file: p.code for p in problems} == {
        "a.zip#inner.zip": "archive_nested",
        "a.zip#link.csv": "not_a_regular_file",
        "a.zip#secret.csv": "archive_encrypted",
    }
    assert all(p.text(lang) for p in problems for lang in ("es", "en"))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut short", b"<html>error</html>"])
def test_what_is_no_archive_says_so(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(content)
    with pytest.raises(IngestError) as error:
        taken(path)
    assert error.value.problems[0].code == "unreadable_file"


def test_what_systems_leave_behind_is_passed_over(tmp_path: Path) -> None:
    litter = {"__MACOSX/._x.csv": b"?", ".DS_Store": b"?", "a/.hidden": b"?", "Thumbs.db": b"?"}
    assert taken(zipped(tmp_path / "a.zip", {**litter, "x.csv": b"1"})) == ({"x.csv": b"1"}, [])


def look(settings, path: Path) -> Survey:
    return survey([path], settings.paths)


def test_each_member_is_a_vintage_that_names_its_archive(settings, money_source, tmp_path) -> None:
    path = zipped(
        tmp_path / "2024.zip",
        {f"data/{NORTH}": GOOD, SOUTH: HEADER + "08001,2024,1\n", "leeme.txt": "?"},
    )
    seen = look(settings, path)
    assert [p.file for p in seen.unknown] == ["2024.zip#leeme.txt"]
    new, problems = land_all(seen, money_source, settings.paths)
    assert problems == []
    assert {(v.slice, v.origin) for v in new} == {
        ("north", f"2024.zip#data/{NORTH}"),
        ("south", f"2024.zip#{SOUTH}"),
    }
    for vintage in vintages_of(money_source, settings.paths):
        assert sha256_of(bytes_of(vintage, settings.paths)) == vintage.sha256
    reports = bring_up_to_date(load_sources()[money_source], settings)
    assert [r.outcome for r in reports] == [Outcome.LOADED] * 2
    assert len(lake(settings, "population")) == 4
    assert not list(settings.paths.staging.rglob("*.gz"))


def test_the_one_file_of_an_archive_may_go_by_the_archive_s_name(
    settings, money_source, tmp_path
) -> None:
    path = zipped(tmp_path / NORTH.replace(".csv", ".zip"), {"export.csv": GOOD})
    seen = look(settings, path)
    (vintage,), problems = land_all(seen, money_source, settings.paths)
    assert (vintage.slice, vintage.origin) == ("north", f"{path.name}#export.csv")
    assert (problems, seen.unknown) == ([], [])


def test_an_archive_is_opened_once(settings, money_source, tmp_path, monkeypatch) -> None:
    path = zipped(tmp_path / "2024.zip", {NORTH: GOOD})
    land_all(look(settings, path), money_source, settings.paths)
    monkeypatch.setattr(zipfile, "ZipFile", lambda *_: pytest.fail("opened again"))
    again = look(settings, path)
    assert (again.found, again.new, again.unknown) == ([], [], [])


def test_members_wait_where_a_refresh_was_cut_short(settings, money_source, tmp_path) -> None:
    path = zipped(tmp_path / "2024.zip", {NORTH: GOOD, SOUTH: GOOD})
    first = look(settings, path)
    assert len(first.new) == 2
    second = look(settings, path)  # nothing was landed meanwhile
    assert len(land_all(second, money_source, settings.paths)[0]) == 2


def test_a_fetched_archive_stays_until_its_last_member_is_landed(
    settings, money_source, tmp_path
) -> None:
    path = zipped(tmp_path / "2024.zip", {NORTH: GOOD, SOUTH: GOOD})
    address_of(path).write_text("https://x.example/2024.zip")
    seen = look(settings, path)
    seen.origins[path] = "https://x.example/2024.zip"
    waiting = list(seen.members)
    new, _ = land_all(seen, money_source, settings.paths)
    assert {v.origin for v in new} == {
        f"https://x.example/2024.zip#{name}" for name in (NORTH, SOUTH)
    }
    assert not path.exists()
    assert not address_of(path).exists()
    assert not any(p.exists() for p in waiting)


def test_check_tells_of_every_member(settings, money_source, tmp_path) -> None:
    path = zipped(tmp_path / "2024.zip", {NORTH: GOOD, SOUTH: GOOD + "zz,2024,doce\n"})
    lines: list[str] = []
    assert check_file(path, None, settings, lines.append) == 1
    said = "\n".join(lines)
    assert f"2024.zip#{NORTH}: belongs to source {money_source}" in said
    assert "“zz” is not a valid code" in said
    assert "“doce” is not a whole number" in said


def test_what_hides_behind_the_declared_end_is_found(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"x.csv": GOOD.encode() * 50})
    with zipfile.ZipFile(path) as archive:
        info = archive.getinfo("x.csv")
    longer = zlib.compressobj(9, zlib.DEFLATED, -15)
    body = longer.compress(GOOD.encode() * 50 + b"0" * 5000) + longer.flush()
    info.compress_size = len(body)
    raw = io.BytesIO(struct.pack("<4s22xHH", b"PK\x03\x04", 0, 0) + body)
    info.header_offset = 0
    with pytest.raises(zipfile.BadZipFile):
        list(archives._proven(raw, info))
