"""Texts in both languages kept in a YAML file beside the code that uses them.

For answers read by programs and for printed pages, whose texts are no part of the screen's
catalogue. Every text has both languages; a test reads every file.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml


@cache
def words(path: Path) -> dict[str, dict[str, str]]:
    """The texts of a file: key to language to text."""
    found: dict[str, dict[str, str]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


def say(path: Path, key: str, language: str, **values: object) -> str:
    """One text in a language with its values put in.

    Raises:
        KeyError: the file has no such text.
    """
    return words(path)[key][language].format(**values)
