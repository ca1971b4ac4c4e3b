"""The suite runs and says what it should; no time is judged here."""

from pathlib import Path

from tests.benchmarks.__main__ import main
from tests.benchmarks.runs import FIGURES


def test_parts_give_their_figures_for_every_job(tmp_path: Path) -> None:
    found = {}
    for part in ("conform", "exports"):  # whole refreshes take minutes; the other tests run some
        told = tmp_path / f"{part}.json"
        found |= main(["--rows", "2000", "--rounds", "1", "--only", part, "--json", str(told)])
        assert told.exists()
    assert {"bare copy", "conform", "pyarrow", "pandas"} <= set(found["conform"])
    assert {"duckdb parquet", "veta parquet", "veta csv.gz", "veta xlsx"} <= set(found["exports"])
    for part in ("conform", "exports"):
        for job, figures in found[part].items():
            assert all(figures[f] > 0 for f in FIGURES), job
            assert {"cpu_ratio", "wall_ratio"} <= set(figures), job
