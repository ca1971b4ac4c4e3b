"""The API described in OpenAPI 3.1, made from the resources and the edition's own columns."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from dashboards.api.filters import FORMATS, MOST_PAGES, MOST_PER_PAGE, PER_PAGE, names_of
from dashboards.api.resources import RESOURCES, Relative, Resource
from dashboards.i18n import LANGUAGES
from dashboards.published import Edition
from dashboards.queries import tables
from dashboards.queries.tables import Column

Json = dict[str, Any]
MONEY = {"type": ["string", "null"], "pattern": r"^-?\d+(\.\d+)?$"}
TYPES: dict[str, Json] = {
    "INTEGER": {"type": ["integer", "null"], "format": "int32"},
    "SMALLINT": {"type": ["integer", "null"], "format": "int32"},
    "BIGINT": {"type": ["integer", "null"], "format": "int64"},
    "DOUBLE": {"type": ["number", "null"]},
    "DECIMAL": MONEY,
    "DATE": {"type": ["string", "null"], "format": "date"},
    "BOOLEAN": {"type": ["boolean", "null"]},
    "TIMESTAMP WITH TIME ZONE": {"type": ["string", "null"], "format": "date-time"},
}
PARAMETER_TYPES: dict[str, Json] = {
    "INTEGER": {"type": "integer", "minimum": -(2**63) + 1, "maximum": 2**63 - 1},
    "DATE": {"type": "string", "format": "date"},
    "BOOLEAN": {"type": "boolean"},
    "DECIMAL": {"type": "string", "pattern": r"^-?[0-9]{1,15}(\.[0-9]{1,2})?$"},
    "DOUBLE": {"type": "string", "pattern": r"^-?[0-9]{1,9}(\.[0-9]{1,6})?$"},
}
TEXT: Json = {"type": "string", "maxLength": 300, "pattern": "^[^\\u0000]*$"}


def describe(edition: Edition, language: str) -> Json:
    """The whole description for one edition, its texts in one language."""
    return _describe(edition.id, edition.synthetic, language)


@lru_cache(maxsize=8)
def _describe(edition: str, synthetic: bool, language: str) -> Json:
    held = [r for r in RESOURCES.values() if tables.columns(r.table)]
    paths: Json = {
        "/api/v1/": {"get": _operation("index", _words(_INDEX, language), [], _ref("List"))},
        "/api/v1/editions": {
            "get": _operation("editions", _words(_EDITIONS, language), [], _ref("List"), csv=True)
        },
    }
    for resource in held:
        paths[f"/api/v1/{resource.name}"] = {"get": _list(resource, language)}
        if resource.item:
            address = "/".join(f"{{{name}}}" for name in resource.item)
            paths[f"/api/v1/{resource.name}/{address}"] = {"get": _item(resource, language)}
    title = "Veta" + (" · SINTÉTICO / SYNTHETIC" if synthetic else "")
    return {
        "openapi": "3.1.0",
        "info": {
            "title": title,
            "version": edition,
            "description": _words(_ABOUT, language),
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "paths": paths,
        "components": {
            "schemas": {
                **{_name(r): _row(r) for r in held},
                "List": _SIMPLE_LIST,
                "Meta": _META,
                "Problem": _PROBLEM,
            },
            "parameters": {p["name"]: p for p in _common(language)},
        },
    }


def _name(resource: Resource) -> str:
    return "".join(part.capitalize() for part in resource.name.split("-"))


def _ref(name: str) -> Json:
    return {"$ref": f"#/components/schemas/{name}"}


def _column(column: Column) -> Json:
    said = dict(TYPES.get(column.type, {"type": ["string", "null"]}))
    return {**said, "description": column.about} if column.about else said


def _row(resource: Resource) -> Json:
    own = tables.columns(resource.table)
    properties = {column.name: _column(column) for column in own}
    for relative in resource.relatives:
        properties[relative.name] = _relative(relative)
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _relative(relative: Relative) -> Json:
    properties = {c.name: _column(c) for c in tables.columns(relative.table)}
    return {"type": "array", "items": {"type": "object", "properties": properties}}


def _list(resource: Resource, language: str) -> Json:
    body = {
        "type": "object",
        "properties": {
            "meta": _ref("Meta"),
            "data": {"type": "array", "items": _ref(_name(resource))},
        },
        "required": ["meta", "data"],
    }
    declared = {column.name: column for column in tables.columns(resource.table)}
    named = [_parameter(name, declared, language) for name in names_of(resource)]
    shared = [{"$ref": f"#/components/parameters/{p['name']}"} for p in _common(language)]
    text = resource.es if language == "es" else resource.en
    return _operation(resource.name, text, [*named, *shared], body, csv=True)


def _item(resource: Resource, language: str) -> Json:
    body = {
        "type": "object",
        "properties": {"meta": _ref("Meta"), "data": _ref(_name(resource))},
        "required": ["meta", "data"],
    }
    path = [
        {"name": name, "in": "path", "required": True, "schema": {**TEXT, "minLength": 1}}
        for name in resource.item
    ]
    shared = [{"$ref": f"#/components/parameters/{name}"} for name in ("format", "lang", "edition")]
    text = resource.es if language == "es" else resource.en
    return _operation(f"{resource.name}-one", text, [*path, *shared], body, csv=True)


def _parameter(name: str, declared: dict[str, Column], language: str) -> Json:
    if name in ("territory_id", "within"):
        words = _WITHIN if name == "within" else _TERRITORY
        about = _words(words, language)
        return _query(name, {"type": "array", "items": TEXT, "maxItems": 50}, about)
    plain, _dot, edge = name.rpartition(".")
    ranged = edge in ("from", "to") and plain in declared
    column = declared[plain if ranged else name]
    kind = "INTEGER" if column.type in ("BIGINT", "SMALLINT") else column.type
    schema = PARAMETER_TYPES.get(kind, TEXT)
    if not ranged:
        schema = {"type": "array", "items": schema, "maxItems": 50}
    return _query(name, schema, column.about)


def _query(name: str, schema: Json, about: str) -> Json:
    said: Json = {"name": name, "in": "query", "required": False, "schema": schema}
    if schema.get("type") == "array":
        said |= {"style": "form", "explode": True}
    return {**said, "description": about} if about else said


def _common(language: str) -> list[Json]:
    whole = {"type": "integer", "minimum": 1}
    return [
        _query("page", {**whole, "maximum": MOST_PAGES, "default": 1}, ""),
        _query("per_page", {**whole, "maximum": MOST_PER_PAGE, "default": PER_PAGE}, ""),
        _query("format", {"type": "string", "enum": list(FORMATS)}, ""),
        _query("lang", {"type": "string", "enum": list(LANGUAGES)}, ""),
        _query("edition", {"type": "string", "maxLength": 40}, _words(_EDITION, language)),
    ]


def _operation(
    name: str, about: str, parameters: list[Json], body: Json, *, csv: bool = False
) -> Json:
    content: Json = {"application/json": {"schema": body}}
    if csv:
        content["text/csv"] = {"schema": {"type": "string"}}
    failed = {"content": {"application/problem+json": {"schema": _ref("Problem")}}}
    reasons = {"400": "Bad request", "404": "Not found", "503": "No edition, or too long"}
    if not parameters:
        parameters = [
            {"$ref": f"#/components/parameters/{n}"} for n in ("format", "lang", "edition")
        ]
    return {
        "operationId": name,
        "summary": about,
        "parameters": parameters,
        "responses": {
            "200": {"description": about, "content": content},
            "304": {"description": "Not modified"},
            **{code: {"description": why, **failed} for code, why in reasons.items()},
        },
    }


def _words(pair: tuple[str, str], language: str) -> str:
    return pair[0] if language == "es" else pair[1]


_ABOUT = (
    "Tablas públicas de Veta, solo lectura. Montos: texto decimal exacto. Un valor que la fuente "
    "no da es null. Filtre con columna=valor (repítalo para «cualquiera de»), columna.from y "
    "columna.to (ambos incluidos) y within=PE-18 para un lugar y todo lo que contiene.",
    "Public tables of Veta, read-only. Amounts: exact decimal text. A value that the source does "
    "not give is null. Filter with column=value (repeat it for “any of”), column.from and "
    "column.to (both included) and within=PE-18 for a place and everything inside it.",
)
_INDEX = ("Los recursos y sus filas.", "The resources and their rows.")
_EDITIONS = ("Las ediciones que pueden leerse.", "The editions that can be read.")
_EDITION = (
    "Edición por su nombre; sin ella, la vigente.",
    "Edition by name; the current one without it.",
)
_TERRITORY = (
    "Territorio (PE-180106) o su código oficial.",
    "Territory (PE-180106) or its official code.",
)
_WITHIN = ("Territorio y todo lo que contiene.", "A territory and everything inside it.")
_META: Json = {
    "type": "object",
    "properties": {
        "edition": {"type": "string"},
        "synthetic": {"type": "boolean"},
        "sources": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "source_id": {"type": "string"},
                    "licence": {"type": "string"},
                    "vintages": {"type": "array", "items": {"type": "string"}},
                },
                "required": ["source_id", "licence", "vintages"],
            },
        },
        "total": {"type": "integer"},
        "pages": {"type": "integer"},
        "next": {"type": ["string", "null"]},
    },
    "required": ["edition", "synthetic", "licence", "sources"],
}
_SIMPLE_LIST: Json = {
    "type": "object",
    "properties": {
        "meta": {"type": "object", "required": ["edition", "synthetic"]},
        "data": {"type": "array", "items": {"type": "object"}},
    },
    "required": ["meta", "data"],
}
_PROBLEM: Json = {
    "type": "object",
    "properties": {
        "type": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string"},
        "title": {"type": "string"},
    },
    "required": ["type", "status", "code", "title"],
}
