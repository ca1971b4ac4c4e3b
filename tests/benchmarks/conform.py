"""Conforming a SIAF-like file against DuckDB's bare CSV to Parquet copy of the same file.

``python -m tests.benchmarks.conform [ROWS] [RUNS]`` prints a table and a JSON line. Each run is a
process of its own; the two alternate, and the ratio is taken pair by pair, so that a machine whose
speed drifts does not decide. Nothing is asserted.
"""

import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.siaf import write
from tests.sample.pe_mef_gasto import HEADER


def bare(path: Path, folder: Path) -> None:
    """DuckDB alone: every column as text, to zstd Parquet."""
    import duckdb

    columns = ", ".join(f"'{c}': 'VARCHAR'" for c in HEADER)
    with duckdb.connect() as con:
        con.execute("set preserve_insertion_order = false")
        con.execute(
            f"copy (select * from read_csv('{path}', columns={{{columns}}}, header=true, "
            "delim=',', quote='\"', escape='\"', auto_detect=false)) "
            f"to '{folder / 'bare.parquet'}' (format parquet, compression zstd)"
        )


def conformed(path: Path, folder: Path) -> None:
    """The same file through recognition, landing's rules, conform and rejects."""
    import datetime as dt

    from ingest.conform import conform
    from ingest.models import Vintage
    from ingest.registry import load_sources
    from ingest.settings import Settings
    from ingest.vintages import recognise

    source = load_sources()["pe_mef_gasto"]
    found = recognise(path, {source.id: source})
    vintage = Vintage(
        vintage_id="benchmark",
        source_id=source.id,
        layout=found.layout.name,
        slice=found.slice,
        kind="snapshot",
        retrieved_at=dt.datetime.now(dt.UTC),
        origin=path.name,
        filename=path.name,
        sha256="0" * 64,
        bytes=path.stat().st_size,
        data_as_of=None,
    )
    conform(source, vintage, path, folder / "staging", Settings(data_dir=folder / "data"))


WORK = {"bare": bare, "conform": conformed}


def one_run(what: str, path: Path) -> dict[str, float]:
    """Runs one side in a process of its own; seconds of wall and processor, peak MiB."""
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        started = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-m", "tests.benchmarks.conform", "--one", what, str(path), folder],
            check=True,
            capture_output=True,
            text=True,
        )
        wall = time.perf_counter() - started
    return {"wall": wall, **json.loads(done.stdout.splitlines()[-1])}


def main(rows: int, runs: int) -> None:
    """Generates the file, runs the pairs, prints the table."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "2024-Gasto.csv"
        write(rows, path)
        pairs = [(one_run("conform", path), one_run("bare", path)) for _ in range(runs)]
    result = {"rows": rows, "runs": runs}
    print(f"{'':12} {'conform':>10} {'bare copy':>10} {'ratio':>8}")
    for figure in ("wall", "cpu", "peak_mib"):
        ours, theirs = ([pair[side][figure] for pair in pairs] for side in (0, 1))
        ratio = statistics.median(a / b for a, b in zip(ours, theirs, strict=True))
        result[figure] = {"conform": ours, "bare": theirs, "ratio": round(ratio, 3)}
        shown = statistics.median(ours), statistics.median(theirs)
        print(f"{figure:12} {shown[0]:10.1f} {shown[1]:10.1f} {ratio:8.2f}")
    print(json.dumps(result))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        WORK[sys.argv[2]](Path(sys.argv[3]), Path(sys.argv[4]))
        used = resource.getrusage(resource.RUSAGE_SELF)
        print(json.dumps({"cpu": used.ru_utime + used.ru_stime, "peak_mib": used.ru_maxrss / 1024}))
    else:
        main(*(int(a) for a in (sys.argv[1:3] + ["1000000", "5"][len(sys.argv) - 1 :])))
