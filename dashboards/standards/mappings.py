"""The mapping tables, read from `mapping.yml`."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

PATH = Path(__file__).with_name("mapping.yml")


@cache
def mappings() -> dict[str, Any]:
    """Every standard with its columns, fields and what is lost."""
    found: dict[str, Any] = yaml.safe_load(PATH.read_text(encoding="utf-8"))
    return found


def fiscal() -> dict[str, Any]:
    """Tables that a Fiscal Data Package describes."""
    tables: dict[str, Any] = mappings()["fiscal"]["tables"]
    return tables
