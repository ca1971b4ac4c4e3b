"""``veta editions diff``: tells what differs between two editions, to people or to programs."""

import csv
import json
import sys
from dataclasses import asdict
from typing import Any

from ingest.settings import Settings
from orchestration.manifest import ensure_manifest, public_tables
from orchestration.messages import say
from orchestration.publishing import edition
from orchestration.publishing.differences import Differences, TableDiff, Total, compared
from orchestration.publishing.edition import Edition

HEAD = ("table_name", "kind", "record_key", "field", "old_value", "new_value", "cause")
EXAMPLES = 5  # records per table that are told to people


def print_diff(
    settings: Settings, old: str, new: str, only: tuple[str, ...] = (), shape: str = "text"
) -> int:
    """Prints what differs.

    Args:
        settings: Data folder, language.
        old: Name of the edition before.
        new: Name of the edition after.
        only: These tables; all of them when empty.
        shape: ``text`` for people, ``json`` for the counts, ``csv`` for every record.

    Returns:
        0 where both could be compared, differing or not; 1 where one of them is not there.
    """
    lang = settings.lang
    found = [_read(settings, name) for name in (old, new)]
    for name, held in zip((old, new), found, strict=True):
        if held is None:
            print(say("edition_unknown", lang, edition=name), file=sys.stderr)
    before, now = found
    if before is None or now is None:
        return 1
    ensure_manifest()
    with compared(settings, before, now, public_tables()) as differences:
        names = differences.names()
        unknown = sorted(set(only) - set(names))
        for name in unknown:
            print(say("diff_no_table", lang, table=name), file=sys.stderr)
        if unknown:
            return 1
        told = {"json": _json, "csv": _csv, "text": _text}[shape]
        told(differences, [n for n in names if not only or n in only], lang)
    return 0


def _read(settings: Settings, name: str) -> Edition | None:
    found = edition.read(settings.paths.published, name) if edition.NAME.match(name) else None
    return found if found is not None and found.database.exists() else None


def _csv(differences: Differences, names: list[str], _lang: str) -> None:
    """Every record that differs, one line each, as it is found."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(HEAD)
    for name in names:
        found = differences.table(name)
        writer.writerows(_guarded(row) for row in differences.changes(found))


def _guarded(row: tuple[Any, ...]) -> list[str]:
    """Cells that no spreadsheet runs: values of the data only, minus signs of numbers stay."""
    cells = ["" if cell is None else str(cell) for cell in row]
    return [f"'{c}" if c[:1] in "=+@\t\r" and c else c for c in cells]


def _json(differences: Differences, names: list[str], _lang: str) -> None:
    tables = [differences.table(name) for name in names]
    told = {
        "from": _about(differences.old),
        "to": _about(differences.new),
        "tables": [asdict(t) for t in tables if t.differs],
        "unchanged": [t.table for t in tables if not t.differs],
    }
    print(json.dumps(told, ensure_ascii=False, indent=1, default=str))


def _about(found: Edition) -> dict[str, Any]:
    names = ("created_at", "reference_date", "synthetic", "code_version", "content_hash")
    return {"edition": found.name, **{n: found.manifest.get(n) for n in names}}


def _text(differences: Differences, names: list[str], lang: str) -> None:
    old, new = differences.old, differences.new
    print(
        say(
            "diff_title",
            lang,
            old=old.name,
            new=new.name,
            was=old.manifest.get("reference_date") or "-",
            now=new.manifest.get("reference_date") or "-",
        )
    )
    if any(e.manifest.get("synthetic") for e in (old, new)):
        print(say("synthetic", lang))
    same = 0
    for name in names:
        found = differences.table(name)
        if not found.differs:
            same += 1
            continue
        print()
        _tell_table(found, lang)
        for line in _examples(differences, found, lang):
            print(line)
    print()
    print(say("diff_same", lang, count=same))


def _tell_table(found: TableDiff, lang: str) -> None:
    if found.before is None or found.now is None:
        rows = found.now if found.before is None else found.before
        word = "diff_table_new" if found.before is None else "diff_table_gone"
        print(say(word, lang, table=found.table, rows=f"{rows:,}"))
        return
    counts = {n: f"{getattr(found, n):,}" for n in ("before", "now", "added", "removed", "changed")}
    print(
        say("diff_table" if found.key else "diff_table_no_key", lang, table=found.table, **counts)
    )
    for word, columns in (
        ("diff_columns_added", found.columns_added),
        ("diff_columns_removed", found.columns_removed),
    ):
        if columns:
            print(say(word, lang, columns=", ".join(columns)))
    for total in found.totals:
        print(say("diff_total", lang, **_total(total, lang)))
    for change in found.fields:
        largest = "" if change.largest is None else say("diff_largest", lang, value=change.largest)
        numbers = {n: f"{getattr(change, n):,}" for n in ("changed", "filled", "emptied")}
        print(say("diff_field", lang, field=change.field, largest=largest, **numbers))


def _total(total: Total, lang: str) -> dict[str, str]:
    def shown(value: Any, sign: str = "") -> str:
        return say("diff_nothing", lang) if value is None else f"{value:{sign},}"

    return {
        "column": total.column,
        "currency": total.currency or "",
        "before": shown(total.before),
        "now": shown(total.now),
        "difference": shown(total.difference, "+"),
    }


def _examples(differences: Differences, found: TableDiff, lang: str) -> list[str]:
    lines = []
    for number, row in enumerate(differences.changes(found)):
        if number == EXAMPLES:
            lines.append(say("diff_more", lang))
            break
        _table, kind, key, column, old, new, cause = row
        what = say(f"diff_kind_{kind}", lang)
        value = "" if column == "*" else f" {column}: {_short(old)} → {_short(new)}"
        why = f" ({cause})" if cause else ""
        lines.append(f"    {what} {_short(key, 90)}{value}{why}")
    return lines


def _short(text: str | None, most: int = 60) -> str:
    if text is None:
        return "∅"
    return text if len(text) <= most else text[: most - 1] + "…"
