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
    "question_es", "question_en", "formula", "unit", "direction", "minimum_n", "needs_peers",
    "why_es", "why_en", "innocent_es", "innocent_en", "exclusions", "citation", "evidence_level",
    "rule_version",
)  # fmt: skip
ORIGIN = "indicators/*.yml"


def catalogue(project: Path) -> list[dict[str, Any]]:
    """Returns the catalogue's entries by code.

    Raises:
        ValueError: an entry misses a column, has one too many, or its file is named otherwise.
    """
    entries = []
    for path in sorted((project / "indicators").glob("*.yml")):
        entry = load(path)
        if set(entry) != set(COLUMNS) or entry["indicator_code"] != path.stem:
            problem = set(entry).symmetric_difference(COLUMNS) or {entry["indicator_code"]}
            raise ValueError(f"{path.name}: {', '.join(sorted(problem))}")
        entries.append(entry)
    return entries


def _seed(entries: list[dict[str, Any]]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for entry in entries:
        countries = "|".join(entry["countries"])
        writer.writerow(
            {**entry, "countries": countries, "needs_peers": str(entry["needs_peers"]).lower()}
        )
    return text.getvalue()


def _union(entries: list[dict[str, Any]]) -> str:
    selects = [
        "select {{ indicator_columns() }} from {{ ref('" + entry["model"] + "') }}"
        for entry in entries
    ]
    header = HEADER.format(origin=ORIGIN).replace("# ", "-- ", 1)
    return header + "\nunion all\n".join(selects) + "\n"


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
        models / "intermediate" / "int_indicator_union.sql": _union(entries),
        models / "indicators" / "_indicators.yml": dump(_models(entries), ORIGIN),
    }
