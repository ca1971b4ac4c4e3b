"""What two consecutive SECOP snapshots changed is what a plain comparison of the two files finds.

The revisions come from the model ``fct_revision`` as it stands, rendered without dbt over a lake
of the two files; the plain comparison reads the files with ``csv`` and knows nothing of Veta.
"""

import csv
import gzip
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from ingest.settings import ROOT, Settings
from tests.dbt.rendered import Models
from tests.sources.pe_support import bring_in

SOURCE = "co_cce_secop2_contracts"
SAMPLE = ROOT / "data" / "sample" / SOURCE
Row = dict[str, str]
Change = tuple[str, str | None, str | None, str | None, str]  # record, field, old, new, kind


def money(text: str) -> str | None:
    return f"{Decimal(text):.2f}" if text else None


def whole(text: str) -> str | None:
    return str(int(Decimal(text))) if text else None


def day(text: str) -> str | None:
    return text[:10] or None


def words(text: str) -> str | None:
    return text.strip() or None


# Field of fct_revision, the publisher's column, and how its cells compare.
FIELDS: dict[str, tuple[str, Callable[[str], str | None]]] = {
    "buyer_name": ("nombre_entidad", words),
    "type": ("tipo_de_contrato", words),
    "method_details": ("modalidad_de_contratacion", words),
    "current_value": ("valor_del_contrato", money),
    "paid": ("valor_pagado", money),
    "royalty_value": ("sistema_general_de_regal_as", money),
    "signed_on": ("fecha_de_firma", day),
    "start_on": ("fecha_de_inicio_del_contrato", day),
    "end_on": ("fecha_de_fin_del_contrato", day),
    "days_added": ("dias_adicionados", whole),
    "status_raw": ("estado_contrato", words),
}
OTHER_FUNDS = (
    "presupuesto_general_de_la_nacion_pgn",
    "sistema_general_de_participaciones",
    "recursos_propios_alcald_as_gobernaciones_y_resguardos_ind_genas_",
    "recursos_de_credito",
    "recursos_propios",
)


def funding(row: Row) -> str:
    royalties = Decimal(row["sistema_general_de_regal_as"] or "NaN")
    others = [Decimal(row[c]) for c in OTHER_FUNDS if row[c]]
    if royalties > 0:
        return "royalty"
    return "other" if royalties == 0 and others and max(others) > 0 else "unknown"


def contracts(path: Path) -> dict[str, Row]:
    """Rows by contract, the first one where a contract is repeated."""
    found: dict[str, Row] = {}
    with gzip.open(path, "rt", encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(f"CO|{row['id_contrato']}", row)
    return found


def plain_comparison(old_path: Path, new_path: Path) -> set[Change]:
    old, new = contracts(old_path), contracts(new_path)
    changes: set[Change] = {(k, None, None, None, "added") for k in new.keys() - old.keys()}
    both = [(k, old[k], new[k]) for k in old.keys() & new.keys()]
    for field, (column, read) in FIELDS.items():
        filled = [any(read(r.get(column, "")) for r in rows.values()) for rows in (old, new)]
        if all(filled):  # a column that one file does not have is a change of form
            pairs = ((k, read(a[column]), read(b[column])) for k, a, b in both)
            changes |= {(k, field, a, b, "changed") for k, a, b in pairs if a != b}
    pairs = ((k, funding(a), funding(b)) for k, a, b in both)
    return changes | {(k, "funding", a, b, "changed") for k, a, b in pairs if a != b}


def revisions(settings: Settings, kind: str = "window") -> set[Change]:
    """Rows of ``fct_revision`` on the contracts of a lake whose vintages are of that kind."""
    with duckdb.connect() as con:
        models = Models(con, settings.paths)
        models.view("stg_meta_vintage")
        con.execute("alter view stg_meta_vintage rename to as_it_is")
        con.execute(
            f"create view stg_meta_vintage as select * replace ('{kind}' as kind) from as_it_is"
        )
        rows = models.rows(
            "select record_key, field, old_value, new_value, kind from fct_revision "
            "where entity = 'contract'",
            "fct_revision",
        )
    assert len(set(rows)) == len(rows)
    return set(rows)


@pytest.mark.parametrize("day", [14, 16])
def test_revisions_of_real_snapshots_are_those_of_a_plain_comparison(
    settings: Settings, extracts: Path, day: int
) -> None:
    folder = extracts / "colombia" / "secop" / "valle_daily"
    files = [folder / f"contratos_202608{n}.csv.gz" for n in (day, day + 1)]
    bring_in(settings, SOURCE, files)
    plain = plain_comparison(*files)
    assert revisions(settings) == plain
    assert len(plain) > 100


def test_added_removed_and_changed_fields_of_a_generated_snapshot(
    settings: Settings, tmp_path: Path
) -> None:
    before = SAMPLE / "contratos_20260818.csv.gz"
    with gzip.open(before, "rt", encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    gone, state, value, ends = rows[:4]
    state["estado_contrato"] = "Terminado"
    value["valor_del_contrato"] = str(Decimal(value["valor_del_contrato"]) + Decimal("0.01"))
    value["dias_adicionados"] = "30"
    ends["fecha_de_fin_del_contrato"] = ""
    added = {**rows[-1], "id_contrato": "CO1.PCCNTR.99899999"}
    after = tmp_path / "contratos_20260819.csv.gz"
    with gzip.open(after, "wt", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(added))
        writer.writeheader()
        writer.writerows([*rows[1:], added])
    removed = f"CO|{gone['id_contrato']}"
    plain = plain_comparison(before, after)
    assert {field for _, field, *_ in plain} == {
        None, "status_raw", "current_value", "days_added", "end_on"
    }  # fmt: skip
    bring_in(settings, SOURCE, [before, after])
    assert revisions(settings) == plain, "in a window absence says nothing"
    assert revisions(settings, kind="snapshot") == plain | {(removed, None, None, None, "removed")}
