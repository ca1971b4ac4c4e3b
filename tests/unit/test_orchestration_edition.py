"""Editions on the disk: names, the pointer, damage, removal."""

import datetime as dt
from pathlib import Path

import pytest

from orchestration.publishing import edition

NOVEMBER = dt.datetime(2026, 11, 20, tzinfo=dt.UTC)


def made(published: Path, name: str, content: str = "x") -> edition.Edition:
    partial = published / f".partial-{name}"
    (partial / "downloads").mkdir(parents=True)
    (partial / edition.DATABASE).write_bytes(content.encode())
    (partial / "downloads" / "a.csv").write_text("a\n1\n")
    edition.seal(partial, {"content_hash": content, "tables": {}})
    return edition.settle(partial, published, name)


def test_names_grow_within_the_month_and_sort_as_numbers(tmp_path: Path) -> None:
    assert edition.next_name(tmp_path, NOVEMBER) == "2026.11.0"
    for number in (0, 9, 10):
        made(tmp_path, f"2026.11.{number}")
    assert edition.next_name(tmp_path, NOVEMBER) == "2026.11.11"
    assert [e.name for e in edition.editions(tmp_path)][-1] == "2026.11.10"
    assert edition.next_name(tmp_path, NOVEMBER.replace(month=12)) == "2026.12.0"


def test_a_clock_that_goes_backwards_does_not_take_the_names_along(tmp_path: Path) -> None:
    made(tmp_path, "2026.11.3")
    assert edition.next_name(tmp_path, NOVEMBER.replace(year=2020)) == "2026.11.4"


def test_the_pointer_names_a_whole_edition_or_nothing(tmp_path: Path) -> None:
    assert edition.current(tmp_path) is None
    edition.serve(made(tmp_path, "2026.11.0"))
    served = edition.current(tmp_path)
    assert served is not None
    assert served.name == "2026.11.0"
    (tmp_path / "CURRENT").write_text("../../etc")
    assert edition.current(tmp_path) is None


def test_a_flipped_byte_a_missing_and_an_extra_file_are_seen(tmp_path: Path) -> None:
    found = made(tmp_path, "2026.11.0", "abc")
    assert edition.damage(found) == []
    found.database.write_bytes(b"abd")
    (found.folder / "downloads" / "a.csv").unlink()
    (found.folder / "new.txt").write_text("?")
    assert edition.damage(found) == [
        ("changed", "veta.duckdb"),
        ("missing", "downloads/a.csv"),
        ("extra", "new.txt"),
    ]


def test_an_edition_made_before_there_were_sums_is_whole(tmp_path: Path) -> None:
    found = made(tmp_path, "2026.11.0")
    (found.folder / edition.SUMS).unlink()
    assert edition.damage(found) == [("missing", edition.SUMS)]
    del found.manifest["sums"]
    assert edition.damage(found) == []


def test_prune_keeps_the_newest_and_the_served_one(tmp_path: Path) -> None:
    all_made = [made(tmp_path, f"2026.11.{n}") for n in range(5)]
    assert edition.prune(tmp_path, 2) == [], "nobody is served, nobody may go"
    edition.serve(all_made[0])
    assert edition.prune(tmp_path, 2) == ["2026.11.1", "2026.11.2"]
    assert [e.name for e in edition.editions(tmp_path)] == ["2026.11.0", "2026.11.3", "2026.11.4"]


def test_a_removal_cut_short_leaves_no_half_edition(tmp_path: Path) -> None:
    first, second = made(tmp_path, "2026.11.0"), made(tmp_path, "2026.11.1")
    edition.serve(second)

    def dies(_folder: Path) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        edition.prune(tmp_path, 1, remove=dies)
    assert edition.read(tmp_path, first.name) is None
    edition.sweep(tmp_path)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["2026.11.1", "CURRENT"]


def test_leftovers_are_no_editions_and_are_swept(tmp_path: Path) -> None:
    (tmp_path / ".partial-2026.11.0-1").mkdir()
    (tmp_path / "2026.11.1").mkdir()
    assert edition.editions(tmp_path) == []
    edition.sweep(tmp_path)
    assert not (tmp_path / ".partial-2026.11.0-1").exists()
