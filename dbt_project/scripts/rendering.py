"""How generated YAML looks. What it says is decided by the modules that call this."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

HEADER = "# Written by scripts/generate.py from {origin}; edit that, then run it again.\n"


class _Plain(yaml.SafeDumper):
    """Dumps without anchors, so that every file can be read on its own."""

    def ignore_aliases(self, data: Any) -> bool:
        """Says that repeated values are written out, never as an alias."""
        return True


def load(path: Path) -> Any:
    """Reads one YAML file."""
    return yaml.safe_load(path.read_text("utf-8"))


def dump(content: Any, origin: str) -> str:
    """Renders content as YAML under a header that names where it comes from."""
    body = yaml.dump(content, Dumper=_Plain, sort_keys=False, allow_unicode=True, width=100)
    return HEADER.format(origin=origin) + body
