"""From the query string to conditions on declared columns; anything undeclared is refused.

`column=value` (repeat it for "any of"), `column.from` and `column.to` (both included) for dates
and numbers, `within=PE-18` for a territory and everything inside it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from starlette.requests import Request

from dashboards.api.errors import ApiError
from dashboards.api.resources import Resource
from dashboards.i18n import LANGUAGES
from dashboards.queries import places, tables
from dashboards.queries.tables import Column, Condition

RESERVED = ("page", "per_page", "format", "lang", "edition")
FORMATS = ("json", "csv")
PER_PAGE, MOST_PER_PAGE, MOST_PAGES = 100, 2000, 1_000_000
MOST_VALUES = 50
LONGEST = 300
LONGEST_NUMBER = 20  # digits with zeros of the exponent; an amount has 20 at most
RANGED = {"DATE", "INTEGER", "BIGINT", "SMALLINT", "DECIMAL", "DOUBLE"}
EQUAL = {"VARCHAR", "INTEGER", "BIGINT", "SMALLINT", "DATE", "BOOLEAN", "DECIMAL"}
WIDE = 2**63


@dataclass(frozen=True)
class Asked:
    """A request understood.

    Attributes:
        conditions: what rows must meet.
        told: the filters as the answer repeats them.
    """

    conditions: tuple[Condition, ...]
    told: dict[str, Any]
    page: int
    per_page: int

    @property
    def offset(self) -> int:
        """Rows before this page."""
        return (self.page - 1) * self.per_page


def names_of(resource: Resource) -> list[str]:
    """Every parameter that filters a resource, in the columns' order."""
    found = []
    for column in tables.columns(resource.table):
        if column.type in EQUAL:
            found.append(column.name)
        if column.type in RANGED:
            found += [f"{column.name}.from", f"{column.name}.to"]
    has_place = "territory_id" in found
    if resource.place:
        found.append("territory_id")
    if has_place or resource.place:
        found.append("within")
    return found


def read(request: Request, resource: Resource) -> Asked:
    """Understands the query string of a list.

    Raises:
        ApiError: 400 for a parameter or value that is not possible, 404 for an unknown territory.
    """
    known = names_of(resource)
    query = request.query_params
    for name in query:
        if name not in known and name not in RESERVED:
            listed = ", ".join([*known, *RESERVED])
            raise ApiError(
                400, "unknown_parameter", name=name, resource=resource.name, known=listed
            )
    conditions, told = _filters(request, resource)
    for name, value in resource.fixed:
        if name not in told:
            conditions.append(Condition(f't."{name}" = $f_{name}', ((f"f_{name}", value),)))
            told[name] = value
    return Asked(
        tuple(conditions),
        told,
        page=_bounded(request, "page", 1, MOST_PAGES),
        per_page=_bounded(request, "per_page", PER_PAGE, MOST_PER_PAGE),
    )


def check_common(request: Request) -> None:
    """Refuses impossible values of what every address understands.

    Raises:
        ApiError: 400.
    """
    for name in RESERVED:
        once(request, name)
    for name, listed in (("lang", LANGUAGES), ("format", FORMATS)):
        value = request.query_params.get(name)
        if value is not None and value not in listed:
            raise ApiError(400, "not_in_list", name=name, value=value, known=", ".join(listed))


def once(request: Request, name: str) -> str | None:
    """A parameter that may be given one time.

    Raises:
        ApiError: 400 when it is repeated.
    """
    values = request.query_params.getlist(name)
    if len(values) > 1:
        raise ApiError(400, "repeated", name=name)
    return values[0] if values else None


def _bounded(request: Request, name: str, default: int, high: int) -> int:
    value = once(request, name)
    if value is None:
        return default
    number = _integer(name, value)
    if not 1 <= number <= high:
        raise ApiError(400, "out_of_range", name=name, value=value, low=1, high=high)
    return number


def _filters(request: Request, resource: Resource) -> tuple[list[Condition], dict[str, Any]]:
    conditions: list[Condition] = []
    told: dict[str, Any] = {}
    declared = {column.name: column for column in tables.columns(resource.table)}
    for number, name in enumerate(n for n in names_of(resource) if n in request.query_params):
        values = request.query_params.getlist(name)
        if len(values) > MOST_VALUES:
            raise ApiError(400, "too_many", name=name, most=MOST_VALUES)
        if name in ("territory_id", "within"):
            values = [_territory(value) for value in values]
            conditions.append(_place(resource, name, values, f"p{number}"))
        else:
            conditions.append(_column(declared, name, values, f"p{number}"))
        told[name] = values[0] if len(values) == 1 else values
    return conditions, told


def _column(declared: dict[str, Column], name: str, values: list[str], mark: str) -> Condition:
    plain, _dot, edge = name.rpartition(".")
    if edge in ("from", "to") and plain in declared:
        if len(values) > 1:
            raise ApiError(400, "repeated", name=name)
        sign = ">=" if edge == "from" else "<="
        value = _convert(declared[plain], name, values[0])
        return Condition(f't."{plain}" {sign} ${mark}', ((mark, value),))
    converted = [_convert(declared[name], name, value) for value in values]
    return Condition(f't."{name}" in (select unnest(${mark}))', ((mark, converted),))


def _place(resource: Resource, name: str, values: list[str], mark: str) -> Condition:
    column = 'l."territory_id"' if resource.place else 't."territory_id"'
    sql = f"{column} in (select unnest(${mark}))"
    bound: list[tuple[str, Any]] = [(mark, values)]
    if name == "within":
        # `PE-18` is the beginning of all inside it; a country's code alone would also begin others.
        inside = [value if "-" in value else f"{value}-" for value in values]
        sql += f" or list_bool_or(list_transform(${mark}i, lambda v: starts_with({column}, v)))"
        bound.append((f"{mark}i", inside))
    if resource.place:
        same = " and ".join(f'l."{key}" = t."{key}"' for key in resource.place_keys)
        sql = f'exists (select 1 from "{resource.place}" as l where {same} and ({sql}))'
    return Condition(sql, tuple(bound))


def _territory(value: str) -> str:
    place = places.find(value)
    if place is None:
        raise ApiError(404, "unknown_territory", value=value[:LONGEST])
    return place.id


def _convert(column: Column, name: str, value: str) -> Any:
    if column.type == "VARCHAR":
        return text(name, value)
    return _CONVERTERS[column.type](name, value)


def text(name: str, value: str) -> str:
    """A text that can be searched.

    Raises:
        ApiError: 400 for one that is too long or holds what no column can.
    """
    if len(value) > LONGEST or "\0" in value or any("\ud800" <= c <= "\udfff" for c in value):
        raise ApiError(400, "bad_text", name=name)
    return value


def _integer(name: str, value: str) -> int:
    digits = value.removeprefix("-")
    if not (digits.isascii() and digits.isdigit()) or len(digits) > 19 or int(digits) >= WIDE:
        raise ApiError(400, "bad_integer", name=name, value=value[:LONGEST])
    return int(value)


def _number(name: str, value: str) -> Decimal:
    try:
        number = Decimal(value)
        digits = number.as_tuple()
        fits = (
            number.is_finite() and len(digits.digits) + abs(int(digits.exponent)) <= LONGEST_NUMBER
        )
    except (InvalidOperation, ValueError):
        fits = False
    if not fits or "_" in value or not value.isascii():
        raise ApiError(400, "bad_number", name=name, value=value[:LONGEST])
    return number


def _real(name: str, value: str) -> float:
    return float(_number(name, value))


def _date(name: str, value: str) -> dt.date:
    try:
        if len(value) != 10:
            raise ValueError(value)
        return dt.date.fromisoformat(value)
    except ValueError:
        raise ApiError(400, "bad_date", name=name, value=value[:LONGEST]) from None


def _boolean(name: str, value: str) -> bool:
    if value not in ("true", "false"):
        raise ApiError(400, "bad_boolean", name=name, value=value[:LONGEST])
    return value == "true"


_CONVERTERS: dict[str, Callable[[str, str], Any]] = {
    "INTEGER": _integer,
    "BIGINT": _integer,
    "SMALLINT": _integer,
    "DATE": _date,
    "BOOLEAN": _boolean,
    "DECIMAL": _number,
    "DOUBLE": _real,
}
