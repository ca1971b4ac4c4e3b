"""Every reason that a rule can give reads as words, on Spanish and English pages alike."""

from __future__ import annotations

import re
from pathlib import Path

from dashboards.components.labels import label
from dashboards.components.reasons import REASONS

MODELS = Path(__file__).resolve().parents[2] / "dbt_project" / "models"
GAP = re.compile(r"\[[^\]\n]*, '[a-z_]+', '([a-z_]+)'\]")
REASON = re.compile(r"as status,\s*case(.*?)end as reason", re.DOTALL)
NOTE = re.compile(r"(?:note=|\], )\"([^\"]*)\"")
NEVER = re.compile(r"never_published\('[\w-]+', '([a-z_]+)'\)")


def reasons() -> set[str]:
    """Reasons in the rules' SQL: gaps, judged cases, notes, fields that nobody publishes."""
    found: set[str] = {"few_peers", "peers_without_spread", "not_discriminating", "not_published"}
    for path in (MODELS / "indicators").glob("*.sql"):
        sql = path.read_text("utf-8")
        found |= set(GAP.findall(sql)) | set(NEVER.findall(sql))
        for block in [*REASON.findall(sql), *NOTE.findall(sql)]:
            found |= set(re.findall(r"(?:then|else|^) ?'([a-z_]+)'", block))
    return found


def test_every_reason_has_words() -> None:
    found = reasons()
    assert len(found) > 120
    assert sorted(found - set(REASONS["reason"])) == []


def test_a_reason_that_names_a_field_keeps_it() -> None:
    told = label("reason", "field_hardly_published:contract.paid")
    assert told.endswith(": contract.paid")
    assert "_" not in told
