"""Every problem can be said in both languages and names what it must."""

import re
import string
from dataclasses import fields
from pathlib import Path

import pytest

from ingest.problems import Problem, messages
from ingest.settings import ROOT

FIELDS = {f.name for f in fields(Problem)}


@pytest.mark.parametrize("code", sorted(messages()))
def test_a_message_exists_in_both_languages_with_the_same_placeholders(code: str) -> None:
    texts = messages()[code]
    assert set(texts) == {"es", "en"}
    named = {
        lang: {f for _, f, _, _ in string.Formatter().parse(t) if f} for lang, t in texts.items()
    }
    assert named["es"] <= FIELDS
    assert named["es"] | {"source"} == named["en"] | {"source"}
    assert "file" in named["es"]
    for text in texts.values():  # what is wrong, then what to do about it
        assert len(re.findall(r"[.;](?:\s|$)", text)) >= 2, text


def test_every_code_that_ingest_raises_has_a_message() -> None:
    raised: set[str] = set()
    for path in Path(ROOT / "ingest").rglob("*.py"):
        raised |= set(re.findall(r'Problem\(\s*"(\w+)"', path.read_text(encoding="utf-8")))
    assert raised
    assert raised <= set(messages())


def test_a_long_value_is_cut_for_people() -> None:
    text = Problem("bad_number", "f.csv", row=7, column="amount", value="x" * 5000).text("en")
    assert len(text) < 400
    assert "row 7" in text
