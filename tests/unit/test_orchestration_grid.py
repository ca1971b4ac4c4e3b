"""The counts of every indicator: nothing is lost between the table and what is printed."""

import json
from pathlib import Path
from types import SimpleNamespace

import duckdb
import pytest

from ingest.settings import Settings
from orchestration.grid import counts, print_counts
from orchestration.publishing import edition

ROWS = [
    ("FX-02", "entity_stream", "PE", "2013", "signal", 2, 0.25),
    ("FX-02", "entity_stream", "PE", "2014", "clear", 6, 0.25),
    ("FX-02", "entity_stream", "CO", "2024", "not_computable", 3, None),
    ("CM-01", "forum", "PE", "2024", "clear", 1, 0.0),
    ("CM-01", "forum", "CL", "2024", "insufficient_data", 4, 0.0),
]


@pytest.fixture
def served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    path = tmp_path / "veta.duckdb"
    with duckdb.connect(str(path)) as con:
        con.execute(
            "create table fct_indicator_count (indicator_code varchar, subject_type varchar, "
            "country varchar, period varchar, status varchar, subjects bigint, base_rate double)"
        )
        con.executemany("insert into fct_indicator_count values (?, ?, ?, ?, ?, ?, ?)", ROWS)
    monkeypatch.setattr(edition, "current", lambda _: SimpleNamespace(database=path))
    return Settings(data_dir=tmp_path)


def test_every_subject_is_counted_once(served: Settings) -> None:
    rows = counts(served)
    assert [(r["indicator_code"], r["country"], r["subjects"]) for r in rows] == [
        ("CM-01", "*", 5),
        ("FX-02", "CO", 3),
        ("FX-02", "PE", 8),
    ]
    assert sum(r["subjects"] for r in rows) == sum(row[5] for row in ROWS)
    assert [r["base_rate"] for r in rows] == [0.0, None, 0.25]


def test_people_and_programs_read_the_same(
    served: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    print_counts(served, as_json=True)
    assert json.loads(capsys.readouterr().out) == counts(served)
    print_counts(served, as_json=False)
    told = capsys.readouterr().out
    assert "25.0 %" in told
    assert "FX-02" in told
