"""The suite runs and says what it should; no time is judged here."""

from pathlib import Path

import pytest

from tests.benchmarks import growth
from tests.benchmarks.__main__ import main
from tests.benchmarks.runs import FIGURES

PARTS = ("conform", "exports", "growth", "ocds")


def test_parts_give_their_figures_for_every_job(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(growth, "FACTORS", (1, 2))
    found = {}
    for part in PARTS:  # whole refreshes take minutes; the other tests run some
        told = tmp_path / f"{part}.json"
        found |= main(["--rows", "2000", "--rounds", "1", "--only", part, "--json", str(told)])
        assert told.exists()
    assert {"bare copy", "conform", "pyarrow", "pandas"} <= set(found["conform"])
    assert {"duckdb parquet", "veta parquet", "veta csv.gz", "veta xlsx"} <= set(found["exports"])
    assert set(found["growth"]) == {"2,000 rows", "4,000 rows"}
    assert {"json lines", "conform"} == set(found["ocds"])
    for part in PARTS:
        for job, figures in found[part].items():
            assert all(figures[f] > 0 for f in FIGURES), job
            assert {"cpu_ratio", "wall_ratio"} <= set(figures), job
