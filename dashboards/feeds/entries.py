"""Changes as entries of a feed: a stable id, a title, what changed and by how much, a link."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import groupby
from pathlib import Path

from dashboards.api.words import say
from dashboards.components import signal_words
from dashboards.components.labels import label
from dashboards.components.text import shorten
from dashboards.i18n import formats, pick
from dashboards.published import Row
from dashboards.queries import trust
from dashboards.server.public import page

WORDS = Path(__file__).with_name("words.yml")
SHORT = 160
HIDDEN = "[reservado]"  # personal data, as the pipeline marks them


@dataclass(frozen=True)
class Entry:
    """One item of a feed.

    Attributes:
        identity: what never changes about it; the id is made from it.
        updated: moment it became known here.
    """

    identity: str
    title: str
    text: str
    link: str
    updated: dt.datetime

    @property
    def id(self) -> str:
        """A URN that the same change has in every feed and edition."""
        return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, 'veta:' + self.identity)}"


@dataclass(frozen=True)
class Voice:
    """Language and root address of a feed."""

    language: str
    root: str

    def say(self, key: str, **values: object) -> str:
        """A text of the feeds in this language."""
        return say(WORDS, key, self.language, **values)


def of_revisions(rows: Sequence[Row], voice: Voice) -> Iterator[Entry]:
    """One entry per record and retrieval, with every field that changed."""

    def record(row: Row) -> tuple[str, ...]:
        names = ("source_id", "slice", "new_vintage_id", "entity", "record_key")
        return tuple(str(row[name]) for name in names)

    for key, group in groupby(rows, record):
        fields = list(group)
        source, _slice, vintage, entity, record_key = key
        country = (source[:2].upper() if source[2:3] == "_" else record_key[:2]) or None
        lines = [_change(row, country, voice) for row in fields]
        what = _what(entity, record_key, voice)
        names = ", ".join(str(row["field"] or row["kind"]) for row in fields)
        told = voice.say("as_of", day=formats.day(fields[0]["data_as_of"]), vintage=vintage)
        yield Entry(
            identity="/".join(("revision", *key)),
            title=voice.say("revision", source=_source(source), what=what, fields=names),
            text="\n".join([*lines, told]),
            link=_record_page(entity, record_key, voice),
            updated=_moment(fields[0]["retrieved_at"]),
        )


def of_revision_sums(rows: Sequence[Row], voice: Voice) -> Iterator[Entry]:
    """One entry per retrieval and entity: how many records changed, by how much in all."""

    def retrieval(row: Row) -> tuple[str, ...]:
        names = ("source_id", "entity", "slice", "new_vintage_id")
        return tuple(str(row[name]) for name in names)

    for key, group in groupby(rows, retrieval):
        parts = list(group)
        records = sum(int(row["records"]) for row in parts)
        lines = [_count_line(row, voice) for row in parts]
        told = voice.say("as_of", day=formats.day(parts[0]["data_as_of"]), vintage=key[3])
        yield Entry(
            identity="/".join(("revisions", *key)),
            title=voice.say(
                "revision_sum",
                source=_source(key[0]),
                records=formats.number(records),
                entity=_kind(key[1], voice),
            ),
            text="\n".join([*lines, told]),
            link=f"{voice.root}/api/v1/revisions?new_vintage_id={key[3]}&source_id={key[0]}",
            updated=_moment(parts[0]["retrieved_at"]),
        )


def of_corrections(
    rows: Sequence[Row], moments: dict[str, dt.datetime], voice: Voice
) -> Iterator[Entry]:
    """One entry per corrected record of an edition.

    Args:
        rows: fields that differ, in the order of the query.
        moments: when each edition was made.
        voice: language and links.
    """

    def record(row: Row) -> tuple[str, ...]:
        return tuple(str(row[name]) for name in ("edition_id", "table_name", "record_key"))

    for key, group in groupby(rows, record):
        fields = list(group)
        edition, table, record_key = key
        lines = [_change(row, _country(record_key), voice) for row in fields]
        causes = dict.fromkeys(str(row["cause"]) for row in fields if row["cause"])
        lines += [voice.say("cause", cause=_cause(cause, voice)) for cause in causes]
        lines += [str(row["note"]) for row in fields[:1] if row["note"]]
        entity = table.removeprefix("fct_").removeprefix("dim_")
        what = _what(entity, record_key, voice)
        yield Entry(
            identity="/".join(("correction", *key)),
            title=voice.say("correction", edition=edition, what=what),
            text="\n".join(lines),
            link=_record_page(entity, record_key, voice),
            updated=moments.get(edition) or _from_name(edition),
        )


def of_editions(
    rows: Sequence[Row], moments: dict[str, dt.datetime], voice: Voice
) -> Iterator[Entry]:
    """One entry per edition: how much it corrects, in which tables and why.

    Args:
        rows: counts of its corrections by table and cause.
        moments: when each edition was made.
        voice: language and links.
    """
    for edition, group in groupby(rows, lambda row: str(row["edition_id"])):
        counted = [row for row in group if row["fields"]]
        lines = [
            voice.say(
                "edition_line",
                table=row["table_name"],
                fields=formats.number(row["fields"]),
                cause=_cause(str(row["cause"]), voice),
            )
            for row in counted
        ]
        told = [*lines, voice.say("edition_file")] if lines else [voice.say("edition_none")]
        total = formats.number(sum(int(row["fields"]) for row in counted))
        yield Entry(
            identity=f"edition/{edition}",
            title=voice.say("edition", edition=edition, fields=total),
            text="\n".join(told),
            link=f"{voice.root}/descargas/{edition}/correcciones.csv",
            updated=moments.get(edition) or _from_name(edition),
        )


def of_signals(rows: Sequence[Row], made: dt.datetime, voice: Voice) -> Iterator[Entry]:
    """One entry per signal that the edition before did not have.

    Args:
        rows: signals with their indicator's words.
        made: when the edition that brings them was made.
        voice: language and links.
    """
    for row in rows:
        names = ("indicator_code", "subject_type", "subject_id", "country", "period")
        subject = shorten(row["subject_name"] or row["subject_id"], SHORT)
        yield Entry(
            identity="/".join(["signal", *(str(row[name]) for name in names)]),
            title=voice.say(
                "signal", indicator=pick(row, "name"), subject=subject, period=row["period"]
            ),
            text=signal_words.sentence(row).plain + "\n" + signal_words.figures(row),
            link=page(
                voice.root,
                "senales",
                signal=row["indicator_code"],
                subject=row["subject_id"],
                period=row["period"],
                lang="en" if voice.language == "en" else None,
            ),
            updated=made,
        )


def of_notices(notices: Sequence[Mapping[str, str]], voice: Voice) -> Iterator[Entry]:
    """One entry per notice of operation: a late source, a failed check, a refresh that failed.

    Args:
        notices: as the pipeline wrote them, in both languages, without any row's text.
        voice: language and links.
    """
    for notice in notices:
        text = notice[voice.language]
        yield Entry(
            identity=f"notice/{notice['key']}/{notice['at']}",
            title=voice.say("notice", what=shorten(text, SHORT)),
            text=text,
            link=page(voice.root, "fuentes", lang="en" if voice.language == "en" else None),
            updated=dt.datetime.fromisoformat(notice["at"]),
        )


def _change(row: Row, country: str | None, voice: Voice) -> str:
    if row.get("kind") in ("added", "removed") and not row["field"]:
        return voice.say(str(row["kind"]))
    if any(HIDDEN in str(row[side]) for side in ("old_value", "new_value")):
        # What one edition hides, the memory of the other must not tell.
        row = {**row, "old_value": HIDDEN, "new_value": HIDDEN}
    field = voice.say("whole") if row["field"] in (None, "*") else str(row["field"])
    old, new = _decimal(row["old_value"]), _decimal(row["new_value"])
    difference = ""
    if old is not None and new is not None and row["field"] not in _CODES:
        difference = _difference(new - old, old, country, voice)
    return voice.say(
        "change",
        field=field,
        old=_value(row["old_value"], old, row["field"], country, voice),
        new=_value(row["new_value"], new, row["field"], country, voice),
        difference=difference,
    )


_CODES = frozenset({"project_code", "number", "official_code", "fiscal_period"})


def _value(
    text: object, number: Decimal | None, field: object, country: str | None, voice: Voice
) -> str:
    if text is None or text == "":
        return voice.say("nothing")
    if number is not None and field not in _CODES:
        return formats.number(number, country, decimals=2)
    return shorten(text, SHORT)


def _difference(change: Decimal, old: Decimal, country: str | None, voice: Voice) -> str:
    sign = "+" if change > 0 else ""
    share = ""
    if old:
        share = f"; {sign}{formats.ratio(change / abs(old), country)}"
    amount = sign + formats.number(change, country, decimals=2)
    return voice.say("difference", amount=amount, share=share)


def _count_line(row: Row, voice: Voice) -> str:
    difference = ""
    if row["difference"]:
        sign = "+" if row["difference"] > 0 else ""
        amount = sign + formats.number(row["difference"], decimals=2)
        difference = voice.say("difference", amount=amount, share="")
    return voice.say(
        "count_line",
        field=row["field"] or voice.say("whole"),
        kind=label("revision_kind", row["kind"]),
        records=formats.number(row["records"]),
        difference=difference,
    )


def _decimal(value: object) -> Decimal | None:
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _what(entity: str, record_key: str, voice: Voice) -> str:
    return f"{_kind(entity, voice)} {record_key.replace('|', ' ').strip()}"


def _kind(entity: str, voice: Voice) -> str:
    try:
        return voice.say(f"kind_{entity}")
    except KeyError:
        return entity.replace("_", " ")


def _record_page(entity: str, record_key: str, voice: Voice) -> str:
    parts = record_key.split("|")
    language = "en" if voice.language == "en" else None
    if entity == "project" and len(parts) == 2:
        return page(voice.root, "proyecto", country=parts[0], project=parts[1], lang=language)
    if entity == "commitment":
        return page(voice.root, "compromisos", commitment=parts[0], lang=language)
    if entity in ("money_chain", "population", "territory"):
        country = _country(parts[0])
        return page(voice.root, "territorio", country=country, entity=parts[0], lang=language)
    return page(voice.root, "fuentes", lang=language)


def _country(key: str) -> str | None:
    return key[:2] if key[:2] in ("PE", "CO") else None


def _cause(code: str, voice: Voice) -> str:
    try:
        return voice.say(code)
    except KeyError:
        return code.replace("_", " ")


def _source(code: str) -> str:
    row = trust.source(code)
    return (pick(row, "title") if row else None) or code


def _moment(value: object) -> dt.datetime:
    return value.astimezone(dt.UTC) if isinstance(value, dt.datetime) else _EPOCH


def _from_name(edition: str) -> dt.datetime:
    """First day of the month an edition is named after, when its manifest is gone."""
    parts = edition.split(".")
    try:
        return dt.datetime(int(parts[0]), int(parts[1]), 1, tzinfo=dt.UTC)
    except (IndexError, ValueError):
        return _EPOCH


_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
