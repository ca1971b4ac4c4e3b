"""``veta forget``: suppresses a person's data on request and remembers the request.

Ley 1581 de 2012, art. 8 (Colombia); Ley 29733, art. 20 (Peru). The public act stays (the contract,
its amount, its public body); who the natural person was does not. Raw vintages are the one place
where persons stand in clear; editions hold pseudonyms at most.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from ingest.erasing import erase, occurrences
from ingest.forgotten import Request, remember
from ingest.models import Vintage
from ingest.pipeline import bring_up_to_date
from ingest.privacy import pseudonym, pseudonym_key
from ingest.readers.delimited import quoted
from ingest.registry import load_sources
from ingest.settings import DataPaths, Settings
from ingest.vintages import bytes_of, vintages_of
from orchestration import rebuild
from orchestration.publishing import edition


@dataclass
class Report:
    """What was done about a request.

    Attributes:
        request: As it is remembered; None where only a look was asked for.
        erased: Vintage, as ``source/vintage``, to places cleared in its bytes.
        elsewhere: Files that hold the person and that Veta does not change, as in the inbox.
        editions: Published editions that hold the person's pseudonym.
    """

    request: Request | None
    erased: dict[str, int] = field(default_factory=dict)
    elsewhere: list[Path] = field(default_factory=list)
    editions: list[str] = field(default_factory=list)


def forget(
    settings: Settings,
    documents: list[str],
    names: list[str],
    reference: str = "",
    *,
    look_only: bool = False,
    tell: Callable[[str], None] = lambda _vintage: None,
) -> Report:
    """Takes a person out of every vintage and out of the lake, now and from now on.

    Args:
        settings: Data folder. Hold its lock meanwhile.
        documents: Identity documents, in any writing.
        names: The full name; several where it is written in several ways.
        reference: The operator's file number of the request.
        look_only: Only say where the person stands.
        tell: Told each vintage that is looked through.
    """
    paths = settings.paths
    key = pseudonym_key(settings, paths.state)
    texts = [*documents, *names]
    report = Report(None if look_only else remember(paths, key, documents, names, reference))
    for vintage in _vintages(paths):
        tell(f"{vintage.source_id}/{vintage.vintage_id}")
        if report.request is None:
            places = occurrences(bytes_of(vintage, paths), texts)
        else:
            _, places = erase(vintage, paths, report.request.number, texts)
        if places:
            report.erased[f"{vintage.source_id}/{vintage.vintage_id}"] = places
    if report.request is not None:
        rebuild.forget(paths)  # the next build makes a new file: pages of an old one keep old rows
        sources = load_sources()
        for source_id in {name.split("/")[0] for name in report.erased} & sources.keys():
            bring_up_to_date(sources[source_id], settings)
    report.elsewhere = [p for p in _elsewhere(paths) if occurrences(p, texts)]
    report.editions = list(_holding(paths, {pseudonym(key, d) for d in documents}))
    return report


def _vintages(paths: DataPaths) -> list[Vintage]:
    folders = sorted(p.name for p in paths.raw.glob("*") if p.is_dir())
    return [v for source_id in folders for v in vintages_of(source_id, paths)]


def _elsewhere(paths: DataPaths) -> Iterator[Path]:
    """What people put there, and downloads that are not landed yet."""
    for folder in (paths.inbox, paths.root / "observations", paths.state / "fetch"):
        yield from sorted(p for p in folder.rglob("*") if p.is_file())


def _holding(paths: DataPaths, pseudonyms: set[str]) -> Iterator[str]:
    for found in edition.editions(paths.published):
        if pseudonyms and _holds(found.database, pseudonyms):
            yield found.name


def _holds(database: Path, pseudonyms: set[str]) -> bool:
    listed = ", ".join(quoted(p) for p in sorted(pseudonyms))
    try:
        with duckdb.connect(str(database), read_only=True) as con:
            columns = con.sql(
                "select table_name, column_name from information_schema.columns "
                "where data_type = 'VARCHAR' and table_schema = 'main' "
                "and (column_name like '%supplier_id' or column_name like '%tenderer_id' "
                "or column_name like '%subject_id')"
            ).fetchall()
            return any(
                con.sql(f'select 1 from "{t}" where "{c}" in ({listed}) limit 1').fetchall()
                for t, c in columns
            )
    except duckdb.Error:
        return False  # `veta doctor` speaks of damaged editions
