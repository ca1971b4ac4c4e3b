"""Turns declarations into DuckDB expressions: cells to typed values, and what is wrong with them.

A problem is ``column␟reason␟value``; a row's problems are joined by ␞. A row without problems
has NULL, so one comparison tells good rows from bad ones.
"""

from ingest.models import Column, Entity, EntityColumn
from ingest.privacy import RESERVED
from ingest.readers.delimited import quoted

FIELD, RECORD = "chr(31)", "chr(30)"
MAX_TEXT = 32767
ISO_FORMATS = ["%Y-%m-%d", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M:%S.%g"]

SQL_TYPE = {
    "text": "varchar",
    "integer": "integer",
    "bigint": "bigint",
    "money": "decimal(20,2)",
    "decimal": "decimal(38,6)",
    "double": "double",
    "date": "date",
    "boolean": "boolean",
    "timestamptz": "timestamptz",
}
_REASON = {
    "number": "bad_number",
    "integer": "bad_integer",
    "date": "bad_date",
    "boolean": "bad_boolean",
    "code": "bad_code",
}


def cell(index: int | None, column: Column) -> str:
    """The cell as text: trimmed, inner blanks kept, NULL where it says there is no value."""
    if index is None:
        return "cast(null as varchar)"
    text = f"veta_trim(c{index})"
    if column.missing:
        listed = ", ".join(quoted(m) for m in column.missing)
        return f"case when {text} in ({listed}) then null else {text} end"
    return text


def value(name: str, column: Column) -> str:
    """The typed value of a text column of that name; NULL where the text cannot be read."""
    match column.type:
        case "number":
            macro = "veta_decimal_point" if column.decimal == "." else "veta_decimal_comma"
            return f"{macro}({name})"
        case "integer":
            return f"veta_integer({name})"
        case "boolean":
            return f"veta_boolean({name})"
        case "date":
            formats = ", ".join(quoted(f) for f in ISO_FORMATS + column.formats)
            parsed = f"cast(try_strptime({name}, [{formats}]) as date)"
            return f"coalesce({parsed}, veta_excel_date({name}))" if column.excel_serial else parsed
        case "code" if column.width:
            return f"veta_code({name}, {column.width})"
        case _:
            return name


def cell_problem(name: str, column: Column) -> str:
    """What is wrong with a cell, as an expression over its text."""
    shown = quoted(RESERVED) if column.person else f"{name}[:200]"
    if column.type == "text" or (column.type == "code" and not column.width):
        return _problem(name, "cell_too_long", f"length({name}) > {MAX_TEXT}", shown)
    wrong = f"{name} is not null and {value(name, column)} is null"
    return _problem(name, _REASON[column.type], wrong, shown)


def output_value(expression: str, column: EntityColumn) -> str:
    """A mapped expression as a value of the entity's type."""
    if column.type == "money":
        return f"veta_money(cast(({expression}) as decimal(38,12)))"
    if column.free_text:
        return f"veta_redact(cast(({expression}) as varchar))"
    return f"try_cast(({expression}) as {SQL_TYPE[column.type]})"


def output_problems(entity: Entity, mapped: dict[str, str]) -> list[str]:
    """What is wrong with mapped values, over the raw expressions ``raw_<column>``."""
    problems: list[str] = []
    for name, column in entity.columns.items():
        if name not in mapped:
            continue
        shown = f"cast(raw_{name} as varchar)[:200]"
        if column.required:
            problems.append(_problem(name, "missing_value", f"raw_{name} is null", "''"))
        if column.type == "money":
            lost = f"raw_{name} is not null and {name} is null"
            problems.append(_problem(name, "amount_too_large", lost, shown))
        if column.values:
            listed = ", ".join(quoted(v) for v in column.values)
            problems.append(_problem(name, "not_in_list", f"{name} not in ({listed})", shown))
        if column.pattern:
            wrong = f"not regexp_full_match({name}, {quoted(column.pattern)})"
            problems.append(_problem(name, "bad_pattern", wrong, shown))
        limits = [(column.minimum, "<"), (column.maximum, ">")]
        for limit, sign in [(v, s) for v, s in limits if v is not None]:
            problems.append(_problem(name, "out_of_range", f"{name} {sign} {limit}", shown))
    return problems


def joined(problems: list[str]) -> str:
    """One expression for all problems of a row; NULL where there are none."""
    if not problems:
        return "cast(null as varchar)"
    return f"nullif(concat_ws({RECORD}, {', '.join(problems)}), '')"


def _problem(column: str, reason: str, wrong: str, shown: str) -> str:
    parts = f"{quoted(column)} || {FIELD} || {quoted(reason)} || {FIELD} || coalesce({shown}, '')"
    return f"case when {wrong} then {parts} end"
