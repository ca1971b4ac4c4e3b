"""Language of the screen: Spanish is the source text, English comes from the catalogue.

The `.po` file is read directly (there is no compiled file that could be stale). Numbers, money
and dates are in `dashboards.i18n.formats`. To collect new texts run
`python -m dashboards.i18n.catalogue`.
"""

from __future__ import annotations

import gettext as _gettext
import io
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LANGUAGES = ("es", "en")
DEFAULT_LANGUAGE = "es"
_language: ContextVar[str] = ContextVar("veta_language", default=DEFAULT_LANGUAGE)


def catalogue_path(language: str) -> Path:
    """Where the translations of one language are kept."""
    return Path(__file__).parent / language / "LC_MESSAGES" / "veta.po"


@lru_cache(maxsize=len(LANGUAGES))
def _translations(language: str) -> _gettext.NullTranslations:
    if language == DEFAULT_LANGUAGE:
        return _gettext.NullTranslations()
    with catalogue_path(language).open("rb") as text:
        catalogue = read_po(text, locale=language)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return _gettext.GNUTranslations(compiled)


def prepare() -> None:
    """Reads every catalogue, so that the first visitor of a language does not wait for it."""
    for language in LANGUAGES:
        _translations(language)


def set_language(language: str | None) -> str:
    """Choose the language of this run; anything unknown means Spanish."""
    chosen = language if language in LANGUAGES else DEFAULT_LANGUAGE
    _language.set(chosen)
    return chosen


def get_language() -> str:
    """Language of this run."""
    return _language.get()


def _(text: str) -> str:
    """Translate a Spanish text to the language of this run."""
    return _translations(get_language()).gettext(text)


def ngettext(one: str, many: str, count: int) -> str:
    """Translate a text that changes with a count."""
    return _translations(get_language()).ngettext(one, many, count)


def N_(text: str) -> str:  # noqa: N802 - the name gettext tools look for
    """Mark a text for extraction without translating it yet."""
    return text


def pick(row: dict[str, object], column: str) -> str | None:
    """Take `<column>_es` or `<column>_en` from a row, falling back to Spanish, then to the other.

    Data carries both languages in columns; only the interface is in the catalogue.
    """
    wanted = row.get(f"{column}_{get_language()}")
    fallback = row.get(f"{column}_es") or row.get(f"{column}_en") or row.get(column)
    value = wanted or fallback
    return str(value) if value is not None else None
