"""The content hash: same data, same hash; other data, another."""

import duckdb
import pytest

from orchestration.manifest import PublicColumn, PublicTable
from orchestration.publishing.content import content_hash, table_hash


def table(name: str, **columns: str) -> PublicTable:
    made = tuple(PublicColumn(n, t, n, n) for n, t in columns.items())
    return PublicTable(name, name, name, (), made)


def hash_of(rows: str, name: str = "fct_x", **columns: str) -> str:
    columns = columns or {"a": "varchar", "b": "varchar"}
    with duckdb.connect() as con:
        declared = ", ".join(f"{n} {t}" for n, t in columns.items())
        con.execute(f"create table t ({declared})")
        con.execute(f"insert into t values {rows}")
        return table_hash(con, "t", table(name, **columns))


BASE = "('x', 'y'), ('z', null)"


def test_order_of_rows_does_not_matter() -> None:
    assert hash_of(BASE) == hash_of("('z', null), ('x', 'y')")


@pytest.mark.parametrize(
    "other",
    [
        "('x', 'y')",
        "('x', 'y'), ('z', null), ('z', null)",
        "('x', 'y'), ('z', '')",
        "('x', 'y'), (null, 'z')",
        "('x', null), ('z', 'y')",
        "('xy', ''), ('z', null)",
        "('x' || chr(31) || 'y', null), ('z', null)",
    ],
)
def test_other_data_have_another_hash(other: str) -> None:
    assert hash_of(BASE) != hash_of(other)


def test_last_digits_of_a_sum_do_not_matter() -> None:
    one = hash_of("(0.1::double + 0.2::double)", a="double")
    assert one == hash_of("(0.3::double)", a="double")
    assert one != hash_of("(0.3001::double)", a="double")


def test_when_veta_fetched_is_not_data() -> None:
    columns = {"vintage_id": "varchar", "retrieved_at": "timestamptz"}
    one = hash_of("('v', '2024-01-01 00:00:00+00')", "dim_vintage", **columns)
    assert one == hash_of("('v', '2025-01-01 00:00:00+00')", "dim_vintage", **columns)
    assert one != hash_of("('w', '2024-01-01 00:00:00+00')", "dim_vintage", **columns)


def test_checks_that_publication_adds_are_not_data() -> None:
    columns = {"check_id": "varchar", "layer": "varchar"}
    one = hash_of("('a', 'lake')", "fct_quality_check", **columns)
    both = hash_of("('a', 'lake'), ('b', 'edition')", "fct_quality_check", **columns)
    assert one == both


def test_corrections_do_not_make_an_edition() -> None:
    assert content_hash({"a": "1", "fct_correction": "2"}) == content_hash({"a": "1"})
    assert content_hash({"a": "1"}) != content_hash({"b": "1"})
