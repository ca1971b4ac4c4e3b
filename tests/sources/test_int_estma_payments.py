"""Canadian companies' payments: two views kept apart, amendments, totals to the cent."""

from pathlib import Path

import pandas as pd
import pytest
import xlsxwriter

from ingest.settings import Settings
from tests.sources.pe_support import bring_in, cents, lake, offer

SOURCE = "int_estma_payments"
HEADER = ["estma_id", "entity", "jurisdiction", "period_start_date", "period_end_date",
          "reporting_cylce", "country", "payee_project_name", "payee_or_project",
          "payment_category", "amount_reported_cad", "web_Link", "type_of_report",
          "payment_notes"]  # fmt: skip


def row(**cells: object) -> dict[str, object]:
    base = {"estma_id": "E000001", "entity": "Minera Muestra", "jurisdiction": "Canada",
            "period_start_date": "2018-01-01", "period_end_date": "2018-12-31",
            "reporting_cylce": 2018, "country": "Peru", "payee_project_name": "Gobierno Muestra",
            "payee_or_project": "payee", "payment_category": "Taxes",
            "amount_reported_cad": 110000.005, "web_Link": "",
            "type_of_report": "Individual Report", "payment_notes": ""}  # fmt: skip
    return base | cells


def workbook(folder: Path, rows: list[dict[str, object]], header: list[str] = HEADER) -> Path:
    path = folder / "estma-payments-muestra.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("data")
        for i, cells in enumerate([header, *[[r[h] for h in HEADER] for r in rows]]):
            sheet.write_row(i, 0, cells)
    return path


def test_the_real_file_to_the_cent(settings: Settings, extracts: Path) -> None:
    path = extracts / "intl" / "estma" / "estma-payments.xlsx"
    file = pd.read_excel(path, dtype=str, engine="calamine", keep_default_na=False)
    (report,) = bring_in(settings, SOURCE, [path])
    repeated = int(file.duplicated().sum())
    assert (report.rows_read, report.rows_rejected) == (len(file), repeated) == (40954, 218)
    kept = file[~file.duplicated()]
    for view in ("payee", "project"):
        mine = kept[kept["payee_or_project"] == view]
        total = cents(mine["amount_reported_cad"])
        query = f"select count(*), sum(amount) from lake where view = '{view}'"
        assert lake(settings, "company_payment", query) == [(len(mine), total)]
    peru = "select count(*) from lake where country = 'PE'"
    assert lake(settings, "company_payment", peru) == [(int((kept["country"] == "Peru").sum()),)]


def test_payee_and_project_never_share_a_row(settings: Settings, tmp_path: Path) -> None:
    rows = [row(), row(payee_or_project="project", payee_project_name="Mina Muestra")]
    bring_in(settings, SOURCE, [workbook(tmp_path, rows)])
    found = lake(settings, "company_payment", "select view, payee, project, amount from lake")
    assert {r[:3] for r in found} == {
        ("payee", "Gobierno Muestra", None),
        ("project", None, "Mina Muestra"),
    }
    assert {str(r[3]) for r in found} == {"110000.00"}  # half to even


def test_an_amendment_names_the_report_it_replaces(settings: Settings, tmp_path: Path) -> None:
    rows = [
        row(),
        row(type_of_report="Individual Report (Amended)", amount_reported_cad=120000),
        row(estma_id="E000002", type_of_report="Individual Report (Amended)"),
    ]
    bring_in(settings, SOURCE, [workbook(tmp_path, rows)])
    found = lake(settings, "company_payment", "select report_id, supersedes from lake order by all")
    assert found == [
        ("E000001-20181231-individual-report", None),
        ("E000001-20181231-individual-report-amended", "E000001-20181231-individual-report"),
        ("E000002-20181231-individual-report-amended", None),
    ]


def test_bad_rows_are_named(settings: Settings, tmp_path: Path) -> None:
    good = [row(amount_reported_cad=n) for n in range(1, 31)]
    bad = [row(country="Narnia"), row(amount_reported_cad="mucho"), row(payee_or_project="both")]
    (report,) = bring_in(settings, SOURCE, [workbook(tmp_path, good + bad)])
    assert (report.rows_loaded, report.rows_rejected) == (30, 3)
    reasons = lake(settings, "meta_reject", "select source_row, reason from lake order by all")
    assert {(r, why) for r, why in reasons} >= {
        (32, "missing_value"), (33, "bad_number"), (34, "not_in_list"),
    }  # fmt: skip


@pytest.mark.parametrize(("old", "new", "code"), [
    ("amount_reported_cad", "amount_usd", "wrong_header"),
    ("web_Link", "sector", "undeclared_column"),
])  # fmt: skip
def test_drift_is_refused(
    settings: Settings, tmp_path: Path, old: str, new: str, code: str
) -> None:
    header = [new if name == old else name for name in HEADER]
    taken = offer(settings, SOURCE, [workbook(tmp_path, [row()], header)])
    assert [p.code for p in taken.refused[SOURCE]] == [code]
