"""Runs one visitor's query in a process of its own and prints the answer as JSON.

Started by `dashboards.queries.sandbox`, with nothing of ours imported: whatever a query manages
to break, it breaks only this process. Three walls, each enough alone: the statement's syntax tree
may hold only tables of the edition and harmless functions; the connection is read-only, without
files, network, extensions or settings; the operating system limits memory, time and files.
"""

from __future__ import annotations

import contextlib
import json
import os
import resource
import sys
import threading
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import duckdb

TABLE_FUNCTIONS = frozenset({"unnest", "range", "generate_series", "json_each", "json_tree"})
# Functions that tell about the server, run text as SQL or reach outside the edition.
DENIED = frozenset(
    {"getenv", "current_setting", "query", "query_table", "json_execute_serialized_sql", "glob"}
    | {"which_secret", "sleep", "sleep_ms", "write_log", "nextval", "currval", "getvariable"}
    | {"in_search_path", "current_database", "current_user", "session_user", "user", "sniff_csv"}
)
DENIED_BEGINNINGS = ("duckdb_", "pragma_", "read_", "parquet_", "pg_", "copy_", "__internal")
SYNTAX_ERRORS = (duckdb.Error,)


class RefusedError(Exception):
    """The query asks for something that this page does not do."""


def main() -> None:
    """Read `{file, sql, rows, seconds, memory_mb, bytes}` from stdin, answer on stdout."""
    asked = json.load(sys.stdin)
    _limit(asked)
    try:
        answer = run(asked)
    except RefusedError as error:
        answer = {"error": "refused", "detail": str(error)}
    except duckdb.InterruptException:
        answer = {"error": "time"}
    except (duckdb.OutOfMemoryException, MemoryError):
        answer = {"error": "memory"}
    except SYNTAX_ERRORS as error:
        answer = {"error": "sql", "detail": str(error).replace(str(asked["file"]), "")[:600]}
    json.dump(answer, sys.stdout)
    sys.stdout.flush()
    os._exit(0)  # nothing to tidy up, and threads that still run cannot turn an answer into a crash


def _limit(asked: dict[str, Any]) -> None:
    """Limits of the operating system, which no SQL can lift."""
    memory = (int(asked["memory_mb"]) + 1400) * 1024 * 1024  # DuckDB's code and threads reserve it
    for kind, value in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, int(asked["seconds"]) + 3),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, 64),
        (resource.RLIMIT_CORE, 0),
    ):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (value, value))


def run(asked: dict[str, Any]) -> dict[str, Any]:
    """Check the statement, run it and give at most so many rows and bytes.

    Raises:
        RefusedError: more than one statement, no query, or a function or table that is not open.
    """
    connection = duckdb.connect(
        asked["file"],
        read_only=True,
        config={
            "enable_external_access": "false",
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "allow_community_extensions": "false",
            "memory_limit": f"{int(asked['memory_mb'])}MB",
            "threads": "1",
            "temp_directory": "",
        },
    )
    connection.execute("set python_enable_replacements = false")
    connection.execute("set lock_configuration = true")
    check(connection, asked["sql"])
    timer = threading.Timer(float(asked["seconds"]), connection.interrupt)
    timer.daemon = True
    timer.start()
    most = int(asked["rows"])
    text = asked["sql"].strip().rstrip(";")
    # One row more than allowed tells that there are more; the line break ends a last comment.
    cursor = connection.execute(f"select * from (\n{text}\n) as q limit {most + 1}")
    columns = [{"name": d[0], "type": str(d[1])} for d in cursor.description or []]
    rows, cut = _fetch(cursor, most, int(asked["bytes"]))
    timer.cancel()
    return {"columns": columns, "rows": rows, "cut": cut}


def _fetch(cursor: Any, most: int, most_bytes: int) -> tuple[list[list[Any]], bool]:
    rows: list[list[Any]] = []
    size = 0
    while batch := cursor.fetchmany(200):
        for row in batch:
            cells = [plain(value) for value in row]
            size += sum(len(str(cell)) for cell in cells)
            if len(rows) == most or size > most_bytes:
                return rows, True
            rows.append(cells)
    return rows, False


def plain(value: Any) -> Any:
    """A value that JSON can carry; money and dates as text so that nothing is rounded."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, float):
        return value if value == value and abs(value) != float("inf") else str(value)
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value)


def check(connection: duckdb.DuckDBPyConnection, sql: str) -> None:
    """Look at every node of the statement's syntax tree before anything runs.

    Raises:
        RefusedError: see `run`.
    """
    (told,) = connection.execute("select json_serialize_sql($sql)", {"sql": sql}).fetchall()[0]
    tree = json.loads(told)
    if tree.get("error"):
        raise RefusedError(str(tree.get("error_message", ""))[:400])
    if len(tree["statements"]) != 1:
        raise RefusedError("1")
    nodes = list(_nodes(tree["statements"][0]))
    found = connection.execute(
        "select table_name from information_schema.tables where table_schema = 'main'"
    ).fetchall()
    open_tables = {str(name).lower() for (name,) in found}
    for node in nodes:
        for entry in (node.get("cte_map") or {}).get("map", ()):
            open_tables.add(str(entry["key"]).lower())
    for node in nodes:
        _check_node(node, open_tables)


def _check_node(node: dict[str, Any], open_tables: set[str]) -> None:
    kind = node.get("type")
    if kind in {"SHOW_REF", "COLUMN_DATA", "DELIM_GET"}:
        raise RefusedError(str(kind))
    if kind == "BASE_TABLE":
        name = str(node.get("table_name", ""))
        schema = str(node.get("schema_name") or "main").lower()
        elsewhere = schema != "main" or node.get("catalog_name")
        if (
            name.lower() not in open_tables
            or name.lower().startswith(DENIED_BEGINNINGS)
            or elsewhere
        ):
            raise RefusedError(name)
    if kind == "TABLE_FUNCTION":
        name = str((node.get("function") or {}).get("function_name", "")).lower()
        if name not in TABLE_FUNCTIONS:
            raise RefusedError(name)
    name = str(node.get("function_name") or "").lower()
    if name in DENIED or name.startswith(DENIED_BEGINNINGS):
        raise RefusedError(name)


def _nodes(tree: Any) -> Iterator[dict[str, Any]]:
    """Every object of a JSON tree."""
    waiting = [tree]
    while waiting:
        here = waiting.pop()
        if isinstance(here, dict):
            yield here
            waiting.extend(here.values())
        elif isinstance(here, list):
            waiting.extend(here)


if __name__ == "__main__":
    main()
