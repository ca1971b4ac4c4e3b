"""Turns declarations into DuckDB expressions: cells to typed values, and what is wrong with them.

A problem is ``column␟reason␟value``; a row's problems are joined by ␞. A row without problems
has NULL, so one comparison tells good rows from bad ones.
"""

from dataclasses import dataclass

from ingest.models import Column, Entity, EntityColumn
from ingest.privacy import RESERVED
from ingest.readers.delimited import quoted

FIELD, RECORD = "chr(31)", "chr(30)"
MAX_TEXT = 32767
ISO_FORMATS = ["%Y-%m-%d", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M:%S.%g"]


@dataclass(frozen=True)
class Check:
    """A condition that makes a row bad.

    Attributes:
        column: Declared or entity column.
        reason: Code in ``messages.yml``.
        wrong: SQL condition.
        shown: SQL text that tells what stood there.
    """

    column: str
    reason: str
    wrong: str
    shown: str

    @property
    def text(self) -> str:
        """The problem as text where the condition holds, else NULL."""
        name, reason = quoted(self.column), quoted(self.reason)
        parts = f"{name} || {FIELD} || {reason} || {FIELD} || coalesce({self.shown}, '')"
        return f"case when {self.wrong} then {parts} end"


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


def cell(name: str, column: Column) -> str:
    """The cell as text: trimmed, inner blanks kept, NULL where it says there is no value."""
    text = f"veta_trim({name})"
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


def is_typed(column: Column) -> bool:
    """Whether a cell's value is something else than its text."""
    return column.type != "text" and not (column.type == "code" and not column.width)


def is_plain(column: Column) -> bool:
    """Whether a cell is first tried as an amount with a decimal point, as nearly all are written.

    Its value is then ``plain_<name>``; what is written in any other way stays text, in
    ``odd_<name>``. Millions of different texts are neither kept nor looked at a second time.
    """
    is_number = column.type == "number" and column.decimal == "."
    return is_number and not column.missing and not column.filled_down


def cell_check(name: str, column: Column) -> Check:
    """What can be wrong with a cell, over its text ``name`` and its value ``v_name``."""
    text = f"veta_trim(odd_{name})" if is_plain(column) else name
    shown = quoted(RESERVED) if column.person else f"{text}[:200]"
    if not is_typed(column):
        # bytes, not characters: counting characters of every cell of a large file is slow
        return Check(name, "cell_too_long", f"strlen({name}) > {MAX_TEXT}", shown)
    wrong = f"(v_{name} is null and {text} is not null)"
    return Check(name, _REASON[column.type], wrong, shown)


def output_value(expression: str, column: EntityColumn, plain: str | None = None) -> str:
    """A mapped expression as a value of the entity's type.

    Args:
        expression: DuckDB expression.
        column: Column of the entity.
        plain: Column that holds the amount where it was written with two decimals at most: then
            it needs no arithmetic with more of them, which is slow.
    """
    if column.type == "money":
        exact = f"veta_money(cast(({expression}) as decimal(38,12)))"
        return f"coalesce({plain}, {exact})" if plain else exact
    if column.free_text:
        return f"veta_redact(cast(({expression}) as varchar))"
    return f"try_cast(({expression}) as {SQL_TYPE[column.type]})"


def output_checks(entity: Entity, mapped: dict[str, str]) -> list[Check]:
    """What can be wrong with mapped values, over the raw expressions ``raw_<column>``."""
    checks: list[Check] = []
    for name, column in entity.columns.items():
        if name not in mapped:
            continue
        shown = f"cast(raw_{name} as varchar)[:200]"
        if column.required:
            checks.append(Check(name, "missing_value", f"raw_{name} is null", "''"))
        if column.type == "money":
            lost = f"(raw_{name} is not null and {name} is null)"
            checks.append(Check(name, "amount_too_large", lost, shown))
        if column.values:
            listed = ", ".join(quoted(v) for v in column.values)
            checks.append(Check(name, "not_in_list", f"{name} not in ({listed})", shown))
        if column.pattern:
            wrong = f"not regexp_full_match({name}, {quoted(column.pattern)})"
            checks.append(Check(name, "bad_pattern", wrong, shown))
        limits = [(column.minimum, "<"), (column.maximum, ">")]
        for limit, sign in [(v, s) for v, s in limits if v is not None]:
            checks.append(Check(name, "out_of_range", f"{name} {sign} {limit}", shown))
    return checks


def problems(checks: list[Check], before: str | None = None) -> str:
    """One expression for all problems of a row; NULL where there are none.

    The texts are only put together for rows in which something is wrong.

    Args:
        checks: What can be wrong.
        before: Column with problems that were found before.
    """
    found = [f"{before} is not null"] if before else []
    wrong = " or ".join(found + [check.wrong for check in checks]) or "false"
    texts = ", ".join(([before] if before else []) + [check.text for check in checks]) or "null"
    return f"case when {wrong} then concat_ws({RECORD}, {texts}) end"
