"""SECOP II processes and SECOP I: daily copies, links to contracts, no person in the lake."""

import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from ingest.registry import source_folder
from ingest.settings import Settings
from ingest.text import plain
from tests.sample import co_cce_secop1, co_cce_secop2_contracts, co_cce_secop2_processes
from tests.sample.world import PEOPLE, SEED, World
from tests.sources.pe_support import bring_in, cents, lake, offer

PROCESSES, CONTRACTS, SECOP1 = (
    "co_cce_secop2_processes",
    "co_cce_secop2_contracts",
    "co_cce_secop1",
)


@pytest.fixture
def daily(extracts: Path) -> Path:
    return extracts / "colombia" / "secop" / "valle_daily"


def _frame(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, dtype=str, keep_default_na=False)


def test_every_copy_of_processes_to_the_cent(settings: Settings, daily: Path) -> None:
    files = sorted(daily.glob("procesos_*.csv.gz"))

    reports = bring_in(settings, PROCESSES, files)

    assert [r.rows_loaded for r in reports] == [304, 304, 470, 744, 1633, 1826, 2063]
    last = _frame(files[-1])
    query = (
        "select count(distinct process_id), sum(estimated_value), sum(bidders) from lake "
        f"where vintage_id = '{reports[-1].vintage.vintage_id}'"
    )
    assert lake(settings, "process", query) == [
        (
            last["id_del_portafolio"].nunique(),
            cents(last["precio_base"]),
            int(pd.to_numeric(last["proveedores_unicos_con"]).sum()),
        )
    ]
    undecided = """
        select distinct method_details from lake where method is null
        union all select distinct status_raw from lake where status is null"""
    assert lake(settings, "process", undecided) == [("Solicitud de información a los Proveedores",)]


def test_contracts_name_their_process(settings: Settings, daily: Path) -> None:
    bring_in(settings, PROCESSES, [daily / "procesos_20260818.csv.gz"])
    bring_in(settings, CONTRACTS, [daily / "contratos_20260818.csv.gz"])
    left, right = (
        _frame(daily / "procesos_20260818.csv.gz"),
        _frame(daily / "contratos_20260818.csv.gz"),
    )

    processes = {p for (p,) in lake(settings, "process", "select process_id from lake")}
    named = {p for (p,) in lake(settings, "contract", "select process_id from lake")}

    expected = set(left["id_del_portafolio"]) & set(right["proceso_de_compra"])
    assert processes & named == expected
    assert len(expected) > 1000


def test_secop1_rows_are_processes_and_contracts(settings: Settings, daily: Path) -> None:
    files = sorted(daily.glob("secop1_*.csv.gz"))

    reports = bring_in(settings, SECOP1, files)

    assert [r.rows_loaded for r in reports] == [29, 40, 79, 80, 80, 80]
    last = _frame(files[-1])
    signed = last[last["fecha_de_firma_del_contrato"] != ""]
    where = f"where vintage_id = '{reports[-1].vintage.vintage_id}'"
    found = lake(
        settings,
        "contract",
        f"select count(*), sum(current_value), any_value(funding) from lake {where}",
    )
    assert found == [(len(signed), cents(signed["valor_contrato_con_adiciones"]), "unknown")]
    processes = lake(settings, "process", f"select count(*) from lake {where}")
    assert processes == [(last["numero_de_constancia"].nunique(),)]


def test_no_person_of_secop1_reaches_the_lake(settings: Settings, daily: Path) -> None:
    path = daily / "secop1_20260818.csv.gz"
    bring_in(settings, SECOP1, [path])
    frame = _frame(path)
    people = frame[frame["tipo_identifi_del_contratista"].isin(
        ["Cédula de Ciudadanía", "Nit de Persona Natural"])]  # fmt: skip

    cells = lake(settings, "contract", "select object, buyer_name from lake")
    cells += lake(settings, "process", "select title, buyer_name from lake")
    cells += lake(settings, "contract_supplier", "select supplier_id, supplier_name from lake")
    text = " · ".join(plain(cell) for row in cells for cell in row)

    assert len(people) > 30
    assert [n for n in people["nom_razon_social_contratista"] if plain(n) in text] == []
    runs = set(re.findall(r"\d{6,}", text))
    assert set(people["identificacion_del_contratista"]) & runs == set()


def test_both_sources_decide_methods_alike() -> None:
    # one platform, one decision: the table of processes is that of contracts
    texts = {(source_folder(s) / "methods.csv").read_text() for s in (PROCESSES, CONTRACTS)}
    assert len(texts) == 1


def test_the_samples_know_each_other(settings: Settings, tmp_path: Path) -> None:
    for source, writer in (
        (CONTRACTS, co_cce_secop2_contracts),
        (PROCESSES, co_cce_secop2_processes),
        (SECOP1, co_cce_secop1),
    ):
        folder = tmp_path / source
        folder.mkdir()
        writer.write(folder, World(SEED))
        assert all(r.rows_rejected == 0 for r in bring_in(settings, source, folder.iterdir()))

    orphans = {p for (p,) in lake(settings, "contract", "select process_id from lake")} - {
        p for (p,) in lake(settings, "process", "select process_id from lake")
    }
    assert orphans == set()
    for entity in ("contract", "contract_supplier", "process", "meta_reject"):
        shown = str(lake(settings, entity))
        assert not any(name in shown or document in shown for document, name in PEOPLE)


@pytest.mark.parametrize(
    ("writer", "source", "column"),
    [
        (co_cce_secop2_processes, PROCESSES, "precio_base"),
        (co_cce_secop1, SECOP1, "cuantia_contrato"),
    ],
)
def test_a_vanished_column_is_refused(
    settings: Settings,
    tmp_path: Path,
    writer: Any,
    source: str,
    column: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(writer, "HEADER", [h for h in writer.HEADER if h != column])
    writer.write(tmp_path, World(SEED))

    taken = offer(settings, source, sorted(tmp_path.iterdir())[:1])

    assert [(p.code, p.value) for p in taken.refused[source]] == [("wrong_header", column)]
