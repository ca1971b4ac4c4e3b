"""The door to the edition: swaps, absence, damage, and what SQL may not do."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from dashboards import published
from tests.dashboards.edition import build_edition


def test_rows_are_dictionaries_with_exact_money(edition: Path) -> None:
    found = published.row(
        "select accrued, currency from fct_money_chain where territory_id = $place "
        "and stream_code = 'ALL'",
        {"place": "PE-180106"},
    )
    assert found is not None
    assert str(found["accrued"]) == "94135000.50"


def test_a_new_edition_is_seen_without_restart(empty_data: Path) -> None:
    build_edition(empty_data, "2026.11.0")
    first = published.current()
    build_edition(empty_data, "2026.11.1", synthetic=False)
    second = published.current()
    assert (first.id, second.id) == ("2026.11.0", "2026.11.1")
    assert first.synthetic
    assert not second.synthetic
    assert published.rows("select count(*) as n from dim_territory")[0]["n"] > 0


def test_an_open_edition_is_reused(edition: Path) -> None:
    assert published.current() is published.current()


def test_an_answer_is_kept_and_cannot_be_spoilt(edition: Path) -> None:
    published.forget_opened()
    sql = "select random() as n from dim_territory where territory_id = $place"
    first = published.rows(sql, {"place": "PE-18"})
    second = published.rows(sql, {"place": "PE-18"})
    assert first == second  # asked once
    assert published.rows(sql, {"place": "PE-1801"}) != first
    second[0]["n"] = "changed by a caller"
    assert published.rows(sql, {"place": "PE-18"}) == first


def test_kept_answers_are_bounded(edition: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    published.forget_opened()
    monkeypatch.setattr(published, "ROWS_KEPT", 20)
    monkeypatch.setattr(published, "ROWS_OF_ONE", 8)
    for n in range(12):
        published.rows("select unnest(range(5)) as n, $n as other", {"n": n})
    published.rows("select unnest(range(9)) as n")
    assert published._rows_kept == sum(len(kept) for kept in published._answers.values()) == 20


def test_no_edition_yet(empty_data: Path) -> None:
    with pytest.raises(published.NoEditionError):
        published.current()


@pytest.mark.parametrize("name", ["2026.99.0", "../elsewhere", ""])
def test_current_that_names_nothing_readable(empty_data: Path, name: str) -> None:
    (empty_data / "published").mkdir()
    (empty_data / "published" / "CURRENT").write_text(name)
    with pytest.raises(published.DamagedEditionError):
        published.current()


def test_damaged_database(empty_data: Path) -> None:
    folder = build_edition(empty_data)
    (folder / "veta.duckdb").write_bytes(b"not a database")
    with pytest.raises(published.DamagedEditionError):
        published.current()


@pytest.mark.parametrize(
    "sql",
    [
        "create table x (a int)",
        "delete from dim_territory",
        "select * from read_text('/etc/hostname')",
        "attach ':memory:' as other",
        "set enable_external_access = true",
    ],
)
def test_sql_can_neither_write_nor_reach_files(edition: Path, sql: str) -> None:
    with pytest.raises(duckdb.Error):
        published.rows(sql)


def test_reading_goes_on_while_a_new_edition_is_written(empty_data: Path) -> None:
    build_edition(empty_data, "2026.11.0")
    assert published.current().id == "2026.11.0"
    writing = duckdb.connect(str(empty_data / "published" / "being-written.duckdb"))
    writing.execute("create table t as select 1 as a")
    assert published.rows("select count(*) as n from fct_project")[0]["n"] == 2
    writing.close()
