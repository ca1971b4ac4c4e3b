"""Keeps the English catalogue in step with the texts in the code.

Run: `python -m dashboards.i18n.catalogue` adds new texts (empty, to be translated), drops those
no longer used and keeps every translation. The syntax tree is read rather than tokens because
texts also stand inside f-strings, which token readers miss on Python 3.11.
"""

from __future__ import annotations

import ast
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from dashboards.i18n import catalogue_path

ROOT = Path(__file__).resolve().parent.parent
MARKERS = frozenset({"_", "N_"})
# The catalogue changes when texts change, not when a clock does.
WRITTEN = datetime(2026, 11, 20, tzinfo=UTC)


def collect() -> set[str]:
    """Every Spanish text marked for translation in `dashboards`.

    Raises:
        ValueError: a marked text is built at run time, so no catalogue could hold it.
    """
    found: set[str] = set()
    for path in ROOT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", None) in MARKERS:
                argument = node.args[0]
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    found.add(argument.value)
                elif isinstance(argument, ast.JoinedStr | ast.BinOp):
                    raise ValueError(f"{path.name}:{node.lineno}: not a literal text")
    return found


def load(language: str = "en") -> Catalog:
    """The catalogue as it stands."""
    with catalogue_path(language).open("rb") as text:
        return read_po(text, locale=language)


def update(language: str = "en") -> list[str]:
    """Write the catalogue anew; returns the texts that still lack a translation."""
    old = load(language)
    new = Catalog(
        locale=language,
        project="Veta",
        version="0",
        fuzzy=False,
        creation_date=WRITTEN,
        revision_date=WRITTEN,
        copyright_holder="Veta",
        header_comment="# English texts of Veta; Spanish is the source.",
        msgid_bugs_address="",
        last_translator="Veta",
        language_team="Veta",
    )
    for text in sorted(collect()):
        known = old.get(text)
        new.add(text, known.string if known else "")
    with catalogue_path(language).open("wb") as out:
        write_po(out, new, width=96)
    return [str(message.id) for message in new if message.id and not message.string]


if __name__ == "__main__":
    for missing in update():
        print(missing)
