"""Generates SIAF-like spending files: 63 columns, all quoted, CRLF, a share of dirty rows.

Deterministic: a row's cells follow from its number. As in the published file, rows stand together
by executing unit, a unit works in few functions, what buys assets is a project, a name is always
that of its code, most amounts are 0 and decimals are only written where there are any. Some three
rows differ in their details alone, as in the real extract that repeats least. DuckDB writes the
file, so ten million rows take a minute or two.
``python -m tests.benchmarks.siaf 1000000 out.csv``.
"""

import sys
from pathlib import Path

import duckdb

from tests.sample.pe_mef_gasto import HEADER

YEAR = "2024"
UNITS = 2500
BLOCK = 200  # consecutive rows of one unit
WORKS_IN = 3  # functions of a unit
DIRTY_EVERY = 10_007  # one row in so many has letters in an amount
REPEATED_EVERY = 50_021  # one row in so many is the one before it once more

LEVELS = {"E": "GOBIERNO NACIONAL", "M": "GOBIERNOS LOCALES", "R": "GOBIERNOS REGIONALES"}
SOURCES = {
    "1": "RECURSOS ORDINARIOS",
    "2": "RECURSOS DIRECTAMENTE RECAUDADOS",
    "3": "RECURSOS POR OPERACIONES OFICIALES DE CREDITO",
    "4": "DONACIONES Y TRANSFERENCIAS",
    "5": "RECURSOS DETERMINADOS",
}
STREAMS = {
    "00": "RECURSOS ORDINARIOS",
    "07": "FONDO DE COMPENSACION MUNICIPAL",
    "08": "IMPUESTOS MUNICIPALES",
    "09": "RECURSOS DIRECTAMENTE RECAUDADOS",
    "13": "DONACIONES Y TRANSFERENCIAS",
    "18": "CANON Y SOBRECANON, REGALIAS, RENTA DE ADUANAS Y PARTICIPACIONES",
    "19": "RECURSOS POR OPERACIONES OFICIALES DE CREDITO",
}
FUNCTIONS = {
    "03": "PLANEAMIENTO, GESTION Y RESERVA DE CONTINGENCIA",
    "05": "ORDEN PUBLICO Y SEGURIDAD",
    "08": "COMERCIO",
    "09": "TURISMO",
    "10": "AGROPECUARIA",
    "12": "ENERGIA",
    "14": "INDUSTRIA",
    "15": "TRANSPORTE",
    "17": "AMBIENTE",
    "18": "SANEAMIENTO",
    "19": "VIVIENDA Y DESARROLLO URBANO",
    "20": "SALUD",
    "21": "CULTURA Y DEPORTE",
    "22": "EDUCACION",
    "23": "PROTECCION SOCIAL",
    "24": "PREVISION SOCIAL",
}
GENERICS = {
    "1": "PERSONAL Y OBLIGACIONES SOCIALES",
    "3": "BIENES Y SERVICIOS",
    "4": "DONACIONES Y TRANSFERENCIAS",
    "5": "OTROS GASTOS",
    "6": "ADQUISICION DE ACTIVOS NO FINANCIEROS",
}
# Long lists: how many codes there are, how many digits one has, how its name begins.
LONG = {
    "SECTOR": (30, 2, "SECTOR"),
    "PLIEGO": (700, 3, "PLIEGO PRESUPUESTAL DE MUESTRA"),
    "PROGRAMA_PPTO": (120, 4, "PROGRAMA PRESUPUESTAL ORIENTADO A RESULTADOS"),
    "ACTIVIDAD_ACCION_OBRA": (9000, 7, "ACTIVIDAD, ACCION U OBRA DE MUESTRA EN EL AMBITO"),
    "DIVISION_FUNCIONAL": (52, 3, "DIVISION FUNCIONAL"),
    "GRUPO_FUNCIONAL": (120, 4, "GRUPO FUNCIONAL DE MUESTRA"),
    "FINALIDAD": (40_000, 7, "FINALIDAD DE LA META PRESUPUESTAL DE MUESTRA"),
    "SUBGENERICA": (8, 1, "SUBGENERICA DE MUESTRA"),
    "SUBGENERICA_DET": (30, 1, "DETALLE DE LA SUBGENERICA DE MUESTRA"),
    "ESPECIFICA": (40, 1, "ESPECIFICA DE GASTO DE MUESTRA"),
    "ESPECIFICA_DET": (99, 1, "DETALLE DE LA ESPECIFICA DE GASTO DE MUESTRA"),
}


def write(rows: int, path: Path, year: str = YEAR, dirty: bool = True) -> None:
    """Writes a file of so many rows.

    Args:
        rows: Data rows.
        path: CSV file.
        year: Budget year; other years have other amounts.
        dirty: Whether some rows have letters in an amount and some are repeated.
    """
    with duckdb.connect() as con:
        con.execute(
            f"copy ({rows_sql(rows, year, dirty)}) to '{path}' "
            "(format csv, header true, force_quote *, delimiter ',')"
        )


def rows_sql(rows: int, year: str = YEAR, dirty: bool = True) -> str:
    """The select that makes the cells of so many rows."""
    cells = _cells(year)
    if dirty:
        accrued = cells["MONTO_DEVENGADO"]
        cells["MONTO_DEVENGADO"] = f"case when n % {DIRTY_EVERY} = 0 then 'n/d' else {accrued} end"
    number = f"i - cast(i % {REPEATED_EVERY} = 0 as int)" if dirty else "i"
    picked = ", ".join(f"{cells[name]} as {name}" for name in HEADER)
    return (
        f"with numbered as (select {number} as n from range(1, {rows + 1}) as t(i)), "
        f"blocks as (select n, (n // {BLOCK}) * 7919 % {UNITS} as unit, "
        f"n // {BLOCK} // {UNITS} as turn from numbered), "
        f"coded as (select *, {_entries()} from blocks) select {picked} from coded"
    )


def _entries() -> str:
    """Which entry of each code list a row has, from 1, as ``of_<list>``."""
    lists = {
        "streams": len(STREAMS),
        "sources": len(SOURCES),
        "functions": len(FUNCTIONS),
        "generics": len(GENERICS),
        "projects": 90_000,
        **{name: among for name, (among, _, _) in LONG.items()},
    }
    drawn = {name: f"n * 31 + {salt}" for salt, name in enumerate(lists)}
    drawn["functions"] = f"unit * {WORKS_IN} + hash({drawn['functions']}) % {WORKS_IN}"
    return ", ".join(
        f"1 + cast(hash({drawn[name]}) % {among} as integer) as of_{name}"
        for name, among in lists.items()
    )


def _cells(year: str) -> dict[str, str]:
    """Published column to the DuckDB expression that fills it."""
    department, province, district = (
        f"lpad(cast(1 + {part} as varchar), 2, '0')"
        for part in ("unit % 25", "unit // 25 % 10", "unit // 250")
    )
    level = "case when unit % 10 = 0 then 'E' when unit % 10 < 3 then 'R' else 'M' end"
    project, no_project = f"of_generics = {list(GENERICS).index('6') + 1}", "'SIN PRODUCTO'"
    named = f"'MEJORAMIENTO DEL SERVICIO DE MUESTRA ' || {_text('of_projects')}"
    pairs = {
        "NIVEL_GOBIERNO": (level, f"map {LEVELS}[{level}]"),
        "DEPARTAMENTO_EJECUTORA": (department, f"'DEPARTAMENTO ' || {department}"),
        "PROVINCIA_EJECUTORA": (province, f"'PROVINCIA ' || {department} || {province}"),
        "DISTRITO_EJECUTORA": (district, f"'DISTRITO ' || {province} || {district}"),
        "DEPARTAMENTO_META": (department, f"'DEPARTAMENTO ' || {department}"),
        "TIPO_ACT_PROY": (
            _either(project, "'2'", "'3'"),
            _either(project, "'PROYECTO'", "'ACTIVIDAD'"),
        ),
        "PRODUCTO_PROYECTO": (
            _either(project, _text("2000000 + of_projects"), "'3999999'"),
            _either(project, named, no_project),
        ),
        "CATEGORIA_GASTO": (
            _either(project, "'6'", "'5'"),
            _either(project, "'GASTO DE CAPITAL'", "'GASTO CORRIENTE'"),
        ),
        "TIPO_RECURSO": ("['0', 'H', 'P', 'R'][1 + n % 4]", f"'SUB CUENTA ' || {_text('n % 4')}"),
        "FUENTE_FINANCIAMIENTO": _listed(SOURCES, "of_sources"),
        "RUBRO": _listed(STREAMS, "of_streams"),
        "FUNCION": _listed(FUNCTIONS, "of_functions"),
        "GENERICA": _listed(GENERICS, "of_generics"),
        **{name: _numbered(name) for name in LONG},
    }
    cells = {name: code for name, (code, _) in pairs.items()}
    cells |= {f"{name}_NOMBRE": words for name, (_, words) in pairs.items()}
    return cells | {
        "ANO_EJE": f"'{year}'",
        "MES_EJE": _text("n % 13"),
        "SEC_EJEC": _text("1 + unit"),
        "EJECUTORA": "lpad(cast(1 + unit % 999 as varchar), 3, '0')",
        "EJECUTORA_NOMBRE": f"'MUNICIPALIDAD DISTRITAL DE MUESTRA ' || {_text('1 + unit')}",
        "SEC_FUNC": _text(f"1 + n % {BLOCK}"),
        "META": "lpad(cast(1 + turn as varchar), 5, '0')",
        "META_NOMBRE": cells["FINALIDAD_NOMBRE"],
        "TIPO_TRANSACCION": "'2'",
        "MONTO_PIA": _amount(year, 1, "n % 13 = 0", 3),
        "MONTO_PIM": _amount(year, 2, "n % 13 = 0", 2),
        "MONTO_CERTIFICADO": _amount(year, 3, "n % 13 > 0", 2),
        "MONTO_COMPROMETIDO_ANUAL": _amount(year, 4, "n % 13 > 0", 2),
        "MONTO_COMPROMETIDO": _amount(year, 5, "n % 13 > 0", 3),
        "MONTO_DEVENGADO": _amount(year, 6, "n % 13 > 0", 2),
        "MONTO_GIRADO": _amount(year, 7, "n % 13 > 0", 3),
    }


def _text(number: str) -> str:
    return f"cast({number} as varchar)"


def _either(condition: str, yes: str, no: str) -> str:
    return f"case when {condition} then {yes} else {no} end"


def _listed(entries: dict[str, str], entry: str) -> tuple[str, str]:
    return f"{list(entries)}[{entry}]", f"{list(entries.values())}[{entry}]"


def _numbered(name: str) -> tuple[str, str]:
    _, width, words = LONG[name]
    number = _text(f"of_{name}")
    code = f"lpad({number}, {width}, '0')" if width > 1 else number
    return code, f"'{words} ' || {number}"


def _amount(year: str, salt: int, when: str, one_in: int) -> str:
    """0 in most rows; half of the others with cents, one in a hundred negative."""
    draw = f"hash(n * 977 + {salt} + {year})"
    whole = f"cast({draw} // 64 % 1000000 as bigint) - 10000"
    cents = f"cast(cast({whole} as decimal(18, 2)) + 0.37 as varchar)"
    shown = _either(f"{draw} // 16 % 2 = 0", _text(whole), cents)
    return _either(f"{when} and {draw} % {one_in} = 0", shown, "'0'")


if __name__ == "__main__":
    write(int(sys.argv[1]), Path(sys.argv[2]))
