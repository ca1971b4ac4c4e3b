"""Building all indicators against conforming the rows that they read.

``python -m tests.benchmarks.indicators [SPENDING_ROWS] [CONTRACTS] [FOLDER]`` generates SIAF-like
spending of four years and SECOP II contracts, conforms both, runs dbt up to results, counts and
evidence, then the panels, and prints wall and processor time of each, their ratios and the slowest
models. Every step is a process of its own; nothing is asserted. With FOLDER the lake is kept there
and found again, so that dbt alone runs the next time.
"""

import datetime as dt
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.benchmarks import secop, siaf

YEARS = ("2021", "2022", "2023", "2024")
BUILT = "+fct_indicator_result +fct_indicator_count +fct_indicator_evidence"
PANELS = (
    "composite_weights int_composite_component int_composite_score int_composite_draw "
    "int_composite_rank fct_composite"
)
SLOWEST = 25
Figures = dict[str, Any]


def generate(spending: int, contracts: int, folder: Path) -> dict[str, list[Path]]:
    """Writes the files; source to its files."""
    folder.mkdir(parents=True, exist_ok=True)
    years = [folder / f"{year}-Gasto.csv" for year in YEARS]
    for year, path in zip(YEARS, years, strict=True):
        siaf.write(spending // len(YEARS), path, year)
    bought = folder / "SECOP_II_-_Contratos_Electronicos_20260101.csv"
    secop.write(contracts, bought)
    return {"pe_mef_gasto": years, "co_cce_secop2_contracts": [bought]}


def conform_source(source_id: str, files: list[Path], data: Path) -> Figures:
    """Conforms the files of a source into the lake; time is that of ``conform`` alone."""
    from ingest.conform import conform
    from ingest.lake import file_of, put, write_rows
    from ingest.models import Vintage
    from ingest.registry import load_sources
    from ingest.settings import Settings
    from ingest.vintages import recognise

    settings = Settings(data_dir=data)
    paths = settings.paths
    source = load_sources()[source_id]
    wall = cpu = 0.0
    rows = 0
    for path in files:
        found = recognise(path, {source_id: source})
        vintage = Vintage(
            vintage_id=path.stem.lower(),
            source_id=source_id,
            layout=found.layout.name,
            slice=found.slice,
            kind="snapshot",
            retrieved_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
            origin=path.name,
            filename=path.name,
            sha256="0" * 64,
            bytes=path.stat().st_size,
            data_as_of=dt.date(2026, 1, 1),
        )
        started, before = time.perf_counter(), _cpu(resource.RUSAGE_SELF)
        done = conform(source, vintage, path, data / "staging" / path.stem, settings)
        wall += time.perf_counter() - started
        cpu += _cpu(resource.RUSAGE_SELF) - before
        rows += done.rows_loaded
        for entity, file in done.files.items():
            put(file, file_of(paths, entity, source_id, vintage.slice, vintage.vintage_id))
        counts = {
            "rows_read": done.rows_read,
            "rows_loaded": done.rows_loaded,
            "rows_rejected": done.rows_rejected,
            "rows_skipped": 0,
            "rows_written": sum(done.rows_written.values()),
            "precedence": 1,
        }
        place = file_of(paths, "meta_vintage", source_id, vintage.slice, vintage.vintage_id)
        named = ("vintage_id", "source_id", "slice", "kind", "retrieved_at", "origin", "sha256")
        told = {name: getattr(vintage, name) for name in (*named, "bytes", "data_as_of")}
        write_rows("meta_vintage", [{**told, **counts}], place)
    return {"wall": wall, "cpu": cpu, "rows": rows}


def references(data: Path) -> Figures:
    """Tax units and minimum wages, empty files of every other entity; not timed."""
    from ingest.lake import ensure_empty_files
    from ingest.pipeline import bring_up_to_date, bundled_files, take, write_sources
    from ingest.registry import load_sources
    from ingest.settings import Settings

    settings = Settings(data_dir=data)
    ensure_empty_files(settings.paths)
    wanted = {"int_reference_values"}
    take(bundled_files(wanted), settings.paths, wanted)
    for source_id in wanted:
        bring_up_to_date(load_sources()[source_id], settings)
    write_sources(settings.paths)
    return {}


def build(data: Path, what: str) -> Figures:
    """Runs dbt, without tests, for a selection; ``BUILT`` begins with an empty warehouse."""
    from ingest.lake import ensure_empty_files
    from ingest.settings import Settings
    from orchestration.warehouse import dbt_environment, dbt_executable

    settings = Settings(data_dir=data)
    ensure_empty_files(settings.paths)
    settings.paths.warehouse.parent.mkdir(parents=True, exist_ok=True)
    if what == BUILT:
        settings.paths.warehouse.unlink(missing_ok=True)
    project = Path(__file__).parents[2] / "dbt_project"
    target = data / "target"
    command = [dbt_executable(), "build", "--project-dir", str(project), "--target-path"]
    command += [str(target), "--log-path", str(target), "--profiles-dir", str(project)]
    command += ["--exclude-resource-type", "test", "--select", *what.split()]
    with dbt_environment(settings):
        started, before = time.perf_counter(), _cpu(resource.RUSAGE_CHILDREN)
        run = subprocess.run(command, capture_output=True, text=True, check=False)
        wall = time.perf_counter() - started
        cpu = _cpu(resource.RUSAGE_CHILDREN) - before
    if run.returncode:
        sys.exit(run.stdout[-4000:] + f"dbt ended with {run.returncode}")
    report = json.loads((target / "run_results.json").read_text("utf-8"))["results"]
    nodes = {r["unique_id"].split(".")[-1]: round(r["execution_time"], 2) for r in report}
    slowest = dict(sorted(nodes.items(), key=lambda node: -node[1])[:SLOWEST])
    return {"wall": wall, "cpu": cpu, "nodes": len(nodes), "slowest": slowest}


def _cpu(who: int) -> float:
    used = resource.getrusage(who)
    return used.ru_utime + used.ru_stime


def apart(step: str, *arguments: str) -> Figures:
    """Runs one step in a process of its own."""
    command = [sys.executable, "-m", "tests.benchmarks.indicators", "--step", step, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ)
    if done.returncode:
        sys.exit(done.stdout + done.stderr)
    figures: Figures = json.loads(done.stdout.splitlines()[-1])
    return figures


def measured(spending: int, contracts: int, folder: Path) -> Figures:
    """Figures of conforming, kept beside the lake, and of building, always measured now."""
    kept = folder / f"conform-{spending}-{contracts}.json"
    if not kept.exists():
        files = generate(spending, contracts, folder / "files")
        apart("references", str(folder / "data"))
        conformed = {
            source: apart("conform", source, str(folder / "data"), *map(str, paths))
            for source, paths in files.items()
        }
        kept.write_text(json.dumps(conformed), "utf-8")
        for path in (p for paths in files.values() for p in paths):
            path.unlink()
    conformed = json.loads(kept.read_text("utf-8"))
    built = apart("build", str(folder / "data"), BUILT)
    print(f"indicators: {built['wall']:.0f} s wall, {built['cpu']:.0f} s cpu; panels follow")
    return {
        "conform": conformed,
        "build": built,
        "panels": apart("build", str(folder / "data"), PANELS),
    }


def main(spending: int, contracts: int, folder: Path | None) -> None:
    """Measures and prints a table and a JSON line."""
    with tempfile.TemporaryDirectory() as temporary:
        found = measured(spending, contracts, folder or Path(temporary))
    conformed, built = found["conform"], found["build"]
    for model, seconds in built["slowest"].items():
        print(f"{seconds:9.2f} s  {model}")
    print(f"{'':26} {'wall s':>9} {'cpu s':>9}")
    for name, figures in [*conformed.items(), ("indicators", built), ("panels", found["panels"])]:
        print(f"{name:26} {figures['wall']:9.1f} {figures['cpu']:9.1f}")
    for figure in ("wall", "cpu"):
        whole = sum(part[figure] for part in conformed.values())
        found[f"{figure}_ratio"] = round(built[figure] / whole, 3)
        print(f"indicators / conform, {figure:4} {found[f'{figure}_ratio']:.2f}")
    print(json.dumps({"spending": spending, "contracts": contracts, **found}))


STEPS = {
    "references": lambda data: references(Path(data)),
    "conform": lambda source, data, *files: conform_source(
        source, [Path(f) for f in files], Path(data)
    ),
    "build": lambda data, what: build(Path(data), what),
}

if __name__ == "__main__":
    if sys.argv[1:2] == ["--step"]:
        print(json.dumps(STEPS[sys.argv[2]](*sys.argv[3:])))
    else:
        given = [*sys.argv[1:], *("1000000", "100000")[len(sys.argv) - 1 :]]
        main(int(given[0]), int(given[1]), Path(given[2]) if len(given) > 2 else None)
