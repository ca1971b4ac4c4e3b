"""Every data file among the real extracts belongs to exactly one source; the rest is named."""

import csv
from fnmatch import fnmatch
from pathlib import Path

from ingest.problems import IngestError
from ingest.registry import load_sources
from ingest.tables import open_layout
from ingest.vintages import candidates, recognise

# What describes data and is none: no source may take it.
DESCRIPTIONS = {
    "*/metadata_*.json": "Socrata's own description of a dataset",
    "*/manifest_*.json": "checksum of a snapshot that is not here",
    "*/datasets_catalog.json": "Socrata's own description of a publisher's datasets",
    "*/siglas-diccionario-*.json": "list of acronyms, two of them swapped",
    "*.datapackage.json": "descriptor of a package whose rows are not here",
    "*[Dd]iccionario*": "dictionary",
    "oracle/*": "reference results and legal texts for tests, typed by people",
}


def takers(path: Path) -> list[str]:
    """Sources of which some layout opens the file."""
    found = []
    for source in candidates(path, load_sources()):
        for layout in source.layouts:
            try:
                open_layout(path, source, layout)
            except IngestError:
                continue
            found.append(source.id)
            break
    return found


def is_description(name: str) -> bool:
    return any(fnmatch(name, pattern) for pattern in DESCRIPTIONS)


def test_each_data_file_is_of_exactly_one_source(extracts: Path) -> None:
    with (extracts / "INDEX.csv").open(encoding="utf-8") as file:
        names = [row["file"] for row in csv.DictReader(file)]
    data = [name for name in names if not is_description(name)]
    assert len(data) > 70
    found = {name: takers(extracts / name) for name in data}
    assert {name: sources for name, sources in found.items() if len(sources) != 1} == {}


def test_descriptions_are_left_where_they_are(extracts: Path) -> None:
    with (extracts / "INDEX.csv").open(encoding="utf-8") as file:
        names = [row["file"] for row in csv.DictReader(file) if is_description(row["file"])]
    for pattern in DESCRIPTIONS:
        assert any(fnmatch(name, pattern) for name in names), pattern
    taken = {name: sources for name in names if (sources := takers(extracts / name))}
    assert taken == {}


def test_the_plan_of_2023_is_a_part_of_its_own(extracts: Path, tmp_path: Path) -> None:
    """It has the columns of the next plan: so its publisher's pages say, no such file is here."""
    path = tmp_path / "plan-recursos-2023-2032.xlsx"
    path.write_bytes((extracts / "colombia/sicodis/plan-recursos-2025-2034.xlsx").read_bytes())
    found = recognise(path, load_sources())
    assert (found.source.id, found.slice) == ("co_dnp_sicodis_resource_plan", "2023-2032")
