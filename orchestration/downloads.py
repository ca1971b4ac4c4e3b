"""One data package per public table: CSV, Parquet, XLSX, descriptions, checksums, how to cite.

Files of synthetic data say so in their names. Everything streams through DuckDB's COPY.
Does not belong here: the wording of the README (``readme.py``), the descriptor
(``datapackage.py``).
"""

import csv
import json
from pathlib import Path
from typing import Any

import duckdb

from ingest.readers.delimited import quoted
from ingest.vintages import sha256_of
from orchestration.bundle import write_zip
from orchestration.datapackage import citation, descriptor
from orchestration.excel import write_workbook
from orchestration.facts import EditionFacts, sources_of
from orchestration.manifest import PublicTable
from orchestration.package import Package
from orchestration.readme import readme
from orchestration.tables import count

# A spreadsheet would run a cell that begins like this as a formula (CWE-1236). A pattern and not
# a list: DuckDB joins a long list, and a join writes the rows in another order each time.
FORMULA = r"^[=+\-@\t\r\x00]"


def write_package(
    con: duckdb.DuckDBPyConnection, folder: Path, table: PublicTable, facts: EditionFacts
) -> None:
    """Writes ``downloads/<table>/``.

    Args:
        con: Connection to the edition's database.
        folder: New folder of the package.
        table: The table.
        facts: Edition id, dates, whether the data are synthetic.
    """
    folder.mkdir(parents=True)
    package = _look(con, table, facts)
    _write_csv(con, folder / f"{package.stem}.csv", table)
    _write_parquet(con, folder / f"{package.stem}.parquet", table, facts)
    _write_dictionary(folder / "diccionario.csv", table)
    texts = {lang: readme(package, facts, lang) for lang in ("es", "en")}
    for lang, text in texts.items():
        (folder / f"README.{lang}.md").write_text(text, encoding="utf-8")
    write_workbook(con, folder / f"{package.stem}.xlsx", package, facts, _cells(table), texts)
    (folder / "CITATION.cff").write_text(citation(table, facts), encoding="utf-8")
    _write_json(folder / "datapackage.json", descriptor(folder, package, facts))
    _write_sums(folder)
    write_zip(folder, folder / f"{package.stem}.zip", facts)


def csv_cell(name: str, kind: str) -> str:
    """SQL of a cell as the CSV writes it: guarded text, ISO 8601 moments, the rest as it is."""
    column = f'"{name}"'
    if kind.lower() == "varchar":
        return f"case when {_is_formula(column)} then '''' || {column} else {column} end"
    if kind.lower() in {"timestamptz", "timestamp with time zone"}:
        return f"strftime({column} at time zone 'UTC', '%Y-%m-%dT%H:%M:%SZ')"
    return column


def _is_formula(column: str) -> str:
    return f"regexp_matches({column}, {quoted(FORMULA)})"


def _look(con: duckdb.DuckDBPyConnection, table: PublicTable, facts: EditionFacts) -> Package:
    relation = f'main."{table.name}"'
    rows = count(con, relation)
    texts = [c.name for c in table.columns if c.type.lower() == "varchar"]
    guarded = " + ".join(f"""count(*) filter ({_is_formula(f'"{t}"')})""" for t in texts)
    filled = ", ".join(f'count("{n}")' for n in table.names)
    numbers = con.sql(f"select {guarded or 0}, {filled} from {relation}").fetchall()[0]
    counts = dict(zip(table.names, numbers[1:], strict=True))
    return Package(
        table=table,
        stem=f"{table.name}-sintetico" if facts.synthetic else table.name,
        rows=rows,
        guarded=int(numbers[0]),
        empty_columns=tuple(n for n, c in counts.items() if rows and not c),
        key_is_complete=bool(table.key) and all(counts[k] == rows for k in table.key),
        sources=sources_of(con, table),
        years=_years(con, table),
    )


def _years(con: duckdb.DuckDBPyConnection, table: PublicTable) -> tuple[int, int] | None:
    column = next((c for c in ("fiscal_year", "year") if c in table.names), None)
    if column is None:
        return None
    bounds = con.sql(f'select min({column}), max({column}) from main."{table.name}"').fetchall()
    low, high = bounds[0]
    return None if low is None else (int(low), int(high))


def _write_csv(con: duckdb.DuckDBPyConnection, path: Path, table: PublicTable) -> None:
    con.execute(
        f'copy (select {_cells(table)} from main."{table.name}") to {quoted(str(path))} '
        "(format csv, header, delimiter ',', quote '\"', escape '\"', nullstr '')"
    )


def _cells(table: PublicTable) -> str:
    return ", ".join(f'{csv_cell(c.name, c.type)} as "{c.name}"' for c in table.columns)


def _write_parquet(
    con: duckdb.DuckDBPyConnection, path: Path, table: PublicTable, facts: EditionFacts
) -> None:
    about = {
        "title": table.en,
        "title_es": table.es,
        "edition": facts.name,
        "licence": "see datapackage.json: each source keeps its publisher's licence",
        "citation": facts.cite("en"),
        "synthetic": str(facts.synthetic).lower(),
    }
    metadata = ", ".join(f"{key}: {quoted(value)}" for key, value in about.items())
    con.execute(
        f'copy main."{table.name}" to {quoted(str(path))} '
        f"(format parquet, compression zstd, kv_metadata {{{metadata}}})"
    )


def _write_dictionary(path: Path, table: PublicTable) -> None:
    head = ["column", "type", "unit", "key", "descripcion_es", "description_en", "values"]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(head)
        for c in table.columns:
            key = "yes" if c.name in table.key else ""
            writer.writerow([c.name, c.type, c.unit, key, c.es, c.en, " | ".join(c.values)])


def _write_json(path: Path, data: dict[str, Any]) -> None:
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _write_sums(folder: Path) -> None:
    files = sorted(p for p in folder.iterdir() if p.name != "SHA256SUMS")
    lines = "".join(f"{sha256_of(p)}  {p.name}\n" for p in files)
    (folder / "SHA256SUMS").write_text(lines, encoding="utf-8")
