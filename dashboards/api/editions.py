"""The editions that can be read by name, from their manifests."""

from __future__ import annotations

import json
from pathlib import Path

from dashboards import published
from dashboards.published import Row


def editions(served: str) -> list[Row]:
    """Every edition on this server, newest first.

    Args:
        served: id of the edition that answers without `edition=`.
    """
    found = [_edition(path, served) for path in published.published_dir().glob("*/manifest.json")]
    told = [row for row in found if row is not None]
    return sorted(told, key=lambda row: _order(str(row["edition"])), reverse=True)


def _edition(path: Path, served: str) -> Row | None:
    name = path.parent.name
    if not published.EDITION_NAME.match(name):
        return None
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
        tables = manifest.get("tables", {})
    except (OSError, ValueError, AttributeError):
        return None
    return {
        "edition": name,
        "created_at": manifest.get("created_at"),
        "reference_date": manifest.get("reference_date"),
        "synthetic": bool(manifest.get("synthetic", False)),
        "code_version": manifest.get("code_version"),
        "content_hash": manifest.get("content_hash"),
        "tables": len(tables),
        "rows": sum(int(table.get("rows") or 0) for table in tables.values()),
        "is_served": name == served,
        "manifest": f"/descargas/{name}/manifest.json",
        "api": f"/api/v1/?edition={name}",
    }


def _order(name: str) -> tuple[tuple[int, str], ...]:
    """2026.11.10 comes after 2026.11.9."""
    return tuple((int(p), "") if p.isdigit() else (-1, p) for p in name.split("."))
