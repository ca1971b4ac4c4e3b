"""A small source of money by municipality, and what tests do with it: offer, refresh, look.

It stands for all sources: the mechanism is shared.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from ingest import pipeline, registry
from ingest.settings import Settings

DECLARATION = """
title: {es: Prueba, en: Test}
publisher: Nobody
country: CO
cadence: yearly
evidence: synthetic
patterns: ["money-*.csv", "money-*.csv.gz", "money-*.xlsx"]
vintage: {slice: {filename: 'money-([a-z]+)'}, as_of: {filename: '(\\d{4}-\\d{2}-\\d{2})'}}
limits: {max_reject_ratio: 0.5, min_size_ratio: 0.2}
layouts:
  - name: csv
    tables:
      - read: {format: csv}
        columns: &columns
          code: {header: [Código, CODE], type: code, width: 5}
          year: {header: Año, type: integer}
          people: {header: Habitantes, type: integer}
        ignore: ["nota*"]
        skip: [{reason: subtotal, when: "veta_plain(code) = 'total'"}]
        outputs: &outputs
          - entity: population
            map: {territory_id: "'CO-' || code", year: year, population: people}
            controls: {population: sum(veta_decimal_point(people))}
  - name: xlsx
    tables:
      - read: {format: xlsx}
        columns: *columns
        outputs: *outputs
"""
HEADER = "Código,Año,Habitantes\n"
GOOD = HEADER + "05001,2024,10\n5002,2024,20\n" + '"5,004",2024,"1,030"\n'


def declared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sources: dict[str, str]
) -> Iterator[None]:
    """A registry of these sources alone, by id."""
    for source_id, text in sources.items():
        folder = tmp_path / "sources" / source_id
        folder.mkdir(parents=True)
        (folder / "source.yml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(registry, "bundled_sources", lambda: tmp_path / "sources")
    for cached in (registry.load_sources, registry.fingerprint):
        cached.cache_clear()
    yield
    for cached in (registry.load_sources, registry.fingerprint):
        cached.cache_clear()


@pytest.fixture
def money_source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    for _ in declared(tmp_path, monkeypatch, {"xx_nobody_money": DECLARATION}):
        yield "xx_nobody_money"


def offer(settings: Settings, name: str, content: str | bytes) -> pipeline.Taken:
    inbox = settings.data_dir.parent / "inbox"
    shutil.rmtree(inbox, ignore_errors=True)
    inbox.mkdir()
    data = content if isinstance(content, bytes) else content.encode()
    (inbox / name).write_bytes(data)
    return pipeline.take([inbox / name], settings.paths)


def refresh(settings: Settings, source: str) -> list[pipeline.Report]:
    return pipeline.bring_up_to_date(registry.load_sources()[source], settings)


def lake(settings: Settings, entity: str) -> list[tuple]:
    files = f"{settings.paths.lake}/{entity}/**/*.parquet"
    columns = "source_row, * exclude (source_row)" if entity == "meta_reject" else "*"
    return duckdb.sql(f"select {columns} from read_parquet('{files}') order by 1, 2").fetchall()


def query(settings: Settings, entity: str, sql: str) -> list[tuple]:
    """Rows of a query over an entity's rows, which are called ``lake`` in it."""
    files = f"{settings.paths.lake}/{entity}/**/*.parquet"
    with duckdb.connect() as con:
        con.execute(f"create view lake as from read_parquet('{files}', union_by_name=true)")
        return con.sql(sql).fetchall()
