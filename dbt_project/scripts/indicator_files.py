"""What the indicator catalogue (indicators/*.yml) turns into: seed, descriptions, union, grid list.

A catalogue entry names its model and its subjects; the rule itself stands in the model's SQL.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

from rendering import HEADER, dump, load

COLUMNS = (
    "indicator_code", "model", "family", "subject_type", "countries", "name_es", "name_en",
    "question_es", "question_en", "formula", "formula_es", "unit", "direction", "fields",
    "minimum_n", "needs_peers", "why_es", "why_en", "innocent_es", "innocent_en", "exclusions",
    "exclusions_es", "citation", "evidence_level", "rule_version",
)  # fmt: skip
ORIGIN = "indicators/*.yml"
# Entities whose fields a source may leave empty, and the table in which their present rows stand.
MEASURED = {
    "award": "stg_award",
    "award_item": "stg_award_item",
    "bid": "stg_bid",
    "commitment": "stg_commitment",
    "contract": "int_contract_state",
    "process": "stg_process",
    "project": "int_project_state",
    "spending": "int_spending_year",
}


def catalogue(project: Path) -> list[dict[str, Any]]:
    """Returns the catalogue's entries by code.

    Raises:
        ValueError: an entry misses a column, has one too many, leaves one empty, or its file is
            named otherwise.
    """
    entries = []
    for path in sorted((project / "indicators").glob("*.yml")):
        entry = load(path)
        if set(entry) != set(COLUMNS) or entry["indicator_code"] != path.stem:
            problem = set(entry).symmetric_difference(COLUMNS) or {entry["indicator_code"]}
            raise ValueError(f"{path.name}: {', '.join(sorted(problem))}")
        if empty := [name for name, said in entry.items() if said in (None, "")]:
            raise ValueError(f"{path.name}: nothing is said in {', '.join(empty)}")
        entries.append(entry)
    return entries


def _seed(entries: list[dict[str, Any]]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for entry in entries:
        said = {key: "|".join(entry[key]) for key in ("countries", "fields")}
        writer.writerow({**entry, **said, "needs_peers": str(entry["needs_peers"]).lower()})
    return text.getvalue()


def _fields(entries: list[dict[str, Any]]) -> str:
    rows = [(entry["indicator_code"], field) for entry in entries for field in entry["fields"]]
    return "indicator_code,field\n" + "".join(f"{code},{field}\n" for code, field in rows)


def _union(entries: list[dict[str, Any]]) -> str:
    selects = [
        "select {{ indicator_columns() }} from {{ ref('" + entry["model"] + "') }}"
        for entry in entries
    ]
    header = HEADER.format(origin=ORIGIN).replace("# ", "-- ", 1)
    view = "-- A view: the results of a million contracts are written once, by their indicators.\n"
    return header + view + "\nunion all\n".join(selects) + "\n"


def _coverage(entries: list[dict[str, Any]]) -> str:
    """What share of an entity's rows fills each needed field: an entity is read once."""
    needed: dict[str, set[str]] = {}
    for entity, field in (f.split(".") for entry in entries for f in entry["fields"]):
        if entity in MEASURED:
            needed.setdefault(entity, set()).add(field)
    fields = {entity: sorted(needed[entity]) for entity in sorted(needed)}
    header = HEADER.format(origin=ORIGIN).replace("# ", "-- ", 1)
    refs = "".join("-- depends_on: {{ ref('" + m + "') }}\n" for m in sorted(MEASURED.values()))
    counted = ",\n\n".join(
        f"{entity}_filled as (\n\n    {_call('field_counts', entity, named, '    ')}\n\n)"
        for entity, named in fields.items()
    )
    selects = [_call("field_coverage", entity, named) for entity, named in fields.items()]
    return f"{header}{refs}with {counted}\n\n" + "\nunion all\n".join(selects) + "\n"


def _call(macro: str, entity: str, fields: list[str], indent: str = "") -> str:
    listed = "".join(f"{indent}    '{field}',\n" for field in fields).removesuffix(",\n")
    return f"{{{{ {macro}('{entity}', [\n{listed}\n{indent}]) }}}}"


def _models(entries: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "version": 2,
        "models": [
            {
                "name": entry["model"],
                "description": f"{entry['indicator_code']}: {entry['question_en']}",
                "config": {"meta": {"es": entry["question_es"]}},
            }
            for entry in entries
        ],
    }


def render(project: Path) -> dict[Path, str]:
    """Returns the seed, the union and the descriptions made from the catalogue."""
    entries = catalogue(project)
    models = project / "models"
    return {
        project / "seeds" / "indicator_catalogue.csv": _seed(entries),
        project / "seeds" / "indicator_fields.csv": _fields(entries),
        models / "intermediate" / "int_field_coverage.sql": _coverage(entries),
        models / "intermediate" / "int_indicator_union.sql": _union(entries),
        models / "indicators" / "_indicators.yml": dump(_models(entries), ORIGIN),
    }
