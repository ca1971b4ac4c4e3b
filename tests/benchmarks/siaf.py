"""Generates SIAF-like spending files: 63 columns, all quoted, CRLF, a share of dirty rows.

Deterministic: a row's cells are hashes of its number. DuckDB writes the file, so ten million rows
take about a minute. ``python -m tests.benchmarks.siaf 1000000 out.csv``.
"""

import sys
from pathlib import Path

import duckdb

AMOUNTS = ["PIA", "PIM", "CERTIFICADO", "COMPROMETIDO_ANUAL", "COMPROMETIDO", "DEVENGADO", "GIRADO"]
DIRTY_EVERY = 10_007  # one row in so many has letters in an amount


def columns(dirty: bool = True) -> dict[str, str]:
    """Published column to the DuckDB expression over the row number ``i`` that fills it."""

    def pick(salt: int, among: int) -> str:
        return f"(hash(i * 31 + {salt}) % {among})"

    def code(salt: int, among: int, width: int) -> str:
        return f"lpad(cast(1 + {pick(salt, among)} as varchar), {width}, '0')"

    def name(salt: int, among: int, words: str) -> str:
        return f"'{words} ' || cast(1 + {pick(salt, among)} as varchar)"

    level = "['M', 'R', 'E'][1 + cast(hash(i * 7) % 3 as integer)]"
    rubro = "['00', '07', '08', '09', '13', '18', '19'][1 + cast(hash(i * 11) % 7 as integer)]"
    known = {
        "ANO_EJE": "'2024'",
        "MES_EJE": f"cast({pick(1, 13)} as varchar)",
        "NIVEL_GOBIERNO": level,
        "NIVEL_GOBIERNO_NOMBRE": f"'GOBIERNOS ' || {level}",
        "SECTOR": code(2, 99, 2),
        "PLIEGO": code(3, 700, 3),
        "SEC_EJEC": f"cast(1 + {pick(4, 3000)} as varchar)",
        "EJECUTORA": code(4, 3000, 4),
        "EJECUTORA_NOMBRE": name(4, 3000, "MUNICIPALIDAD DISTRITAL DE MUESTRA"),
        "DEPARTAMENTO_EJECUTORA": code(4, 25, 2),
        "PROVINCIA_EJECUTORA": code(5, 12, 2),
        "DISTRITO_EJECUTORA": code(6, 20, 2),
        "SEC_FUNC": f"cast(1 + {pick(7, 900)} as varchar)",
        "PROGRAMA_PPTO": code(8, 9999, 4),
        "TIPO_ACT_PROY": f"cast(2 + {pick(9, 2)} as varchar)",
        "PRODUCTO_PROYECTO": f"cast(2000000 + {pick(10, 90000)} as varchar)",
        "FUNCION": code(11, 25, 2),
        "RUBRO": rubro,
        "FUENTE_FINANCIAMIENTO": f"cast(1 + {pick(12, 5)} as varchar)",
        "TIPO_RECURSO": "['0', 'H', 'P', 'R'][1 + cast(hash(i * 13) % 4 as integer)]",
        "CATEGORIA_GASTO": f"cast(5 + {pick(13, 2)} as varchar)",
        "TIPO_TRANSACCION": "'2'",
        "GENERICA": f"cast(1 + {pick(14, 6)} as varchar)",
    }
    order = published_order()
    filled: dict[str, str] = {}
    for number, column in enumerate(order):
        if column in known:
            filled[column] = known[column]
        elif column.startswith("MONTO_"):
            cents = f"cast({pick(100 + number, 10**9)} as bigint) - 20000000"
            cents = f"cast({cents} as decimal(20,2)) / 100"
            filled[column] = f"cast(cast({cents} as decimal(20,2)) as varchar)"
        elif column.endswith("_NOMBRE"):
            filled[column] = name(number, 400, f"{column[:24].replace('_', ' ')} DE EJEMPLO")
        else:
            filled[column] = code(number, 9000, 5)
    if dirty:
        amount = filled["MONTO_DEVENGADO"]
        filled["MONTO_DEVENGADO"] = f"case when i % {DIRTY_EVERY} = 0 then 'n/d' else {amount} end"
    return filled


def write(rows: int, path: Path, dirty: bool = True) -> None:
    """Writes a file of so many rows.

    Args:
        rows: Data rows.
        path: CSV file.
        dirty: Whether one row in ``DIRTY_EVERY`` has letters in an amount.
    """
    cells = ", ".join(f"{expression} as {name}" for name, expression in columns(dirty).items())
    with duckdb.connect() as con:
        con.execute(
            f"copy (select {cells} from range(1, {rows + 1}) as t(i)) to '{path}' "
            "(format csv, header true, force_quote *, delimiter ',')"
        )


def published_order() -> list[str]:
    """The 63 headers of the spending file, as published."""
    pairs = [
        "NIVEL_GOBIERNO",
        "SECTOR",
        "PLIEGO",
        "DEPARTAMENTO_EJECUTORA",
        "PROVINCIA_EJECUTORA",
        "DISTRITO_EJECUTORA",
        "PROGRAMA_PPTO",
        "TIPO_ACT_PROY",
        "PRODUCTO_PROYECTO",
        "ACTIVIDAD_ACCION_OBRA",
        "FUNCION",
        "DIVISION_FUNCIONAL",
        "GRUPO_FUNCIONAL",
        "DEPARTAMENTO_META",
        "FUENTE_FINANCIAMIENTO",
        "RUBRO",
        "TIPO_RECURSO",
        "CATEGORIA_GASTO",
        "GENERICA",
        "SUBGENERICA",
        "SUBGENERICA_DET",
        "ESPECIFICA",
        "ESPECIFICA_DET",
    ]
    alone = {
        "PLIEGO": ["SEC_EJEC", "EJECUTORA", "EJECUTORA_NOMBRE"],
        "DISTRITO_EJECUTORA": ["SEC_FUNC"],
        "GRUPO_FUNCIONAL": ["META", "FINALIDAD", "META_NOMBRE"],
        "CATEGORIA_GASTO": ["TIPO_TRANSACCION"],
    }
    order = ["ANO_EJE", "MES_EJE"]
    for pair in pairs:
        order += [pair, f"{pair}_NOMBRE", *alone.get(pair, [])]
    return order + [f"MONTO_{a}" for a in AMOUNTS]


if __name__ == "__main__":
    write(int(sys.argv[1]), Path(sys.argv[2]))
