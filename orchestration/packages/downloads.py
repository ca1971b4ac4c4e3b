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
from orchestration.manifest import PublicTable
from orchestration.packages.bundle import write_zip
from orchestration.packages.cells import csv_cells, is_formula, query, write_csv
from orchestration.packages.datapackage import citation, descriptor
from orchestration.packages.excel import write_workbook
from orchestration.packages.gzipped import write_csv_gz
from orchestration.packages.package import Package
from orchestration.packages.readme import licences, readme
from orchestration.publishing import corrections
from orchestration.publishing.facts import EditionFacts, sources_of
from orchestration.publishing.tables import count


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
    write_rows = write_csv_gz if package.csv.endswith(".gz") else write_csv
    write_rows(con, folder / package.csv, table)
    write_parquet(con, folder / f"{package.stem}.parquet", table, facts)
    _write_dictionary(folder / "diccionario.csv", table)
    texts = {lang: readme(package, facts, lang) for lang in ("es", "en")}
    for lang, text in texts.items():
        (folder / f"README.{lang}.md").write_text(text, encoding="utf-8")
    write_workbook(con, folder / f"{package.stem}.xlsx", package, facts, csv_cells(table), texts)
    (folder / "LICENCIA.md").write_text(licences(package), encoding="utf-8")
    (folder / "consulta.sql").write_text(query(table, facts.name), encoding="utf-8")
    (folder / "CITATION.cff").write_text(citation(package, facts), encoding="utf-8")
    _write_json(folder / "datapackage.json", descriptor(folder, package, facts))
    _write_sums(folder)
    write_zip(folder, folder / f"{package.stem}.zip", facts)


def _look(con: duckdb.DuckDBPyConnection, table: PublicTable, facts: EditionFacts) -> Package:
    relation = f'main."{table.name}"'
    rows = count(con, relation)
    texts = [c.name for c in table.columns if c.type.lower() == "varchar"]
    guarded = " + ".join(f"""count(*) filter ({is_formula(f'"{t}"')})""" for t in texts)
    # An empty text is an empty cell of the CSV: it is no value there.
    cells = [f"nullif(\"{n}\", '')" if n in texts else f'"{n}"' for n in table.names]
    filled = ", ".join(f"count({cell})" for cell in cells)
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
        corrections=corrections.count(con, table.name, facts.name),
    )


def _years(con: duckdb.DuckDBPyConnection, table: PublicTable) -> tuple[int, int] | None:
    """First and last year; a biennium is the years it names."""
    columns = [c for c in ("fiscal_year", "year", "fiscal_period", "period") if c in table.names]
    if not columns:
        return None
    cell = f'cast("{columns[0]}" as varchar)'
    low, high = con.sql(
        f"select min(try_cast(left({cell}, 4) as integer)), "
        f"max(try_cast(right(regexp_extract({cell}, '^\\d{{4}}(-\\d{{4}})?'), 4) as integer)) "
        f'from main."{table.name}"'
    ).fetchall()[0]
    return None if low is None or high is None else (int(low), int(high))


def write_parquet(
    con: duckdb.DuckDBPyConnection, path: Path, table: PublicTable, facts: EditionFacts
) -> None:
    """Writes a table as zstd Parquet, in its order; title, edition and citation are metadata.

    Args:
        con: Connection to the edition's database.
        path: New file.
        table: The table.
        facts: The edition.
    """
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
