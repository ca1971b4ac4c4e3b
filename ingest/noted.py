"""Hands rows with problems from the query that leaves them out to the table ``bad``.

One look at a row finds its values and what is wrong with it. Looking twice, once for the good rows
and once for the bad ones, costs four tenths more on ten million rows.
"""

import duckdb
import pyarrow as pa
from duckdb.func import PythonUDFType

from ingest.readers.delimited import quoted

NOTE = "veta_note"
# True for a good row. Only rows with problems ever reach Python.
WITHOUT_PROBLEMS = f"case when _problems is null then true else {NOTE}(source_row, _problems) end"


class Noted:
    """Problems noted by the queries of a connection, until they are put into ``bad``."""

    def __init__(self, con: duckdb.DuckDBPyConnection) -> None:
        self._con = con
        self._found: list[pa.Table] = []
        con.create_function(
            NOTE,
            self._note,
            ["BIGINT", "VARCHAR"],
            "BOOLEAN",
            type=PythonUDFType.ARROW,
            side_effects=True,
        )

    def put(self, entity: str) -> None:
        """Puts what was noted since the last call into ``bad``.

        Args:
            entity: Entity whose contract the rows broke.
        """
        if not self._found:
            return
        self._con.register("noted", pa.concat_tables(self._found))
        self._con.execute(
            f"insert into bad select distinct source_row, {quoted(entity)}, "
            "unnest(string_split(problems, chr(30))) from noted"
        )
        self._con.unregister("noted")
        self._found.clear()

    def _note(self, rows: pa.Array, problems: pa.Array) -> pa.Array:
        self._found.append(pa.table({"source_row": rows, "problems": problems}))
        return pa.array([False] * len(rows))
