"""What the tests of typed facts share: bring a bundled file in, read it back, read its document.

Does not belong here: anything about one document.
"""

import re
from pathlib import Path
from typing import Any

import pytest

from ingest.pipeline import Report, bundled_files
from ingest.settings import Settings
from ingest.text import plain
from tests.sources.pe_support import bring_in, lake

REQUIRED_TEXT = "name is null or text_es is null or text_en is null"


def bring_in_facts(settings: Settings, source_id: str) -> Report:
    """Loads a source's own facts file and checks that every row of it is in the lake."""
    (report,) = bring_in(settings, source_id, bundled_files({source_id}))
    assert (report.rows_rejected, report.rows_skipped) == (0, 0)
    assert report.rows_loaded == report.rows_written == report.rows_read > 0
    return report


def facts(settings: Settings, kind: str, forum: str = "%") -> dict[str, float | None]:
    """Facts of a kind: name to number."""
    where = f"kind = '{kind}' and forum_code like '{forum}'"
    return dict(lake(settings, "forum_fact", f"select name, value from lake where {where}"))


def check_every_fact(settings: Settings, forums: set[str]) -> None:
    """Facts and places belong to the forums named, and are said in both languages."""
    assert {r[0] for r in lake(settings, "forum", "select forum_code from lake")} == forums
    for entity in ("forum_fact", "forum_territory"):
        found = lake(settings, entity, "select distinct forum_code from lake")
        assert {r[0] for r in found} == forums
    assert lake(settings, "forum_fact", f"select name from lake where {REQUIRED_TEXT}") == []
    measures = "select name from lake where (kind = 'measure') <> (value is not null)"
    assert lake(settings, "forum_fact", measures) == []
    units = "select name from lake where (unit is null) <> (value is null)"
    assert lake(settings, "forum_fact", units) == []


def places(settings: Settings) -> set[tuple[str, str]]:
    """Forum and territory."""
    return set(lake(settings, "forum_territory", "select forum_code, territory_id from lake"))


def reconciliation(settings: Settings) -> dict[str, tuple[Any, ...]]:
    """Contradictions of the document: the two values and their difference."""
    columns = "reconciliation_id, left_value, right_value, difference"
    where = "cause_es is not null and cause_en is not null"
    rows = lake(settings, "meta_reconciliation", f"select {columns} from lake where {where}")
    return {row[0].split(":")[1]: tuple(int(v) for v in row[1:]) for row in rows}


def document(extracts: Path, first_digits: str) -> str:
    """The document itself, lower case and without accents, where it lies beside the extracts."""
    found = sorted((extracts.parent / "seeds").glob(f"{first_digits}_*.txt"))
    if not found:
        pytest.skip("the seed documents are not here")
    return plain(found[0].read_text(encoding="utf-8"))


def says(text: str, number: int, word: str) -> bool:
    """Whether a document gives a number shortly before a word."""
    return re.search(rf"\b{number}\b\W+(?:\w+\W+){{0,3}}?{plain(word)}", text) is not None
