"""Generates SECOP II contract files: the portal's columns, comma-separated, LF.

Deterministic: a contract's cells follow from its number. Six in ten suppliers are persons, one
contract in twelve is paid by royalties, values are spread over five orders of magnitude. DuckDB
writes the file. ``python -m tests.benchmarks.secop 5000000 out.csv``.
"""

import sys
from pathlib import Path

import duckdb

from tests.sample.co_cce_secop2_contracts import COLUMNS

FIRST_DAY = "2023-01-02"
DAYS = 1095
BUYERS = 5000
COMPANIES = 40_000
PERSONS = 250_000

METHODS = ("Contratación directa", "Licitación pública", "Mínima cuantía", "Selección abreviada")
TYPES = ("Prestación de servicios", "Obra", "Suministros", "Interventoría", "Compraventa")
STATES = ("En ejecución", "Terminado", "Aprobado", "Cerrado")


def write(rows: int, path: Path) -> None:
    """Writes a file of so many contracts.

    Args:
        rows: Contracts.
        path: CSV file, named so that the source knows it.
    """
    cells = _cells()
    picked = ", ".join(f"{cells.get(name, _text('0'))} as {name}" for name in COLUMNS.values())
    with duckdb.connect() as con:
        con.execute(
            f"copy (with numbered as (select n, {_drawn()} from range(1, {rows + 1}) as t(n)) "
            f"select {picked} from numbered) to '{path}' (format csv, header true)"
        )


def _drawn() -> str:
    """Numbers from 0 to 999 999 that follow from the contract's own, as ``u0`` to ``u7``."""
    return ", ".join(f"cast(hash(n * 8 + {k}) % 1000000 as integer) as u{k}" for k in range(8))


def _text(value: str) -> str:
    return f"'{value}'"


def _one_of(words: tuple[str, ...], number: str) -> str:
    return f"{list(words)}[1 + {number} % {len(words)}]"


def _cells() -> dict[str, str]:
    """Column of the portal to the DuckDB expression that fills it."""
    buyer, company, person = f"u0 % {BUYERS}", f"u1 % {COMPANIES}", f"(u1 * 7 + u2) % {PERSONS}"
    held_by_person = "u2 % 10 < 6"
    value = "cast(1000000 * pow(10, u3 / 250000.0) as bigint)"
    signed = f"date '{FIRST_DAY}' + u4 % {DAYS}"
    number = "lpad(cast(n as varchar), 8, '0')"
    nit = f"cast(900000000 + {company} as varchar)"
    return {
        "nombre_entidad": f"'ENTIDAD DE MUESTRA ' || ({buyer})",
        "nit_entidad": f"cast(800000000 + {buyer} as varchar)",
        "departamento": _one_of(("Antioquia", "Meta", "Casanare", "Arauca"), f"({buyer})"),
        "ciudad": _one_of(("Medellín", "Puerto Gaitán", "Yopal", "Arauca"), f"({buyer})"),
        "proceso_de_compra": f"'CO1.BDOS.' || {number}",
        "id_contrato": f"'CO1.PCCNTR.' || {number}",
        "estado_contrato": _one_of(STATES, "u5"),
        "codigo_de_categoria_principal": "'V1.' || (72000000 + u6 % 400 * 1000)",
        "descripcion_del_proceso": "'PROCESO DE MUESTRA ' || n",
        "tipo_de_contrato": _one_of(TYPES, "u6"),
        "modalidad_de_contratacion": _one_of(METHODS, "u7"),
        "fecha_de_firma": f"strftime({signed}, '%Y-%m-%dT00:00:00.000')",
        "fecha_de_inicio_del_contrato": f"strftime({signed} + 5, '%Y-%m-%dT00:00:00.000')",
        "fecha_de_fin_del_contrato": (
            f"strftime({signed} + 30 + u5 % 400, '%Y-%m-%dT00:00:00.000')"
        ),
        "tipodocproveedor": (
            f"case when {held_by_person} then 'Cédula de Ciudadanía' else 'NIT' end"
        ),
        "documento_proveedor": (
            f"case when {held_by_person} then cast(10000000 + {person} as varchar) else {nit} end"
        ),
        "proveedor_adjudicado": (
            f"case when {held_by_person} then 'PERSONA INVENTADA ' || ({person}) "
            f"else 'EMPRESA DE MUESTRA ' || ({company}) || ' SAS' end"
        ),
        "es_grupo": "'No'",
        "valor_del_contrato": f"cast({value} as varchar)",
        "valor_pagado": f"cast({value} * (u5 % 101) // 100 as varchar)",
        "dias_adicionados": "cast(case when u6 % 5 = 0 then u7 % 200 else 0 end as varchar)",
        "sistema_general_de_regal_as": (
            f"cast(case when n % 12 = 0 then {value} else 0 end as varchar)"
        ),
        "recursos_propios": f"cast(case when n % 12 = 0 then 0 else {value} end as varchar)",
        "urlproceso": f"'https://example.org/contrato/' || {number}",
        "codigo_proveedor": f"'7' || {number}",
        "objeto_del_contrato": "'OBJETO DE MUESTRA DEL CONTRATO ' || n",
        "nombre_representante_legal": _text("No Definido"),
        "nombre_supervisor": "'SUPERVISORA INVENTADA ' || (u0 % 900)",
        "n_mero_de_documento_supervisor": "cast(30000000 + u0 % 900 as varchar)",
        "c_digo_bpin": _text("No Definido"),
    }


if __name__ == "__main__":
    write(int(sys.argv[1]), Path(sys.argv[2]))
