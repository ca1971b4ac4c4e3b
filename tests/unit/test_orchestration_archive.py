"""Copies of vintages in an edition: only current ones, only of sources that may be passed on."""

from pathlib import Path

import duckdb

from ingest.settings import Settings
from orchestration.publishing import archive


def test_only_current_vintages_of_open_sources_are_copied(
    settings: Settings, tmp_path: Path
) -> None:
    raw = settings.paths.raw
    for source, vintage in (("open", "v1"), ("open", "v2"), ("closed", "v3"), ("open", "gone")):
        folder = raw / source / vintage
        folder.mkdir(parents=True)
        if vintage != "gone":
            (folder / "plan de acción.csv").write_text(vintage)
        (folder / "vintage.json").write_text("{}")
    with duckdb.connect() as con:
        con.execute(
            "create table dim_source as select * from (values ('open', true), ('closed', false), "
            "('unsaid', null)) as t (source_id, republish)"
        )
        con.execute(
            "create table dim_vintage as select * from (values ('open', 'v1', false), "
            "('open', 'v2', true), ('open', 'gone', true), ('closed', 'v3', true)) "
            "as t (source_id, vintage_id, is_current)"
        )
        assert archive.keep(con, settings.paths, tmp_path / "edition") == 1
    copies = [p for p in (tmp_path / "edition").rglob("*") if p.is_file()]
    assert [p.relative_to(tmp_path / "edition").as_posix() for p in copies] == [
        "archive/open/v2/plan-de-acci-n.csv"
    ]
    assert copies[0].stat().st_nlink == 1  # forgetting a person rewrites the vintage, not this
