"""Both languages complete, and no accusing word in either."""

from __future__ import annotations

import re
import string

import pytest

from dashboards.components.labels import LABELS
from dashboards.i18n import _, catalogue, set_language

BANNED = re.compile(
    r"corrup|ilegal|illegal|culpable|guilty|sospechos|suspicious|irregularidad|irregularit|"
    r"delito|crimin|fraud",
    re.IGNORECASE,
)


def test_every_text_is_in_the_catalogue_and_nothing_else() -> None:
    known = {str(message.id) for message in catalogue.load("en") if message.id}
    assert known == catalogue.collect()


def test_nothing_is_untranslated_or_fuzzy() -> None:
    messages = [message for message in catalogue.load("en") if message.id]
    assert [m.id for m in messages if not m.string or m.fuzzy] == []


def test_translations_keep_their_fields() -> None:
    def fields(text: str) -> set[str]:
        return {name for _lit, name, _spec, _conv in string.Formatter().parse(text) if name}

    wrong = [
        m.id for m in catalogue.load("en") if m.id and fields(str(m.id)) != fields(str(m.string))
    ]
    assert wrong == []


def test_no_accusing_word_on_any_screen() -> None:
    texts = {str(m.id) for m in catalogue.load("en")} | {str(m.string) for m in catalogue.load()}
    assert [text for text in texts if BANNED.search(text)] == []


@pytest.mark.parametrize("language", ["es", "en"])
def test_every_code_has_words(language: str) -> None:
    set_language(language)
    for vocabulary in LABELS.values():
        for words in vocabulary.values():
            assert _(words)
    set_language("es")


def test_unknown_language_is_spanish() -> None:
    assert set_language("xx") == "es"
    assert set_language(None) == "es"
