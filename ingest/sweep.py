"""Finds rows in the lake that name people who became known only after the rows were conformed.

Sources are conformed one after the other: what the first one holds was written before the last
one told whom it names. Each file of the lake notes which people it was searched for; only new ones
are looked for again, and only in the columns of free text. Does not belong here: clearing the
text (``people.py``) or conforming again (``pipeline.py``).
"""

import json
from pathlib import Path
from typing import Any

import duckdb

from ingest import people
from ingest.durable import write_text
from ingest.notes import state_file
from ingest.pipeline import Report, bring_up_to_date
from ingest.privacy import pseudonym_key
from ingest.readers.delimited import quoted
from ingest.registry import load_entities, load_sources
from ingest.settings import DataPaths, Settings
from ingest.vintages import sha256_of, vintages_of

NOTE = "people/searched.json"
BATCH = 50_000


def sweep(settings: Settings) -> list[Report]:
    """Conforms again whatever names a person who is known by now.

    Args:
        settings: Data folder, pseudonym key.

    Returns:
        One report per vintage that was conformed again; it is clean of those people then.
    """
    paths = settings.paths
    sources = load_sources()
    stale = _stale(settings)
    reports = []
    for source_id in sorted({source_id for source_id, _ in stale} & set(sources)):
        for vintage in vintages_of(source_id, paths):
            if (source_id, vintage.vintage_id) in stale:
                state_file(vintage, paths).unlink(missing_ok=True)
        again = bring_up_to_date(sources[source_id], settings)
        reports += [r for r in again if (source_id, r.vintage.vintage_id) in stale]
    return reports


def _stale(settings: Settings) -> set[tuple[str, str]]:
    """Vintages whose rows name somebody who is known by now."""
    paths = settings.paths
    kept = {f"{f.name}:{sha256_of(f)[:16]}": f for f in people.kept_files(paths)}
    if not kept:
        return set()
    key = pseudonym_key(settings, paths.state)
    before, now = _searched(paths), {}
    found: set[tuple[str, str]] = set()
    known: dict[frozenset[str], people.KnownPeople] = {}
    for path, columns in _files(paths):
        name = _name(path, paths)
        new = frozenset(kept) - frozenset(before.get(name, []))
        if new not in known:
            known[new] = people.KnownPeople(people.load(kept[n] for n in sorted(new)), key)
        if new and (vintage := _first_named(path, columns, known[new])):
            found.add(vintage)
        else:
            now[name] = sorted(kept)
    write_text(json.dumps(now, indent=0), paths.state / NOTE)
    return found


def _files(paths: DataPaths) -> list[tuple[Path, list[str]]]:
    """Files of the lake that have free text, and its columns."""
    found = []
    for entity in load_entities().values():
        columns = [name for name, column in entity.columns.items() if column.free_text]
        columns += ["raw_value"] if entity.name == "meta_reject" else []
        if columns:
            files = (paths.lake / entity.name).rglob("*.parquet")
            found += [(f, columns) for f in sorted(files) if f.name != "_empty.parquet"]
    return found


def _first_named(
    path: Path, columns: list[str], known: people.KnownPeople
) -> tuple[str, str] | None:
    """Source and vintage of a file that names somebody; None where it names nobody."""
    rows = f"read_parquet({quoted(str(path))})"
    texts = " union ".join(f"select {c} as t from {rows}" for c in columns)
    named = False
    with duckdb.connect() as con:
        found = con.execute(f"select t from ({texts}) where t is not null")
        while not named and (batch := found.fetchmany(BATCH)):
            named = any(known.redact(text) != text for (text,) in batch)
    if not named:
        return None
    with duckdb.connect() as con:
        source_id, vintage_id = con.sql(
            f"select source_id, vintage_id from {rows} limit 1"
        ).fetchall()[0]
    return source_id, vintage_id


def _name(path: Path, paths: DataPaths) -> str:
    """What a file is noted under; another size is another file."""
    return f"{path.relative_to(paths.root).as_posix()}:{path.stat().st_size}"


def _searched(paths: DataPaths) -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads((paths.state / NOTE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found
