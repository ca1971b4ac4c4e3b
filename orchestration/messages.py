"""What the command line says, in Spanish or English; the texts live in ``messages.yml``."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml


@cache
def messages() -> dict[str, dict[str, str]]:
    """Templates by code and language."""
    path = Path(__file__).with_name("messages.yml")
    found: dict[str, dict[str, str]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


def say(code: str, lang: str, **values: Any) -> str:
    """A sentence in ``es`` or ``en``; a code that is not in the file is an error."""
    return messages()[code][lang].format(**values)
