"""The comparison of two builds says equal only where they are."""

from pathlib import Path

import duckdb
import pytest

from tests.engines.compare import differences

ROWS = """
    select 'PE-180106' as territory_id, date '2024-03-01' as signed_on,
        cast(12.50 as decimal(20, 2)) as amount, cast(0.25 as double) as ratio
    union all select 'CO-85410', null, null, null
    union all select 'CO-85410', null, null, 0.5
"""


def _write(path: Path, select: str) -> Path:
    with duckdb.connect(str(path)) as con:
        con.execute(f"create table fct as {select}")
    return path


@pytest.fixture
def one(tmp_path: Path) -> Path:
    return _write(tmp_path / "one.duckdb", ROWS)


def test_the_order_of_rows_and_of_a_sum_does_not_matter(one: Path, tmp_path: Path) -> None:
    turned = f"select * replace (ratio * (1 + 1e-12) as ratio) from ({ROWS}) order by all desc"
    assert differences(one, _write(tmp_path / "other.duckdb", turned)) == []


@pytest.mark.parametrize(
    ("planted", "what"),
    [
        ("select * replace (signed_on + interval 1 day as signed_on)", "columns"),
        ("select * replace (signed_on + 1 as signed_on)", "no equal"),
        ("select * replace (ratio * 1.000001 as ratio)", "differ in a double"),
        ("select * replace (coalesce(ratio, 0) as ratio)", "differ in a double"),
        ("select * replace (coalesce(amount, 0) as amount)", "no equal"),
        ("select * exclude (amount)", "columns"),
    ],
)
def test_a_planted_difference_is_found(one: Path, tmp_path: Path, planted: str, what: str) -> None:
    found = differences(one, _write(tmp_path / "other.duckdb", f"{planted} from ({ROWS})"))
    assert found
    assert any(what in difference.what for difference in found)


def test_a_row_too_few_is_found(one: Path, tmp_path: Path) -> None:
    other = _write(tmp_path / "other.duckdb", f"from ({ROWS}) where ratio is not null")
    assert [d.what for d in differences(one, other)] == [
        "1 rows of the first have no equal in the second"
    ]
