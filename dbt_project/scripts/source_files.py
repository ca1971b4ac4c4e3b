"""The dbt source `lake`, one table per entity contract. Knows nothing of single sources."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rendering import dump, load

# empty.parquet makes the glob match, and gives the schema, before any source has been loaded.
LOCATION = (
    'read_parquet(\'{{ env_var("VETA_LAKE_DIR", "lake") }}/{name}/**/*.parquet\', '
    "hive_partitioning=false, union_by_name=true)"
)


def _table(path: Path) -> dict[str, Any]:
    return {
        "name": path.stem,
        "description": load(path)["about"],
        "config": {"meta": {"dagster": {"asset_key": ["lake", path.stem]}}},
    }


def render(project: Path, entities: Path) -> dict[Path, str]:
    """Returns models/sources.yml for the entity contracts in a folder.

    Args:
        project: Folder of the dbt project.
        entities: Folder with one <entity>.yml each.
    """
    source = {
        "name": "lake",
        "description": "Conformed rows, one folder of Parquet per entity.",
        "config": {"meta": {"external_location": LOCATION}},
        "tables": [_table(path) for path in sorted(entities.glob("*.yml"))],
    }
    content = {"version": 2, "sources": [source]}
    return {project / "models" / "sources.yml": dump(content, "ingest/entities/*.yml")}
