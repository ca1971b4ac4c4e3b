"""Rows of a table as a spreadsheet's XML, spelled by DuckDB: a cell in Python costs ten times more.

XlsxWriter writes everything else of a workbook, and in constant memory it, too, keeps the rows of a
sheet as text in a file; these rows are put there. Does not belong here: the other sheets.
"""

from dataclasses import dataclass

import duckdb
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from orchestration.packages.cells import csv_cell
from orchestration.packages.package import Package

BATCH = 5_000
LONGEST_CELL = 32_767  # UTF-16 units; the format's own limit
EXACT_BELOW = 10**13  # amounts below it have at most 15 digits with their cents
FIRST_DAY = "date '1900-03-01'"  # Excel believes in 29 February 1900
ASTRAL = r"[\x{10000}-\x{10FFFF}]"  # two units each
# What XML cannot hold, and texts that look like the way in which it is written.
NOT_XML = r"[\x00-\x08\x0b-\x1f\x{FFFE}\x{FFFF}]"
LIKE_ESCAPED = r"_x[0-9a-fA-F]{4}_"
EDGE_BLANKS = r"^[\s\p{Z}]|[\s\p{Z}]$"
DOUBLES = {"double", "float", "real"}
WHOLE = {"tinyint", "smallint", "integer", "bigint", "hugeint", "ubigint", "uinteger"}


@dataclass
class Told:
    """What the first sheet must say of the sheet of data."""

    long_texts: int = 0
    as_text: int = 0


def write_rows(
    sheet: Worksheet, con: duckdb.DuckDBPyConnection, package: Package, day: Format
) -> Told:
    """Writes a table's rows below the header of a sheet that is open for writing.

    Args:
        sheet: With its header written, of a workbook in constant memory.
        con: Connection to the edition's database.
        package: The table.
        day: Format of dates.

    Returns:
        How many cells could not be written as they are.

    Raises:
        OSError: Not every row was written.
    """
    columns = [(c.name, c.type.lower()) for c in package.table.columns]
    told = _told(con, package.table.name, columns)
    # XlsxWriter has no public way to add rows as text; the tests hold its files to what is read.
    style = day._get_xf_index()
    sheet._write_single_row(1)  # the header goes to the file first
    cursor = con.cursor()  # rows that wait to be read block the connection
    cursor.execute(_rows(package.table.name, columns, style))
    written = 0
    while batch := cursor.fetchmany(BATCH):
        sheet.row_data_fh.write("".join(text for (text,) in batch))
        written += len(batch)
    cursor.close()
    if written != package.rows:
        raise OSError(f"{package.stem}.xlsx: {written} of {package.rows} rows")
    sheet.dim_rowmax = written
    return told


def _told(con: duckdb.DuckDBPyConnection, table: str, columns: list[tuple[str, str]]) -> Told:
    texts = [_is_long(csv_cell(name, kind)) for name, kind in columns if kind == "varchar"]
    numbers = [_is_inexact(f'"{name}"') for name, kind in columns if _is_exact_number(kind)]
    counted = (" + ".join(f"count(*) filter ({c})" for c in cs) or "0" for cs in (texts, numbers))
    found = con.sql(f'select {", ".join(counted)} from main."{table}"').fetchall()[0]
    return Told(*(int(n) for n in found))


def _rows(table: str, columns: list[tuple[str, str]], day: int) -> str:
    """SQL that gives each row's XML, in the table's order; the header is row 1."""
    texts = ", ".join(
        f"{_cut(csv_cell(name, kind))} as t{i}" for i, (name, kind) in enumerate(columns)
    )
    values = ", ".join(f'"{name}" as v{i}' for i, (name, _) in enumerate(columns))
    cells = ", ".join(_cell(i, kind, day) for i, (_, kind) in enumerate(columns))
    return (
        f"""select concat('<row r="', n, '">', {cells}, '</row>') """
        f'from (select rowid + 2 as n, {values}, {texts} from main."{table}")'
    )


def _cell(number: int, kind: str, day: int) -> str:
    """SQL of a cell's XML; NULL, which ``concat`` passes over, where there is no value."""
    place = f"""'<c r="{xl_col_to_name(number)}' || n || '"'"""
    value, text = f"v{number}", _text(place, f"t{number}")
    if kind == "boolean":
        return f"""{place} || ' t="b"><v>' || cast({value} as integer) || '</v></c>'"""
    if kind in DOUBLES:
        finite = f"""{place} || '><v>' || printf('%.16G', {value}) || '</v></c>'"""
        error = f"""{place} || ' t="e"><v>#NUM!</v></c>'"""
        return (
            f"case when isfinite({value}) then {finite} when {value} is not null then {error} end"
        )
    if kind == "date":
        days = f"date_diff('day', date '1899-12-30', {value})"
        shown = f"""{place} || ' s="{day}"><v>' || {days} || '</v></c>'"""
        return f"case when {value} >= {FIRST_DAY} then {shown} else {text} end"
    if _is_exact_number(kind):
        exact = f"""{place} || '><v>' || {value} || '</v></c>'"""
        return f"case when {_is_inexact(value)} then {text} else {exact} end"
    return text


def _text(place: str, text: str) -> str:
    plain = f"replace(replace(replace({text}, '&', '&amp;'), '<', '&lt;'), '>', '&gt;')"
    escaped = f"regexp_replace({plain}, '({LIKE_ESCAPED})', '_x005F\\1', 'g')"
    for code in [*range(9), *range(11, 32), 0xFFFE, 0xFFFF]:
        escaped = f"replace({escaped}, chr({code}), '_x{code:04X}_')"
    odd = f"regexp_matches({text}, '{NOT_XML}|{LIKE_ESCAPED}')"
    blanks = f"regexp_matches({text}, '{EDGE_BLANKS}')"
    preserved = f"""case when {blanks} then ' xml:space="preserve"' else '' end"""
    return (
        f"""{place} || ' t="inlineStr"><is><t' || {preserved} || '>' || """
        f"case when {odd} then {escaped} else {plain} end || '</t></is></c>'"
    )


def _cut(cell: str) -> str:
    """SQL of a cell as text that is no longer than a sheet allows."""
    cell = f"cast({cell} as varchar)"
    whole, half = (f"left({cell}, {n})" for n in (LONGEST_CELL - 2, LONGEST_CELL // 2 - 1))
    cut = f"case when regexp_matches({cell}, '{ASTRAL}') then {half} else {whole} end"
    return f"case when {_is_long(cell)} then {cut} || ' …' else {cell} end"


def _is_exact_number(kind: str) -> bool:
    return kind in WHOLE or kind.startswith("decimal")


# CASE, and not AND: DuckDB takes the second look only at the few rows that need one.
def _is_inexact(column: str) -> str:
    """SQL that says whether a number has more digits than a cell keeps."""
    kept = f"try_cast(printf('%.16G', cast({column} as double)) as decimal(38, 9))"
    differs = f"{kept} is distinct from {column}"
    return f"case when abs({column}) >= {EXACT_BELOW} then {differs} else false end"


def _is_long(cell: str) -> str:
    others = ASTRAL.replace("[", "[^")
    units = f"length({cell}) + length(regexp_replace({cell}, '{others}', '', 'g'))"
    return f"case when strlen({cell}) > {LONGEST_CELL} then {units} > {LONGEST_CELL} else false end"
