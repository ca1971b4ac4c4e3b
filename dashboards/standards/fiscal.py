"""Tables of money as Fiscal Data Package: a descriptor beside the CSV of the downloads.

`model` follows Fiscal Data Package 0.3 (measures and dimensions); each field also carries the
columnType of the 1.0 draft. The data are not copied: the descriptor points at the edition's CSV.
"""

from __future__ import annotations

import json
from typing import Any

from dashboards.published import Edition
from dashboards.queries import tables
from dashboards.standards.mappings import fiscal

NO_CURRENCY = "XXX"  # ISO 4217
TYPES = {
    "INTEGER": "integer",
    "BIGINT": "integer",
    "DOUBLE": "number",
    "DECIMAL": "number",
    "DATE": "date",
    "BOOLEAN": "boolean",
    "TIMESTAMP WITH TIME ZONE": "datetime",
}


def descriptor(table: str, edition: Edition, root: str) -> dict[str, Any] | None:
    """The descriptor of a table; None where the standard has no place for it.

    Args:
        table: public table.
        edition: edition being read.
        root: address of this installation.
    """
    told = fiscal().get(table)
    if told is None or not tables.columns(table):
        return None
    columns = told["columns"]
    fields = [
        {
            "name": column.name,
            "type": TYPES.get(column.type, "string"),
            **({"columnType": columns[column.name]} if column.name in columns else {}),
        }
        for column in tables.columns(table)
    ]
    name = _csv(table, edition)
    return {
        # The published profile of Fiscal Data Packages accepts no other word here.
        "profile": "tabular-data-package",
        "name": name.partition(".csv")[0].replace("_", "-"),
        "title": table,
        "version": edition.id,
        "created": edition.created_at,
        "synthetic": edition.synthetic,
        "resources": [
            {
                "name": table.replace("_", "-"),
                "profile": "tabular-data-resource",
                "path": f"{root}/descargas/{edition.id}/{table}/{name}",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                **({"compression": "gz"} if name.endswith(".gz") else {}),
                "schema": {"fields": fields, "missingValues": [""]},
            }
        ],
        "model": {"measures": _measures(told, table), "dimensions": _dimensions(told, table)},
        "lost": told["lost"],
    }


def _csv(table: str, edition: Edition) -> str:
    path = edition.folder / "downloads" / table / "datapackage.json"
    usual = f"{table}-sintetico.csv" if edition.synthetic else f"{table}.csv"
    try:
        resources = json.loads(path.read_text(encoding="utf-8"))["resources"]
    except (OSError, ValueError, KeyError):
        return usual
    return next((str(r["path"]) for r in resources if r.get("format") == "csv"), usual)


def _measures(told: dict[str, Any], table: str) -> dict[str, Any]:
    """Amounts. Rows name their currency; the standard wants one for all and gets ISO's "none"."""
    return {
        name: {
            "source": name,
            "resource": table.replace("_", "-"),
            "currency": NO_CURRENCY,
            "direction": told["direction"],
            **({"phase": phase} if phase else {}),
        }
        for name, phase in told["measures"].items()
    }


def _dimensions(told: dict[str, Any], table: str) -> dict[str, Any]:
    found = {}
    for name, dimension in told["dimensions"].items():
        said: dict[str, Any] = {
            "attributes": {
                column: {"source": column, "resource": table.replace("_", "-")}
                for column in dimension["attributes"]
            },
            "primaryKey": dimension["key"],
            "dimensionType": dimension["type"],
        }
        if "class" in dimension:
            said["classificationType"] = dimension["class"]
        found[name] = said
    return found
