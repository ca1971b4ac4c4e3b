"""A visitor's SQL: what it gives, and every wall it meets."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest

from dashboards.queries import sandbox
from dashboards.queries.sandbox import SandboxError
from tests.dashboards.test_pages import open_page, texts


def refusal(sql: str, **limits: float) -> SandboxError:
    """The error that a query must give."""
    with pytest.raises(SandboxError) as caught:
        sandbox.run(sql, **limits)  # type: ignore[arg-type]
    return caught.value


def test_a_query_gives_exact_money_and_text_codes(edition: Path) -> None:
    answer = sandbox.run(
        "select territory_id, received from fct_money_chain "
        "where territory_id = 'CO-85410' and fiscal_period = '2023-2024' -- a comment"
    )
    assert answer.columns == ("territory_id", "received")
    assert answer.rows == (("CO-85410", "52000000000.00"),)
    assert not answer.cut


def test_common_shapes_of_a_query_work(edition: Path) -> None:
    sql = "with t as (from range(3) as r(x)) select x, x from t order by x desc;"
    assert sandbox.run(sql).rows == ((2, 2), (1, 1), (0, 0))
    assert sandbox.run("select 1 as a union all select 2 order by a").rows == ((1,), (2,))


@pytest.mark.parametrize(
    "sql",
    [
        "select * from read_csv('/etc/passwd')",
        "select * from '/etc/passwd'",
        "select * from read_text('/etc/passwd')",
        "select * from glob('/*')",
        "select * from (select * from parquet_metadata('x.parquet'))",
        "attach '/tmp/other.db'",
        "install httpfs",
        "load httpfs",
        "copy fct_contract to '/tmp/out.csv'",
        "create table mine (a int)",
        "insert into fct_contract default values",
        "delete from fct_contract",
        "drop table fct_contract",
        "set memory_limit = '8GB'",
        "pragma database_list",
        "call pragma_version()",
        "export database '/tmp/out'",
        "select 1; select 2",
        "select * from duckdb_settings()",
        "select * from duckdb_databases()",
        "select * from pragma_database_list",
        "with duckdb_settings as (select 1) select * from main.duckdb_settings",
        "select * from information_schema.tables",
        "select * from system.main.duckdb_settings",
        "select current_setting('temp_directory')",
        "select getenv('HOME')",
        "select * from query('select 1')",
        "select * from json_execute_serialized_sql('{}')",
        "select 1) as q, (select * from read_csv('/etc/passwd')",
        "describe fct_contract",
        "",
    ],
)
def test_refused(edition: Path, sql: str) -> None:
    assert refusal(sql).kind == "refused"


def test_an_error_speaks_of_the_query_and_not_of_the_server(edition: Path) -> None:
    error = refusal("select nothing_such from fct_contract")
    assert error.kind == "sql"
    assert "nothing_such" in error.detail
    assert str(edition) not in error.detail


def test_python_variables_are_no_tables(edition: Path) -> None:
    assert refusal("select * from asked").kind == "refused"


def test_long_queries_are_stopped(edition: Path) -> None:
    began = time.monotonic()
    endless = (
        "with recursive t as (select 1 a union all select a + 1 from t) select count(*) from t"
    )
    assert refusal(endless, seconds=1).kind == "time"
    assert time.monotonic() - began < 5


@pytest.mark.parametrize(
    "sql",
    [
        "select list(range) from range(200000000)",
        "select length(repeat('x', 3000000000))",
    ],
)
def test_hungry_queries_are_stopped(edition: Path, sql: str) -> None:
    assert refusal(sql, seconds=8).kind == "memory"


def test_long_answers_are_cut_and_say_so(edition: Path) -> None:
    answer = sandbox.run("from range(20000)")
    assert (len(answer.rows), answer.cut) == (sandbox.MOST_ROWS, True)
    wide = sandbox.run("select repeat('x', 100000) from range(200)")
    assert wide.cut
    assert sum(len(str(row)) for row in wide.rows) < sandbox.MOST_BYTES + 200_000


def test_few_run_at_once(edition: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "_places", threading.BoundedSemaphore(1))
    monkeypatch.setattr(sandbox, "PATIENCE_SECONDS", 0.05)
    sandbox._places.acquire()
    assert refusal("select 41").kind == "busy"
    sandbox._places.release()
    assert sandbox.run("select 41").rows == ((41,),)


def test_the_page_runs_the_query_of_the_address(edition: Path) -> None:
    app = open_page("query", sql="select 6 * 7 as answer")
    shown = texts(app)
    assert "42" in shown
    assert app.text_area(key="sql_text").value == "select 6 * 7 as answer"
    assert "Recibido" in shown or "received" in shown  # the schema of the first table
    assert "solo ejecuta una consulta SELECT" in texts(open_page("query", sql="drop table x"))
    assert "Which tables there are" in texts(open_page("query", lang="en"))


def test_running_writes_the_query_into_the_address(edition: Path) -> None:
    app = open_page("query")
    app.text_area(key="sql_text").set_value("select 'a' || 'b' as joined")
    app.button[0].click().run()
    assert app.query_params["sql"] in (
        "select 'a' || 'b' as joined",
        ["select 'a' || 'b' as joined"],
    )
    assert "ab" in texts(app)
