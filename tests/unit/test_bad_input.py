"""What a source does with files that are not what they should be, on one small source.

``tests/sources/test_bad_files.py`` asks the same of every source.
"""

import gzip

import pytest
import xlsxwriter

from ingest import pipeline
from ingest.models import Outcome
from tests.unit.money import GOOD, HEADER, lake, offer, refresh


def test_a_good_file_is_loaded_and_its_total_kept(settings, money_source) -> None:
    taken = offer(settings, "money-all-2024-12-31.csv", GOOD)
    assert [len(v) for v in taken.landed.values()] == [1]
    (report,) = refresh(settings, money_source)
    assert report.outcome is Outcome.LOADED
    assert (report.rows_read, report.rows_loaded, report.rows_rejected) == (3, 3, 0)
    assert [row[:3] for row in lake(settings, "population")] == [
        ("CO-05001", 2024, 10),
        ("CO-05002", 2024, 20),
        ("CO-05004", 2024, 1030),
    ]
    (control,) = lake(settings, "meta_reconciliation")
    assert control[5] == control[7] == 1060


def test_the_same_bytes_again_are_no_new_vintage(settings, money_source) -> None:
    offer(settings, "money-all-2024-12-31.csv", GOOD)
    refresh(settings, money_source)
    again = offer(settings, "money-all-2024-12-31.csv", GOOD)
    assert again.landed == {}
    assert again.known == {money_source: 1}
    assert [r.outcome for r in refresh(settings, money_source)] == [Outcome.UNCHANGED]


def test_bad_cells_are_rejected_with_row_column_and_value(settings, money_source) -> None:
    text = GOOD + "05030,2024,doce\nzz,2024,5\n05031,,7\n"
    offer(settings, "money-all-2024-12-31.csv", text)
    (report,) = refresh(settings, money_source)
    assert (report.rows_read, report.rows_loaded, report.rows_rejected) == (6, 3, 3)
    found = {(r[0], r[4], r[5], r[6]) for r in lake(settings, "meta_reject")}
    assert (5, "people", "bad_integer", "doce") in found
    assert (6, "code", "bad_code", "zz") in found
    assert (7, "year", "missing_value", None) in found


def test_subtotals_blanks_and_repeated_headers_are_skipped_and_counted(
    settings, money_source
) -> None:
    text = GOOD + "TOTAL,2024,1060\n,,\n" + HEADER
    offer(settings, "money-all-2024-12-31.csv", text)
    (report,) = refresh(settings, money_source)
    assert (report.rows_read, report.rows_loaded, report.rows_skipped) == (3, 3, 3)


def test_an_exact_repeat_and_a_clashing_key_are_told_apart(settings, money_source) -> None:
    text = GOOD + "05001,2024,10\n05002,2024,99\n"
    offer(settings, "money-all-2024-12-31.csv", text)
    (report,) = refresh(settings, money_source)
    assert (report.rows_read, report.rows_rejected) == (5, 2)
    reasons = {r[0]: r[5] for r in lake(settings, "meta_reject")}
    assert reasons == {5: "duplicate_row", 6: "duplicate_key"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty_file"),
        ("Código;Año;Habitantes\n05001;2024;10\n", "wrong_header"),
        ("Código,Año\n05001,2024\n", "wrong_header"),
        ("Código,Año,Población\n05001,2024,10\n", "wrong_header"),
        ("Código,Año,Habitantes,Nueva\n05001,2024,10,1\n", "undeclared_column"),
        ("\0\0\0\0", "unreadable_file"),
        ("<html><body>error</body></html>", "wrong_header"),
    ],
)
def test_a_file_of_another_shape_is_refused_with_its_reason(
    settings, money_source, text, code
) -> None:
    taken = offer(settings, "money-all-2024-12-31.csv", text)
    assert taken.landed == {}
    refused = taken.refused.get(money_source, []) + taken.unknown
    assert code in {p.code for p in refused}
    assert all("money-all-2024-12-31.csv" in p.text(lang) for p in refused for lang in ("es", "en"))


@pytest.mark.parametrize(
    "text",
    [
        "Habitantes,nota libre,CODE,Año\n10,x,05001,2024\n",
        "\ufeffCódigo,Año,Habitantes\r\n05001,2024,10\r\n",
        ' codigo , AÑO,"habitantes "\n05001,2024,10\n',
    ],
)
def test_order_case_accents_and_marks_of_a_header_do_not_matter(
    settings, money_source, text
) -> None:
    offer(settings, "money-all-2024-12-31.csv", text)
    (report,) = refresh(settings, money_source)
    assert report.rows_loaded == 1


def test_a_cp1252_file_is_read(settings, money_source) -> None:
    offer(settings, "money-all-2024-12-31.csv", GOOD.encode("cp1252"))
    assert refresh(settings, money_source)[0].rows_loaded == 3


def test_a_ragged_row_is_rejected_by_its_number(settings, money_source) -> None:
    offer(settings, "money-all-2024-12-31.csv", GOOD + "05030,2024\n05031,2024,4\n")
    (report,) = refresh(settings, money_source)
    assert (report.rows_read, report.rows_loaded, report.rows_rejected) == (5, 4, 1)
    assert [(r[0], r[5]) for r in lake(settings, "meta_reject")] == [(5, "malformed_row")]
    assert max(r[4 + 1] for r in lake(settings, "population")) == 6


def test_a_header_alone_keeps_the_last_good_data(settings, money_source) -> None:
    offer(settings, "money-all-2024-12-31.csv", GOOD)
    refresh(settings, money_source)
    offer(settings, "money-all-2025-12-31.csv", HEADER)
    reports = refresh(settings, money_source)
    assert [r.outcome for r in reports] == [Outcome.UNCHANGED, Outcome.REFUSED]
    assert reports[1].problems[0].code == "empty_file"
    assert len(lake(settings, "population")) == 3


def test_a_vanished_year_keeps_the_last_good_data(settings, money_source) -> None:
    offer(settings, "money-all-2024-12-31.csv", GOOD + "05001,2023,9\n")
    refresh(settings, money_source)
    offer(settings, "money-all-2025-12-31.csv", GOOD)
    report = refresh(settings, money_source)[1]
    assert report.outcome is Outcome.REFUSED
    assert {p.column for p in report.problems} == {"vanished_years"}


def test_a_source_that_shrinks_to_a_tenth_is_stopped(settings, money_source) -> None:
    rows = "".join(f"05{n:03d},2024,1\n" for n in range(1, 101))
    offer(settings, "money-all-2024-12-31.csv", HEADER + rows)
    refresh(settings, money_source)
    offer(settings, "money-all-2025-12-31.csv", HEADER + "05001,2024,1\n" * 1)
    report = refresh(settings, money_source)[1]
    assert report.outcome is Outcome.REFUSED
    assert "size_ratio" in {p.column for p in report.problems}


@pytest.mark.parametrize("cut", [10, 40])
def test_a_truncated_gzip_is_refused(settings, money_source, cut: int) -> None:
    whole = gzip.compress((GOOD * 50).encode())
    taken = offer(settings, "money-all-2024-12-31.csv.gz", whole[:-cut])
    problems = taken.refused.get(money_source, []) + taken.unknown
    assert {p.code for p in problems} == {"unreadable_file"}


def test_a_truncated_workbook_is_refused(settings, money_source, tmp_path) -> None:
    path = tmp_path / "w.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("s").write_row(0, 0, ["Código", "Año", "Habitantes"])
    taken = offer(settings, "money-all-2024-12-31.xlsx", path.read_bytes()[:-200])
    problems = taken.refused.get(money_source, []) + taken.unknown
    assert "unreadable_file" in {p.code for p in problems}


def test_a_workbook_with_titles_above_and_a_formula_inside(
    settings, money_source, tmp_path
) -> None:
    path = tmp_path / "w.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("s")
        sheet.write(0, 0, "Un título")
        sheet.write_row(3, 0, ["Código", "Año", "Habitantes"])
        sheet.write_row(4, 0, ["05001", 2024, 10])
        sheet.write_row(5, 0, ["05002", 2024])
        sheet.write_formula(5, 2, "=10+10", value=20)
    offer(settings, "money-all-2024-12-31.xlsx", path.read_bytes())
    (report,) = refresh(settings, money_source)
    assert report.rows_loaded == 2
    assert [r[5] for r in lake(settings, "population")] == [5, 6]


def test_a_million_character_cell_is_a_reject_not_a_crash(settings, money_source) -> None:
    text = GOOD + "05030,2024," + "x" * 1_000_000 + "\n"
    offer(settings, "money-all-2024-12-31.csv", text)
    (report,) = refresh(settings, money_source)
    assert (report.rows_loaded, report.rows_rejected) == (3, 1)
    assert len(lake(settings, "meta_reject")[0][6]) <= 200


def test_a_link_in_the_inbox_is_not_followed(settings, money_source, tmp_path) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text(GOOD, encoding="utf-8")
    link = tmp_path / "money-all-2024-12-31.csv"
    link.symlink_to(secret)
    taken = pipeline.take([link], settings.paths)
    assert taken.landed == {}
    assert [p.code for p in taken.unknown] == ["not_a_regular_file"]


def test_a_file_nobody_declares_is_named_and_left(settings, money_source) -> None:
    taken = offer(settings, "holiday.jpg", b"\xff\xd8")
    assert [p.code for p in taken.unknown] == ["unknown_file"]


def test_slices_stand_side_by_side(settings, money_source) -> None:
    offer(settings, "money-north-2024-12-31.csv", GOOD)
    offer(settings, "money-south-2024-12-31.csv", HEADER + "08001,2024,1\n")
    assert {r.vintage.slice for r in refresh(settings, money_source)} == {"north", "south"}
    assert len(lake(settings, "population")) == 4
