"""CONOSCE contracts: a selection as JSON, the yearly workbook, one total per contract."""

import json
from pathlib import Path

import xlsxwriter

from ingest.settings import Settings
from tests.sources.pe_support import bring_in, cents, lake, offer

SOURCE = "pe_oece_conosce_contracts"


def selection(extracts: Path) -> Path:
    return extracts / "peru" / "oece_conosce" / "CONOSCE_CONTRATOS_2018_2024_top12_per_year.json"


def rows_of(extracts: Path) -> list[dict[str, str]]:
    document = json.loads(selection(extracts).read_text(encoding="utf-8"))
    return [entry["row"] for entry in document["selected"]]


def test_the_selection_counts_each_contract_once(settings: Settings, extracts: Path) -> None:
    published = rows_of(extracts)
    codes = {r["n_cod_contrato"] for r in published}
    signatures = {
        (r["n_cod_contrato"], r["ruc_contratista"], r["fecha_suscripcion_contrato"]): r
        for r in published
    }
    totals = [r["monto_contratado_total"] for r in signatures.values()]
    assert len(signatures) > len(codes)  # one code holds two signatures
    (report,) = bring_in(settings, SOURCE, [selection(extracts)])
    assert (report.rows_read, report.rows_rejected) == (len(published), 0)
    found = lake(settings, "contract", "select count(*), sum(initial_value) from lake")
    assert found == [(len(codes), cents(totals))]
    assert str(report.vintage.data_as_of) == "2026-05-18"
    first = "select signed_on, days_added, process_id from lake where contract_id = '1166454'"
    ((signed, added, process),) = lake(settings, "contract", first)
    assert (str(signed), added, process) == ("2018-07-03", 92, "ocds-dgv273-seacev3-454249")


def test_the_yearly_workbook_adds_items_up_only_once(
    settings: Settings, extracts: Path, tmp_path: Path
) -> None:
    """The yearly layout, generated: two items of one contract, a person, a consortium."""
    like = rows_of(extracts)[0]
    items = [
        like | {"n_cod_contrato": "9000001", "num_item": "1", "monto_contratado_item": "60"},
        like | {"n_cod_contrato": "9000001", "num_item": "2", "monto_contratado_item": "40"},
        like | {"n_cod_contrato": "9000002", "ruc_contratista": "10999999991"},
        like | {"n_cod_contrato": "9000003", "ruc_contratista": "452166"},
    ]
    for row in items[:2]:
        row["monto_contratado_total"] = "100"
    file = tmp_path / "CONOSCE_CONTRATOS2025_0.xlsx"
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, list(like))
        for n, row in enumerate(items, start=1):
            sheet.write_row(n, 0, list(row.values()))
    (report,) = bring_in(settings, SOURCE, [file])
    assert (report.vintage.slice, report.rows_read, report.rows_rejected) == ("2025", 4, 0)
    one = "select initial_value, current_value from lake where contract_id = '9000001'"
    assert lake(settings, "contract", one) == [(100, None)]
    kinds = "select contract_id, supplier_kind from lake where contract_id > '9000001' order by 1"
    assert lake(settings, "contract_supplier", kinds) == [
        ("9000002", "person"),
        ("9000003", "consortium"),
    ]
    assert "10999999991" not in str(lake(settings, "contract_supplier"))


def test_broken_json_is_refused(settings: Settings, tmp_path: Path) -> None:
    for name, text in (("CONOSCE_CONTRATOS2018.json", "{"), ("CONOSCE_CONTRATOS2019.json", "[]")):
        file = tmp_path / name
        file.write_text(text, encoding="utf-8")
        taken = offer(settings, SOURCE, [file])
        assert [p.code for p in taken.refused[SOURCE]] == ["unreadable_file"]
