"""A factsheet as PDF and as a picture, by Typst; fonts are Typst's own, nothing is fetched."""

from __future__ import annotations

import datetime as dt
import io
import json
from pathlib import Path
from typing import Any, Final

import segno
import typst

from dashboards.components.labels import label
from dashboards.factsheet.content import Sheet, sheet
from dashboards.factsheet.parts import LIMITS, Listed
from dashboards.i18n import set_language
from dashboards.queries.places import Place

HERE = Path(__file__).parent
STANDARD: Final = "ua-1"  # PDF/UA-1, tagged: a screen reader reads tables and headings
LONG_SENTENCE = 220


def pdf(
    place: Place, year: str | None, language: str, root: str, scope: str | None = None
) -> bytes:
    """One A4 page, tagged PDF/UA-1; lists are shortened until it is one page.

    Args:
        place: the territory.
        year: fiscal period, or a year inside it; None for the newest that says most.
        language: es or en.
        root: address that the QR leads to.
        scope: own_government or all_within.

    Raises:
        NoSuchPeriod: the territory has no figures of that period.
    """
    body = b""
    for limits in LIMITS:
        content = sheet(place, year, language, root, scope, limits)
        body, pages = _compile(content)
        if pages == 1:
            break
    return body


def _compile(content: Sheet) -> tuple[bytes, int]:
    data = json.dumps(_data(content), ensure_ascii=False)
    compiler = typst.Compiler(
        HERE / "sheet.typ",
        root=HERE,
        ignore_system_fonts=True,  # the same page on every machine
        sys_inputs={"data": data, "qr": _qr(content.link)},
    )
    pages = json.loads(compiler.query("<pages>", field="value", one=True))
    body = compiler.compile(format="pdf", pdf_standards=STANDARD)
    assert isinstance(body, bytes)  # noqa: S101 - one document gives one file
    return body, int(pages)


def _qr(link: str) -> str:
    out = io.BytesIO()
    segno.make(link, error="m", micro=False).save(out, kind="svg", border=2, xmldecl=False)
    return out.getvalue().decode()


def _data(content: Sheet) -> dict[str, Any]:
    set_language(content.language)
    edition = content.edition
    day = dt.date.fromisoformat(str(edition.created_at or "1970-01-01")[:10])
    period = content.say("period", period=content.period) if content.period else ""
    return {
        "document": " · ".join(filter(None, (content.title, content.period, f"Veta {edition.id}"))),
        "language": content.language,
        "date": [day.year, day.month, day.day],
        "synthetic": content.say("synthetic") if edition.synthetic else "",
        "kicker": content.say("kicker"),
        "title": content.title,
        "subtitle": content.subtitle,
        "period": period,
        "scope": label("scope", content.scope),
        "qr": content.say("qr", link=content.link),
        "short": content.link.partition("://")[2],
        "sentences": content.sentences,
        "money": content.say("money"),
        "unit": content.unit,
        "columns": content.columns,
        "cells": content.cells,
        "bars_title": content.bars_title,
        "bars": [{"period": b.period, "text": b.text, "share": b.share} for b in content.bars],
        "unknown": _listed(content.unknown),
        "lists": [_listed(listed) for listed in content.lists],
        "sources": _listed(content.sources),
        "made": content.made,
        "cite": content.cite,
    }


def _listed(listed: Listed) -> dict[str, Any]:
    return {"title": listed.title, "lines": listed.lines, "note": listed.note}


def picture(content: Sheet) -> bytes:
    """The sentence of a factsheet as PNG, 1200 × 630 pixels."""
    sentence = " ".join(content.sentences[:2])
    long = len(sentence) > LONG_SENTENCE
    if len(sentence) > 2 * LONG_SENTENCE:
        sentence = content.sentences[0]
    return card(
        {
            "title": content.title,
            "language": content.language,
            "subtitle": content.subtitle,
            "sentence": sentence,
            "size": 28 if long else 34,
            "synthetic": content.say("synthetic") if content.edition.synthetic else "",
            "foot": f"Veta · {content.made}",
        }
    )


def card(data: dict[str, Any]) -> bytes:
    """A picture for a link.

    Args:
        data: title, subtitle, sentence and its size in points, foot, language, synthetic.
    """
    image = typst.compile(
        HERE / "card.typ",
        root=HERE,
        format="png",
        ppi=72,
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
    )
    assert isinstance(image, bytes)  # noqa: S101 - the card is one page
    return image
