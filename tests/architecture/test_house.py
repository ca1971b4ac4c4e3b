"""The house keeps its shape: folders, sources, lock file, what is tracked."""

import re
import subprocess
from fnmatch import fnmatch

import pytest

from ingest.models import Source
from ingest.registry import load_retired, load_sources, source_folder
from tests.conftest import ROOT
from tests.sample import generate

FOLDERS = {"orchestration", "dbt_project", "ingest", "dashboards", "data", "tests"}
SOURCES = load_sources()


def tracked() -> list[str]:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode:
        pytest.skip("not a git checkout")
    return listed.stdout.splitlines()


def test_the_prescribed_folders_are_the_only_ones() -> None:
    top = {path.split("/")[0] for path in tracked() if "/" in path}
    assert {f for f in top if not f.startswith(".")} == FOLDERS


def test_only_the_sample_and_its_page_are_tracked_under_data() -> None:
    for path in tracked():
        if path.startswith("data/"):
            assert path == "data/README.md" or path.startswith("data/sample/")


def test_the_lock_names_hashes_and_no_index() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "http" not in re.sub(r"\b(httpx|httpcore|httptools|aiohttp)\S*", "", lock)
    assert "index-url" not in lock
    pinned = re.findall(r"(?m)^[A-Za-z0-9][^=\s]*==\S+.*$", lock)
    assert len(pinned) > 100
    assert lock.count("--hash=sha256:") >= len(pinned)


@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES.keys())
def test_a_source_says_what_a_stranger_needs(source: Source) -> None:
    assert re.fullmatch(r"[a-z]{2,3}_[a-z0-9_]+", source.id)
    assert source.title.es != ""
    assert source.title.en != ""
    assert source.patterns
    if source.evidence != "typed_facts":
        assert source.caveats is not None, "say what a user must know before using it"
    for layout in source.layouts:
        for table in layout.tables:
            globs = [*table.ignore, *table.labels]
            assert not any(fnmatch("a header nobody has seen", g) for g in globs)


@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES.keys())
def test_a_source_has_a_test_of_its_own_or_shares_one(source: Source) -> None:
    texts = [p.read_text(encoding="utf-8") for p in (ROOT / "tests").rglob("test_*.py")]
    assert any(source.id in text for text in texts)


def test_a_retired_source_is_not_active_and_says_why() -> None:
    for retired in load_retired():
        assert retired.id not in SOURCES
        assert not source_folder(retired.id).exists()


def test_totals_of_money_are_controlled_against_the_file() -> None:
    bare = {
        f"{source.id}/{layout.name}/{output.entity}"
        for source in SOURCES.values()
        if source.evidence != "typed_facts"
        for layout in source.layouts
        for table in layout.tables
        for output in table.outputs
        if output.entity in {"allocation", "spending", "company_payment"} and not output.controls
    }
    assert bare == set()


def test_the_committed_sample_is_what_the_generator_writes(tmp_path) -> None:
    again = generate.generate(tmp_path)
    committed = sorted(p for p in generate.SAMPLE.rglob("*") if p.is_file())
    assert [p.relative_to(tmp_path) for p in again] == [
        p.relative_to(generate.SAMPLE) for p in committed
    ]
    for new, old in zip(again, committed, strict=True):
        assert new.read_bytes() == old.read_bytes(), old.name
