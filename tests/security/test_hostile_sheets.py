"""OpenDocument sheets and binary workbooks made to do harm; xlsx is in ``test_hostile_files``."""

import zipfile
from pathlib import Path

import pytest

from ingest.readers import excel
from tests.security.hostile import SECRET, multiplying, reaching_outside, refused, said

NAMES = "urn:oasis:names:tc:opendocument:xmlns"
CONTENT = (
    f'{{doctype}}<office:document-content xmlns:office="{NAMES}:office:1.0" '
    f'xmlns:table="{NAMES}:table:1.0" xmlns:text="{NAMES}:text:1.0" office:version="1.2">'
    '<office:body><office:spreadsheet><table:table table:name="s">{rows}</table:table>'
    "</office:spreadsheet></office:body></office:document-content>"
)
FILLER = (
    '<table:table-row table:number-rows-repeated="1048000">'
    '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
)


def ods(path: Path, rows: str, doctype: str = "") -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "META-INF/manifest.xml",
            f'<m:manifest xmlns:m="{NAMES}:manifest:1.0"><m:file-entry m:full-path="/" '
            'm:media-type="application/vnd.oasis.opendocument.spreadsheet"/></m:manifest>',
        )
        archive.writestr("content.xml", CONTENT.format(rows=rows, doctype=doctype))
    return path


def cell(text: str, repeated: int = 1) -> str:
    return (
        f'<table:table-cell office:value-type="string" table:number-columns-repeated="{repeated}">'
        f"<text:p>{text}</text:p></table:table-cell>"
    )


def row(cells: str, repeated: int = 1) -> str:
    return f'<table:table-row table:number-rows-repeated="{repeated}">{cells}</table:table-row>'


def test_a_sheet_that_is_filled_up_with_nothing_is_read(tmp_path: Path) -> None:
    book = ods(tmp_path / "a.ods", row(cell("good") + cell("better", 2)) + FILLER)
    assert excel.read(book, "*")[0].rows[0] == ["good", "better", "better"]


@pytest.mark.parametrize(
    "rows",
    [
        row(cell("x", 16_384), 1_048_576),
        row(cell("x")) + FILLER + row('<table:table-cell table:number-columns-repeated="999"/>'
                                      + cell("last corner")),
    ],
    ids=["repeated", "last corner"],
)  # fmt: skip
def test_cells_that_repeat_are_refused_before_they_are_laid_out(tmp_path: Path, rows: str) -> None:
    assert refused(ods(tmp_path / "a.ods", rows)).code == "too_large_unpacked"


def test_a_sheet_that_unpacks_to_too_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(excel, "MAX_UNPACKED", 1_000_000)
    book = ods(tmp_path / "a.ods", " " * 2_000_000)
    assert book.stat().st_size < 10_000
    assert refused(book).code == "too_large_unpacked"


def test_no_entity_is_read_and_none_multiplies(tmp_path: Path) -> None:
    for name, doctype in (("e", reaching_outside(tmp_path)), ("a9", multiplying())):
        found = said(ods(tmp_path / f"{name}.ods", row(cell(f"&{name};")), doctype))
        assert SECRET not in found
        assert len(found) < 1000


def xlsb(path: Path, *cells: tuple[int, int]) -> Path:
    """A binary workbook with nothing but cells: row and column of each, counted from zero."""
    rows = b"".join(
        b"\x00\x19" + y.to_bytes(4, "little") + bytes(21)  # a row's record of 25 bytes
        + b"\x02\x0c" + x.to_bytes(4, "little") + bytes(8)  # a number's of 12
        for y, x in cells
    )  # fmt: skip
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.bin", b"\x81\x01\x00" + rows + b"\x82\x01\x00")
    return path


def test_the_last_corner_of_a_binary_workbook_is_refused(tmp_path: Path) -> None:
    corners = xlsb(tmp_path / "a.xlsb", (0, 0), (1_048_575, 16_383))
    assert refused(corners).code == "too_large_unpacked"
    many = xlsb(tmp_path / "b.xlsb", *((y, 3) for y in range(40_000)))  # across several reads
    with zipfile.ZipFile(many) as archive:
        assert excel._laid_out(archive, "xl/worksheets/sheet1.bin") == 160_000
    assert refused(many).code == "unreadable_file"  # it is no whole workbook
