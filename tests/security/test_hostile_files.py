"""Files made to do harm: they are refused or read as text, and nothing else happens."""

import contextlib
import gzip
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from ingest import pipeline
from ingest.fetch.inbox import files
from ingest.problems import IngestError
from ingest.readers import excel, ocds
from ingest.settings import ROOT, Settings
from tests.security.hostile import SECRET, multiplying, reaching_outside, refused, said
from tests.unit.money import GOOD, HEADER, lake, money_source, offer, refresh

__all__ = ["money_source"]

BOOK = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/'
    'content-types"><Default Extension="xml" ContentType="application/xml"/><Default '
    'Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.spreadsheetml.sheet.main+xml"/></Types>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
    'relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/'
    'officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/>'
    "</Relationships>",
    "xl/workbook.xml": '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/'
    'main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="s" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/'
    'package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/'
    'officeDocument/2006/relationships/worksheet" Target="worksheets/s.xml"/></Relationships>',
}
SHEET = (
    '{doctype}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    "<sheetData>{rows}</sheetData></worksheet>"
)


def workbook(path: Path, rows: str, doctype: str = "") -> Path:
    """A workbook of one sheet, written by hand so that it may be wrong."""
    parts = {**BOOK, "xl/worksheets/s.xml": SHEET.format(rows=rows, doctype=doctype)}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return path


def text_cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def test_a_workbook_written_by_hand_is_read(tmp_path: Path) -> None:
    book = workbook(tmp_path / "a.xlsx", f'<row r="1">{text_cell("A1", "good")}</row>')
    assert excel.read(book, "*")[0].rows == [["good"]]


def test_a_cell_in_the_last_corner_is_refused_before_it_is_laid_out(tmp_path: Path) -> None:
    for cell in ('r="XFD1048576"', "r\t= 'XFD1048576'"):
        last = f'<row r="1048576"><c {cell}><v>1</v></c></row>'
        rows = f'<row r="1">{text_cell("A1", "x")}</row>{last}'
        book = workbook(tmp_path / "a.xlsx", rows)
        problem = refused(book)
        assert problem.code == "too_large_unpacked"
        assert "17,179,869,184 cells" in problem.value


def test_a_workbook_that_unpacks_to_too_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(excel, "MAX_UNPACKED", 1_000_000)
    book = workbook(tmp_path / "a.xlsx", " " * 2_000_000)
    assert book.stat().st_size < 10_000
    assert refused(book).code == "too_large_unpacked"


def test_an_external_entity_is_never_read(tmp_path: Path) -> None:
    rows = f'<row r="1">{text_cell("A1", "&e;")}</row>'
    assert SECRET not in said(workbook(tmp_path / "a.xlsx", rows, reaching_outside(tmp_path)))


def test_entities_that_multiply_do_not_grow(tmp_path: Path) -> None:
    rows = f'<row r="1">{text_cell("A1", "&a9;")}</row>'
    assert len(said(workbook(tmp_path / "a.xlsx", rows, multiplying()))) < 1000


@pytest.mark.parametrize("depth", [5_000, 200_000])
def test_json_nested_without_end_is_refused(tmp_path: Path, depth: int) -> None:
    path = tmp_path / "releases.json"
    path.write_text('{"releases": ' + "[" * depth + "]" * depth + "}")
    with pytest.raises(IngestError):
        ocds.read(path)


BOMB = """
import resource, sys
from pathlib import Path
sys.path.insert(0, {root!r})
from tests.security.test_hostile_files import swallow
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
swallow(Path(sys.argv[1]))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


def swallow(path: Path) -> None:
    """Looks at the first rows of a gzipped CSV as recognition does."""
    from ingest.models import Reader
    from ingest.readers import delimited

    with contextlib.suppress(IngestError):
        delimited.head(path, Reader(format="csv"))


def test_a_gzip_bomb_is_not_unpacked_into_memory(tmp_path: Path) -> None:
    bomb = tmp_path / "money-all-2025-01-01.csv.gz"
    with gzip.open(bomb, "wb", compresslevel=9) as file:
        for _ in range(400):
            file.write(b"x" * 1_000_000)
    assert bomb.stat().st_size < 1_000_000
    done = subprocess.run(
        [sys.executable, "-c", BOMB.format(root=str(ROOT)), str(bomb)],
        capture_output=True, text=True, check=True, cwd=ROOT,
    )  # fmt: skip
    grown = int(done.stdout.split()[-1]) * 1024
    assert grown < 200_000_000, "the reader held most of what the bomb unpacks to"


HOSTILE = [
    "'); drop table population; --",
    "\"; attach '/etc/passwd' as x; --",
    "' || (select content from read_text('/etc/hostname')) || '",
    "{{ config.items() }}{% for x in ().__class__.__base__.__subclasses__() %}",
    "${jndi:ldap://127.0.0.1/x}",
    "$$; copy (select 1) to '{out}'; $$",
]


def test_sql_and_templates_in_cells_headers_and_names_stay_text(
    settings: Settings, money_source: str, tmp_path: Path
) -> None:
    out = tmp_path / "out.csv"
    cells = [text.replace("{out}", str(out)) for text in HOSTILE]
    quoted = [c.replace('"', '""') for c in cells]
    header = HEADER.strip() + "".join(f',"nota {q}"' for q in quoted) + "\n"
    row = "05001,2024,10" + "".join(f',"{q}"' for q in quoted) + "\n"
    bad = f'"{quoted[0]}",2024,"{quoted[2]}"' + "," * len(quoted) + "\n"
    name = "money-a'; drop table x; --2025-01-01.csv"
    taken = offer(settings, name, header + row + "05002,2024,20" + "," * len(quoted) + "\n" + bad)
    assert taken.refused == {}, [p.text("en") for p in taken.refused.get(money_source, [])]
    [report] = refresh(settings, money_source)
    assert (report.rows_read, report.rows_loaded, report.rows_rejected) == (3, 2, 1)
    assert not out.exists()
    assert any(cells[2] in str(reject) for reject in lake(settings, "meta_reject"))


def test_a_linked_folder_in_the_inbox_is_not_walked(settings: Settings, tmp_path: Path) -> None:
    outside, inbox = tmp_path / "outside", tmp_path / "inbox"
    for folder in (outside, inbox):
        folder.mkdir()
    (outside / "money-all-2025-01-01.csv").write_text(GOOD)
    (inbox / "folder").symlink_to(outside, target_is_directory=True)
    assert files(inbox) == []


def test_a_device_or_pipe_in_the_inbox_is_left_alone(
    settings: Settings, money_source: str, tmp_path: Path
) -> None:
    inbox = tmp_path / "pipes"
    inbox.mkdir()
    os.mkfifo(inbox / "money-all-2025-01-01.csv")
    assert files(inbox) == []
    taken = pipeline.take([inbox / "money-all-2025-01-01.csv"], settings.paths)
    assert [p.code for p in taken.unknown] == ["not_a_regular_file"]
