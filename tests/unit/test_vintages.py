"""When two files are one vintage: the same bytes, or bytes that differ in volatile fields only."""

import gzip
import json
from pathlib import Path

from ingest.registry import load_sources
from ingest.settings import ROOT, Settings
from ingest.vintages import content_of, land, recognise, sha256_of
from orchestration.intake import land_all, survey

SOURCE = "pe_oece_ocds"
SAMPLE = ROOT / "data" / "sample" / SOURCE / "oece-ocds-muestra.json"


def downloaded(folder: Path, moment: str, **changes: str) -> Path:
    """The sample as if fetched at a moment, which OECE writes into every package."""
    folder.mkdir(exist_ok=True)
    data = json.loads(SAMPLE.read_text("utf-8"))
    path = folder / "oece-ocds-muestra.json"
    path.write_text(json.dumps({**data, "publishedDate": moment, **changes}), "utf-8")
    return path


def test_a_download_that_differs_in_its_moment_only_is_no_new_vintage(
    settings: Settings, tmp_path: Path
) -> None:
    first = downloaded(tmp_path / "a", "2026-01-01T00:00:00Z")
    again = downloaded(tmp_path / "b", "2026-01-02T00:00:00Z")
    changed = downloaded(tmp_path / "c", "2026-01-02T00:00:00Z", license="another")
    assert sha256_of(first) != sha256_of(again)
    sources = load_sources()
    vintage, is_new = land(recognise(first, sources), settings.paths)
    assert (vintage.source_id, is_new) == (SOURCE, True)
    assert land(recognise(again, sources), settings.paths) == (vintage, False)
    assert survey([again], settings.paths).new == []
    seen = survey([changed], settings.paths)
    assert len(land_all(seen, SOURCE, settings.paths)[0]) == 1


def test_the_fields_are_left_out_wherever_they_stand_and_however_packed(tmp_path: Path) -> None:
    source = load_sources()[SOURCE]
    lines = [b'{"publishedDate": "%d", "a": "\\"publishedDate\\": 1"}\n' % n for n in (1, 2)]
    digests = set()
    for number, line in enumerate(lines):
        path = tmp_path / f"{number}.jsonl.gz"
        path.write_bytes(gzip.compress(line, mtime=number))
        digests.add(content_of(path, source, "-"))
    assert len(digests) == 1
    assert content_of(tmp_path / "x.csv", source, "-") == "-"


def test_a_file_that_changes_after_it_was_looked_at_is_not_landed_as_what_it_was(
    settings: Settings, tmp_path: Path
) -> None:
    path = downloaded(tmp_path / "a", "2026-01-01T00:00:00Z")
    seen = survey([path], settings.paths)
    downloaded(tmp_path / "a", "2026-01-01T00:00:00Z", license="another")
    new, problems = land_all(seen, SOURCE, settings.paths)
    assert not new
    assert [p.code for p in problems] == ["changed_file"]
    assert not list((settings.paths.raw / SOURCE).glob("*"))
    assert len(land_all(survey([path], settings.paths), SOURCE, settings.paths)[0]) == 1
