"""Entries as Atom (RFC 4287), written by feedgen."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from collections.abc import Sequence

from feedgen.feed import FeedGenerator

from dashboards.feeds.collect import parse
from dashboards.feeds.entries import Entry, Voice
from dashboards.published import Edition

# XML 1.0 has no way to write these; texts come from outside.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def atom(
    address: str, title: str, entries: Sequence[Entry], edition: Edition, voice: Voice
) -> bytes:
    """The feed as UTF-8 XML; the same entries always give the same bytes.

    Args:
        address: where the feed lives; it is also its id.
        title: what it tells of.
        entries: newest first.
        edition: edition being read.
        voice: language and links.
    """
    feed = FeedGenerator()
    mark = voice.say("synthetic") if edition.synthetic else ""
    feed.id(f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, address)}")
    feed.title(_clean(mark + title))
    feed.subtitle(mark + voice.say("subtitle"))
    feed.author({"name": "Veta"})
    feed.language(voice.language)
    query = "?lang=en" if voice.language == "en" else ""
    feed.link(href=address + query, rel="self", type="application/atom+xml")
    feed.link(href=voice.root + "/" + query, rel="alternate", type="text/html")
    made = parse(str(edition.created_at)) or dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
    # The edition is what changes the feed; a moment of asking would make every answer differ.
    feed.updated(max([made, *(entry.updated for entry in entries)]))
    feed.generator(generator="Veta", version=edition.id)
    for entry in entries:
        item = feed.add_entry(order="append")
        item.id(entry.id)
        item.title(_clean(mark + entry.title))
        item.content(_clean(entry.text), type="text")
        item.link(href=entry.link, rel="alternate")
        item.updated(entry.updated)
        item.published(entry.updated)
    written: bytes = feed.atom_str(pretty=True)
    return written


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("", text)
