"""The rule that makes a peer group, in words.

The data write it as parts joined by `|`: country, level or kind, population band, period, stream,
scope. Each part that is a code of ours is translated; anything else is shown as written.
"""

from __future__ import annotations

import re
from functools import lru_cache

from dashboards import published
from dashboards.components.labels import LABELS, label
from dashboards.i18n import _, get_language, pick

VOCABULARIES = (
    "country",
    "level",
    "scope",
    "beneficiary_kind",
    "government_level",
    "forum_kind",
    "project_status",
    "subjects",
)
BAND = re.compile(r"^(under )?([\d ]+)(?:-([\d ]+))?( and more)?$")


@lru_cache(maxsize=4)
def _streams(edition: str, language: str) -> dict[str, str]:
    rows = published.rows("select stream_code, name_es, name_en from dim_stream")
    return {row["stream_code"]: pick(row, "name") or row["stream_code"] for row in rows}


def stream_name(code: str | None) -> str | None:
    """What a stream is called in the visitor's language; None where the code is none."""
    return _streams(published.current().id, get_language()).get(code or "")


def peer_words(group: object) -> str | None:
    """`PE|municipality|5 000-20 000|2012|ALL|own_government` as a readable rule."""
    if not group:
        return None
    return " · ".join(_part(part.strip()) for part in str(group).split("|") if part.strip())


def _part(part: str) -> str:
    for vocabulary in VOCABULARIES:
        if part in LABELS[vocabulary]:
            return label(vocabulary, part)
    if part == "population unknown":
        return _("población sin dato")
    named = stream_name(part)
    if named:
        return named
    band = BAND.match(part)
    if band and " " in part:
        return _band(*band.groups())
    return part


def _band(under: str | None, first: str, last: str | None, more: str | None) -> str:
    low = first.strip().replace(" ", "\u00a0")
    if under:
        return _("menos de {n} habitantes").format(n=low)
    if more:
        return _("{n} habitantes o más").format(n=low)
    if last:
        high = last.strip().replace(" ", "\u00a0")
        return _("de {low} a {high} habitantes").format(low=low, high=high)
    return low
