"""What can be wrong with a file or a row, and how it is said in the user's language.

Codes and texts live in ``messages.yml``; a code that is not there cannot be raised.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml


@cache
def messages() -> dict[str, dict[str, str]]:
    """Message templates by code and language."""
    return yaml.safe_load((Path(__file__).parent / "messages.yml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong, with enough to find and mend it.

    Attributes:
        code: Key of ``messages.yml``.
        file: File name as the user knows it.
        source: Source that the file belongs to, where known.
        row: Row in the file (sheet n starts at n x 1,000,000), where one row is meant.
        column: Column as the source declares it.
        value: What stood there, personal data removed.
    """

    code: str
    file: str
    source: str = ""
    row: int | None = None
    column: str = ""
    value: str = ""

    def text(self, lang: str) -> str:
        """The sentence for a person, in ``es`` or ``en``."""
        shown = self.value if len(self.value) <= 200 else self.value[:200] + "…"
        return messages()[self.code][lang].format(
            file=self.file, source=self.source, row=self.row, column=self.column, value=shown
        )


class IngestError(Exception):
    """A file that cannot be taken; carries the problems that say why."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(p.text("en") for p in problems))
        self.problems = problems
