"""Every source meets every kind of bad file: it says why, or counts what it rejects, and stands.

The files are those of the sample, and of the sources' own folders for typed facts. A source that
has neither is named by a test, so that none is left out unseen.
"""

import re
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import duckdb
import pytest

from ingest import quality
from ingest.conform import Conformed, conform
from ingest.models import Outcome
from ingest.pipeline import Report, bring_up_to_date, bundled_files, take
from ingest.problems import IngestError, Problem
from ingest.quality import Rule, _row
from ingest.readers.delimited import quoted
from ingest.registry import load_sources
from ingest.settings import ROOT, Settings
from ingest.vintages import bytes_of, land, recognise
from tests.sources.spoiling import LONG, Grid, cut, grid, other_marks, soiled_json

SAMPLE = ROOT / "data" / "sample"


def good_file(source_id: str) -> Path | None:
    """The smallest good file of a source."""
    found = [p for p in (SAMPLE / source_id).glob("*") if p.is_file()]
    found += bundled_files({source_id})
    return min(found, key=lambda p: (p.stat().st_size, p.name), default=None)


GOOD = {s: p for s in load_sources() if (p := good_file(s))}


@pytest.fixture(params=sorted(GOOD))
def source_id(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def inbox(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "inbox"
    folder.mkdir()
    yield folder
    shutil.rmtree(tmp_path, ignore_errors=True)


def test_a_source_without_a_file_to_spoil_is_one_whose_real_files_are_tested() -> None:
    for source_id in set(load_sources()) - set(GOOD):
        assert load_sources()[source_id].evidence == "real_file_seen", source_id
        assert (ROOT / "tests" / "sources" / f"test_{source_id}.py").exists(), source_id


def put(inbox: Path, name: str, data: bytes) -> Path:
    path = inbox / name
    path.write_bytes(data)
    return path


def refusal(path: Path) -> tuple[Problem, ...]:
    """Why a file is not taken, told in both languages; empty where it is taken."""
    try:
        recognise(path, load_sources())
    except IngestError as error:
        for problem in error.problems:
            assert all(path.name in problem.text(lang) for lang in ("es", "en"))
        return error.problems
    return ()


def conformed(path: Path, source_id: str, settings: Settings) -> Conformed:
    """What a file gives, every data row counted."""
    source = load_sources()[source_id]
    vintage, _ = land(recognise(path, {source_id: source}), settings.paths)
    staging = settings.paths.staging / vintage.vintage_id
    found = conform(source, vintage, bytes_of(vintage, settings.paths), staging, settings)
    assert found.rows_read == found.rows_loaded + found.rows_rejected
    shutil.rmtree(settings.paths.raw / source_id / vintage.vintage_id)
    return found


def rejects(found: Conformed) -> set[tuple[str, str]]:
    sql = f'select distinct "column", reason from read_parquet({quoted(str(found.rejects))})'
    return set(duckdb.sql(sql).fetchall())


def test_what_is_no_such_file_is_refused_with_its_reason(source_id: str, inbox: Path) -> None:
    good = GOOD[source_id]
    data, name = good.read_bytes(), good.name
    assert refusal(put(inbox, name, data)) == ()
    other = next(p for s, p in GOOD.items() if s != source_id and p.suffix != good.suffix)
    assert refusal(put(inbox, name, b"")), "empty"
    assert refusal(put(inbox, name, other.read_bytes())), "a file of another source"
    assert refusal(put(inbox, name, b"<!DOCTYPE html><html>Error 500</html>")), "an error page"
    assert refusal(put(inbox, name, bytes(range(256)) * 40)), "noise"
    if good.suffix not in {".csv", ".yml"}:  # what is cut there is a shorter file
        assert refusal(put(inbox, name, cut(data))), "truncated"
    if good.suffix not in {".xlsx", ".gz", ".dta"}:
        text = data.decode("utf-8", "replace")
        assert refusal(put(inbox, name, text.encode("utf-16"))), "another encoding"


def test_columns_that_change_do_not_pass_unseen(source_id: str, inbox: Path) -> None:
    cells = grid(GOOD[source_id], source_id)
    if cells is None:
        return
    name = cells.path.name
    required = [n for n, c in cells.table.columns.items() if c.required and n in cells.header.index]
    at = cells.header.index[required[0]]
    header = cells.header.position

    def without(row: list) -> list:
        return row[:at] + row[at + 1 :]

    missing = refusal(put(inbox, name, cells.with_header(without)))
    assert missing, "a required column is missing"
    assert cells.table.columns[required[0]].headers[0] in "".join(p.value for p in missing)

    renamed = [list(r) for r in cells.rows]
    renamed[header][at] = "Renombrada por el publicador"
    assert refusal(put(inbox, name, cells.with_rows(renamed))), "renamed"

    wider = [list(r) for r in cells.rows]
    for row in wider[header:]:
        row.append("x")
    wider[header][-1] = "Columna nunca vista"
    extra = refusal(put(inbox, name, cells.with_rows(wider)))
    assert "undeclared_column" in {p.code for p in extra}
    assert "Columna nunca vista" in "".join(p.value for p in extra)

    if cells.path.suffix != ".xlsx":
        assert refusal(put(inbox, name, other_marks(cells))), "another delimiter"


def test_a_column_elsewhere_is_found(source_id: str, inbox: Path) -> None:
    cells = grid(GOOD[source_id], source_id)
    if cells is None or any(c.occurrence > 1 for c in cells.table.columns.values()):
        return
    width = cells.header.width
    turned = cells.with_header(lambda row: (row + [""] * width)[:width][::-1])
    again = grid(put(inbox, cells.path.name, turned), source_id)
    assert again is not None
    assert again.header.index == {n: width - 1 - i for n, i in cells.header.index.items()}


SPOILT = 5  # rows in which each cell is spoilt: some rows are subtotals and the like
# What stands in a cell of each type, and what must be said of it.
BAD_CELLS = {
    "number": ("doce mil", "bad_number"),
    "integer": ("3,5", "bad_integer"),
    "date": ("31/02/2024", "bad_date"),
    "code": ("ñandú", "bad_code"),
}


def soiled(cells: Grid) -> tuple[bytes, set[tuple[str, str]]]:
    """Every row twice, and rows in which one cell each is bad; with what must be said of them."""
    data = [list(r) for r in cells.rows[cells.first :]]
    is_text = cells.path.suffix != ".xlsx"
    bad = [
        (index, BAD_CELLS[column.type][0], (name, BAD_CELLS[column.type][1]))
        for index, name, column in cells.columns(*BAD_CELLS)
        if not (column.type == "code" and not column.width)
    ]
    if is_text:  # a workbook gives a formula's stored value, and a cell holds 32,767 characters
        numbers = cells.columns("integer")
        bad += [(i, "=1+1", (n, "bad_integer")) for i, n, _ in numbers[:1]]
        bad += [(i, LONG, (n, "cell_too_long")) for i, n, _ in cells.columns("text")[:1]]
    rows = []
    for index, value, _ in bad:
        for good in data[:SPOILT]:
            row = list(good) + [""] * (cells.header.width - len(good))
            row[index] = value
            rows.append(row)
    expected = {problem for _, _, problem in bad}
    if cells.table.duplicates == "reject":
        expected.add(("*", "duplicate_row"))
    return cells.with_rows([*cells.rows, *data, *rows]), expected


def loaded(source_id: str, inbox: Path, settings: Settings) -> Report:
    """The good file of a source, in the lake."""
    good = GOOD[source_id]
    take([put(inbox, good.name, good.read_bytes())], settings.paths, {source_id})
    (report,) = bring_up_to_date(load_sources()[source_id], settings)
    assert report.outcome is Outcome.LOADED, [p.text("en") for p in report.problems]
    return report


@pytest.fixture
def plain_judge(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bounds compared in plain Python: Great Expectations needs longer than all the rest."""

    def judge(rules: list[Rule]) -> list[dict]:
        def passed(rule: Rule) -> bool:
            too_low = rule.minimum is not None and rule.observed < rule.minimum
            return not too_low and not (rule.maximum is not None and rule.observed > rule.maximum)

        return [_row(rule, passed(rule)) for rule in rules]

    monkeypatch.setattr(quality, "judge", judge)


@pytest.mark.usefixtures("plain_judge")
def test_bad_rows_are_counted_and_good_data_stay(
    source_id: str, inbox: Path, settings: Settings
) -> None:
    good = GOOD[source_id]
    first = loaded(source_id, inbox, settings)
    lake = {f: f.stat().st_mtime_ns for f in settings.paths.lake.rglob("*.parquet")}
    cells = grid(good, source_id)
    if cells is None:
        if good.suffix == ".json":
            soil = put(inbox, good.name, soiled_json(good.read_bytes()))
            with suppress(IngestError):  # counted row by row, or refused as a whole
                conformed(soil, source_id, settings)
    else:
        data, expected = soiled(cells)
        found = conformed(put(inbox, good.name, data), source_id, settings)
        unsaid = expected - rejects(found)
        rules = " ".join(s.when for s in cells.table.skip)  # a bad cell may make a row no data
        assert not [name for name, _ in unsaid if not re.search(rf"\b{name}\b", rules)], unsaid
        assert not unsaid or found.skipped

        path = put(inbox, good.name, cells.header_only())
        taken = take([path], settings.paths, {source_id})
        said = [p for ps in taken.refused.values() for p in ps] + taken.unknown
        for report in bring_up_to_date(load_sources()[source_id], settings):
            said += report.problems if report.vintage != first.vintage else []
        assert said or load_sources()[source_id].limits.min_rows == 0, "a header alone"
    again = bring_up_to_date(load_sources()[source_id], settings)
    assert Outcome.UNCHANGED in [r.outcome for r in again if r.vintage == first.vintage]
    assert {f: f.stat().st_mtime_ns for f in lake} == lake
