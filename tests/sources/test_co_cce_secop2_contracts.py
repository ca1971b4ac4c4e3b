"""SECOP II contracts: the daily copies, other selections, and no person in the lake."""

import gzip
import re
from pathlib import Path

import pandas as pd
import pytest

from ingest.models import Outcome
from ingest.settings import Settings
from ingest.text import plain
from tests.sample import co_cce_secop2_contracts as sample
from tests.sample.world import COMPANIES, PEOPLE, SEED, World
from tests.sources.pe_support import bring_in, cents, lake, offer

SOURCE = "co_cce_secop2_contracts"
OTHER_FUNDS = [
    "presupuesto_general_de_la_nacion_pgn",
    "sistema_general_de_participaciones",
    "recursos_propios_alcald_as_gobernaciones_y_resguardos_ind_genas_",
    "recursos_de_credito",
    "recursos_propios",
]
OFFICIALS = ["ordenador_del_gasto", "supervisor", "ordenador_de_pago"]


@pytest.fixture
def daily(extracts: Path) -> list[Path]:
    return sorted((extracts / "colombia" / "secop" / "valle_daily").glob("contratos_*.csv.gz"))


def _frame(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, dtype=str, keep_default_na=False)


def _bulk(tmp_path: Path, name: str = "SECOP_II_-_Contratos_Electronicos_20260201.csv") -> Path:
    sample.write(tmp_path, World(SEED))
    return tmp_path / name


def test_every_daily_copy_to_the_cent(settings: Settings, daily: list[Path]) -> None:
    frames = {path.name: _frame(path) for path in daily}

    reports = bring_in(settings, SOURCE, daily)

    assert [r.rows_read for r in reports] == [73, 74, 245, 922, 1330, 1525, 1525]
    assert {r.vintage.slice for r in reports} == {"valle"}
    for report in reports:
        frame = frames[report.vintage.filename]
        query = (
            "select count(*), sum(current_value), sum(royalty_value), "
            "count(*) filter (funding = 'royalty'), count(*) filter (funding = 'other') "
            f"from lake where vintage_id = '{report.vintage.vintage_id}'"
        )
        royalties = pd.to_numeric(frame["sistema_general_de_regal_as"])
        other = frame[OTHER_FUNDS].apply(pd.to_numeric).max(axis=1)
        assert lake(settings, "contract", query) == [
            (
                frame["id_contrato"].nunique(),
                cents(frame["valor_del_contrato"]),
                cents(frame["sistema_general_de_regal_as"]),
                int((royalties > 0).sum()),
                int(((royalties == 0) & (other > 0)).sum()),
            )
        ]


def test_no_person_reaches_the_lake(settings: Settings, daily: list[Path]) -> None:
    bring_in(settings, SOURCE, daily[-1:])
    frame = _frame(daily[-1])
    people = frame[frame["tipodocproveedor"].str.startswith("Cédula")]
    names = set(people["proveedor_adjudicado"])
    documents = set(people["documento_proveedor"])
    for office in OFFICIALS:
        names |= set(frame[f"nombre_{office}"])
        documents |= set(frame[f"n_mero_de_documento_{office}"])
    # a bank's or a body's name in an official's cell is no person, and a NIT may stand in a title
    full = {n for n in map(plain, names) if len(n.split()) > 2 and "gobernacion" not in n}
    numbers = {re.sub(r"\D", "", d) for d in documents} - set(frame["nit_entidad"])

    written = lake(settings, "contract", "select object, buyer_name from lake")
    written += lake(settings, "contract_supplier", "select supplier_id, supplier_name from lake")
    text = " · ".join(plain(cell) for row in written for cell in row)

    assert len(full) > 1000
    assert [name for name in full if name in text] == []
    runs = {re.sub(r"\D", "", run) for run in re.findall(r"\d[\d.]{5,}\d", text)}
    assert {n for n in numbers if len(n) >= 6} & runs == set()


def test_companies_and_consortia_keep_their_names(settings: Settings, daily: list[Path]) -> None:
    bring_in(settings, SOURCE, daily[-1:])

    kinds = dict(
        lake(settings, "contract_supplier", "select supplier_kind, count(*) from lake group by 1")
    )
    assert kinds == {"person": 1410, "company": 101, "consortium": 4, "unknown": 10}
    open_names = """
        select count(*) from lake
        where (supplier_kind in ('company', 'consortium'))
            = starts_with(supplier_name, 'Persona')"""
    assert lake(settings, "contract_supplier", open_names) == [(0,)]
    consortium = "select supplier_id from lake where supplier_name = 'CONSORCIO RÍO ARIARI'"
    assert lake(settings, "contract_supplier", consortium) == [("902091508",)]


def test_every_method_and_state_seen_has_its_decision(
    settings: Settings, daily: list[Path]
) -> None:
    bring_in(settings, SOURCE, daily[-1:])

    undecided = "select distinct method_details from lake where method is null"
    assert lake(settings, "contract", undecided) == []
    unknown = "select distinct status_raw from lake where status = 'unknown'"
    assert lake(settings, "contract", unknown) == []


def test_a_contract_of_several_projects_is_loaded_once(settings: Settings, extracts: Path) -> None:
    folder = extracts / "colombia" / "secop" / "obra_nacional_vintages"
    path = folder / "secop2_obra_orden_nacional_20260125.xlsx"
    frame = pd.read_excel(path, dtype=str, engine="calamine")

    (report,) = bring_in(settings, SOURCE, [path])

    assert (report.rows_read, report.rows_rejected) == (8421, 524)
    assert report.rows_loaded == frame["id_contrato"].nunique()
    total = cents(frame["valor_del_contrato"])
    columns = "select left_value, right_value from lake where subject like '%current_value'"
    assert lake(settings, "meta_reconciliation", columns) == [(total, total)]
    reasons = "select reason, count(distinct source_row) from lake group by 1 order by 1"
    assert lake(settings, "meta_reject", reasons) == [
        ("duplicate_key", 524 - int(frame.duplicated().sum())),
        ("duplicate_row", int(frame.duplicated().sum())),
    ]


def test_display_names_and_api_names_give_the_same_rows(settings: Settings, tmp_path: Path) -> None:
    bulk = _bulk(tmp_path)
    api = tmp_path / "contratos_20260201.csv"
    rows = [{sample.COLUMNS[k]: v for k, v in sample.work(n).items()} for n in range(8)]
    api.write_text(sample.as_csv(list(sample.COLUMNS.values()), rows), encoding="utf-8")

    reports = bring_in(settings, SOURCE, [bulk, api])

    assert [r.outcome for r in reports] == [Outcome.LOADED] * 2
    assert len({r.vintage.slice for r in reports}) == 2
    distinct = "select count(*) from (select distinct * exclude (vintage_id, slice) from lake)"
    assert lake(settings, "contract", distinct) == [(8,)]
    dates = "select distinct cast(signed_on as varchar), cast(end_on as varchar) from lake"
    assert lake(settings, "contract", dates) == [("2025-02-03", "2026-06-30")]


def test_the_older_layout_gives_the_project(settings: Settings, tmp_path: Path) -> None:
    bring_in(settings, SOURCE, [_bulk(tmp_path)])

    codes = "select count(distinct project_code) from lake where length(project_code) = 13"
    assert lake(settings, "contract", codes) == [(8,)]
    suppliers = "select distinct supplier_id from lake"
    found = {i for (i,) in lake(settings, "contract_supplier", suppliers)}
    assert found == {nit for nit, _ in COMPANIES}


def test_a_line_break_and_a_stringified_address_are_read(
    settings: Settings, tmp_path: Path
) -> None:
    bring_in(settings, SOURCE, [_bulk(tmp_path, "contratos_20260818.csv.gz")])

    first = "select object, url, region_name from lake order by source_row limit 1"
    ((shown, url, region),) = lake(settings, "contract", first)
    assert "\n" in shown
    assert PEOPLE[0][1] not in shown
    assert PEOPLE[0][0] not in shown
    assert url == "https://community.secop.gov.co/muestra?noticeUID=CO1.NTC.99800000"
    assert region == "Meta"


@pytest.mark.parametrize(
    ("document_type", "document", "name", "kind"),
    [
        ("NIT", "8903990295", "GOBERNACIÓN INVENTADA", "company"),
        ("NIT", "890.399.029-5", "GOBERNACIÓN INVENTADA", "company"),
        ("NIT", "16751530", "FERRETERÍA DE ALGUIEN", "unknown"),
        ("NIT", "1143995223", "ALGUIEN INVENTADA", "unknown"),
        ("NIT", "945447101", "ALGUIEN INVENTADO", "unknown"),
        ("Otro", "900067353", "FUNDACION INVENTADA", "company"),
        ("No Definido", "No Definido", "UNION TEMPORAL INVENTADA", "consortium"),
        ("No definido", "NO DEFINIDO", "ALGUIEN INVENTADO", "unknown"),
    ],
)
def test_the_number_decides_what_a_supplier_is(
    settings: Settings, tmp_path: Path, document_type: str, document: str, name: str, kind: str
) -> None:
    row = sample.work(0) | {
        "TipoDocProveedor": document_type,
        "Documento Proveedor": document,
        "Proveedor Adjudicado": name,
    }
    path = tmp_path / "contratos_20260901.csv"
    path.write_text(sample.as_csv(list(sample.COLUMNS), [row]), encoding="utf-8")
    bring_in(settings, SOURCE, [path])

    query = "select supplier_kind, supplier_id, supplier_name from lake"
    ((found, supplier, shown),) = lake(settings, "contract_supplier", query)
    assert found == kind
    assert supplier.startswith("persona-") == (kind == "unknown")
    assert (shown == name) == (kind != "unknown")


@pytest.mark.parametrize(
    ("before", "after", "problem"),
    [
        ("sistema_general_de_regal_as", "regalias", "wrong_header"),
        ("objeto_del_contrato", "objeto_del_contrato,columna_nueva", "undeclared_column"),
    ],
)
def test_a_changed_header_is_refused(
    settings: Settings, tmp_path: Path, before: str, after: str, problem: str
) -> None:
    path = _bulk(tmp_path, "contratos_20260818.csv.gz")
    text = gzip.decompress(path.read_bytes()).decode().replace(before, after, 1)
    path.write_bytes(gzip.compress(text.encode()))

    assert [p.code for p in offer(settings, SOURCE, [path]).refused[SOURCE]] == [problem]


def test_an_amount_that_is_no_number_is_told(settings: Settings, tmp_path: Path) -> None:
    path = tmp_path / "contratos_20260901.csv"
    rows = [sample.work(n) for n in range(8)] + [
        sample.small_contract(n, World(SEED)) for n in range(8)
    ]
    rows[2]["Valor del Contrato"] = "por definir"
    path.write_text(sample.as_csv(list(sample.COLUMNS), rows), encoding="utf-8")

    (report,) = bring_in(settings, SOURCE, [path])

    assert (report.rows_loaded, report.rows_rejected) == (15, 1)
    told = 'select distinct "column", reason, raw_value, source_row from lake'
    assert lake(settings, "meta_reject", told) == [("value", "bad_number", "por definir", 4)]


def test_who_represents_companies_is_compared_by_a_keyed_hash(
    settings: Settings, tmp_path: Path
) -> None:
    path = tmp_path / "SECOP_II_-_Contratos_Electronicos_20260201.csv"
    rows = [sample.work(n) for n in range(3)]
    for row, document in zip(rows, ("52.100.200", "52100200", "71300400"), strict=True):
        row["Identificación Representante Legal"] = document
    header = [*sample.COLUMNS, "Identificación Representante Legal"]
    path.write_text(sample.as_csv(header, rows), encoding="utf-8")
    bring_in(settings, SOURCE, [path])
    query = "select party_kind, contact_kind, contact_id from lake order by party_id"
    found = lake(settings, "party_contact", query)
    assert {row[:2] for row in found} == {("company", "representative")}
    # two spellings of one number are one representative
    assert len({row[2] for row in found}) == 2
    assert all("52100200" not in row[2] and row[2].startswith("contacto-") for row in found)
