"""The DuckDB connection that conforms rows: macros, lookups and privacy functions.

Does not belong here: what is done with the rows (``outputs.py``).
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import duckdb
import pyarrow as pa
from duckdb.func import FunctionNullHandling, PythonUDFType
from pydantic import ByteSize, TypeAdapter

from ingest import people, tables
from ingest.forgotten import Forgotten
from ingest.models import Source, Vintage
from ingest.noted import NOTE
from ingest.privacy import Redactor, label, pseudonym, pseudonym_key
from ingest.readers.delimited import quoted
from ingest.registry import source_folder
from ingest.settings import Settings

# Ten million rows are conformed as fast with it as with four times as much (tests/benchmarks).
ENOUGH = 10**9  # bytes
BYTES = TypeAdapter(ByteSize)
FUNCTIONS = ("veta_redact", "veta_pseudonym", "veta_person_label", NOTE)


@contextmanager
def connection(settings: Settings, folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A DuckDB connection in memory, with the macros, that spills into the folder."""
    con = duckdb.connect()
    con.execute(f"set temp_directory = {quoted(str(folder / 'spill'))}")
    con.execute(f"set memory_limit = {quoted(settings.memory_limit)}")
    ((allowed,),) = con.sql("select current_setting('memory_limit')").fetchall()
    if BYTES.validate_python(allowed) > ENOUGH:
        con.execute(f"set memory_limit = '{ENOUGH}B'")
    con.execute("set TimeZone = 'UTC'")
    # A long IN would be planned as a join: 47 columns of yes and no took ten seconds to plan.
    con.execute("set disabled_optimizers = 'in_clause'")
    con.execute((Path(__file__).parent / "macros.sql").read_text(encoding="utf-8"))
    try:
        yield con
    finally:
        for name in FUNCTIONS:
            with suppress(duckdb.InvalidInputException):  # it was never registered
                con.remove_function(name)
        con.close()


def load_lookups(con: duckdb.DuckDBPyConnection, source: Source) -> None:
    """Every CSV beside ``source.yml``, or shared in ``lookups``, is a text table ``lookup_<name>``.

    A ``macros.sql`` there holds what only this source reads, such as its own way of writing dates.
    """
    shared = sorted((Path(__file__).parent / "lookups").glob("*.csv"))
    for path in shared + sorted(source_folder(source.id).glob("*.csv")):
        read = f"read_csv({quoted(str(path))}, all_varchar=true, header=true, delim=',')"
        con.execute(f"create or replace temp table lookup_{path.stem} as select * from {read}")
    own = source_folder(source.id) / "macros.sql"
    if own.exists():
        con.execute(own.read_text(encoding="utf-8"))


def register_privacy(
    con: duckdb.DuckDBPyConnection,
    opened: list[tables.Opened],
    raw: dict[str, tables.Loaded],
    settings: Settings,
    vintage: Vintage,
    forgotten: Forgotten | None = None,
) -> None:
    """Registers the functions that keep natural persons out of what is written.

    Whom the vintage names is kept as hashes, so that other vintages are cleared of them too.
    """
    forgotten = forgotten or Forgotten(b"", [])
    names: set[str] = set()
    documents: set[str] = set()
    for o in opened:
        for expressions, found in (
            (o.table.person_names, names),
            (o.table.person_documents, documents),
        ):
            for expression in expressions:
                cells = raw[o.table.name].name
                sql = f"select distinct cast({expression} as varchar) from {cells}"
                found |= {row[0] for row in con.sql(sql).fetchall() if row[0]}
    for text in (names | documents) if forgotten else ():
        forgotten.note(text)
    key = pseudonym_key(settings, settings.paths.state)
    redactor = Redactor(names, documents, people.known_to(names, vintage, settings.paths, key))
    functions: dict[str, Callable[[str | None], str | None]] = {
        "veta_redact": redactor.redact,
        "veta_pseudonym": lambda text: pseudonym(key, text) if text else None,
        "veta_person_label": lambda text: label(pseudonym(key, text)) if text else None,
    }
    if forgotten:
        functions["veta_redact"] = lambda text: redactor.redact(forgotten.clear(text))
        functions["veta_pseudonym"] = forgotten.wrapped(functions["veta_pseudonym"])
    for name, function in functions.items():
        con.create_function(
            name,
            _over_column(function),
            ["VARCHAR"],
            "VARCHAR",
            type=PythonUDFType.ARROW,
            null_handling=FunctionNullHandling.SPECIAL,
        )


def _over_column(one: Callable[[str | None], str | None]) -> Callable[[pa.Array], pa.Array]:
    def over(column: pa.Array) -> pa.Array:
        return pa.array([one(text) for text in column.to_pylist()], pa.string())

    return over
