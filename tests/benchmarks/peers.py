"""The work of conform on a SIAF-like file, written by hand for other engines.

Each reads the file as text, takes the columns that conform takes, types the amounts, numbers the
rows, keeps rows with letters in an amount apart, and writes typed zstd Parquet. None of them looks
for repeated rows, checks codes or adds up controls, as conform does: they do less for their ratio.
Polars is taken where it is installed (``pip install polars``).
"""

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

AMOUNTS = [
    "MONTO_PIA",
    "MONTO_PIM",
    "MONTO_CERTIFICADO",
    "MONTO_COMPROMETIDO_ANUAL",
    "MONTO_DEVENGADO",
    "MONTO_GIRADO",
]
TEXTS = [
    "ANO_EJE",
    "MES_EJE",
    "NIVEL_GOBIERNO",
    "SEC_EJEC",
    "EJECUTORA_NOMBRE",
    "DEPARTAMENTO_EJECUTORA",
    "PROVINCIA_EJECUTORA",
    "DISTRITO_EJECUTORA",
    "TIPO_ACT_PROY",
    "PRODUCTO_PROYECTO",
    "FUNCION",
    "FUNCION_NOMBRE",
    "RUBRO",
    "TIPO_RECURSO",
    "CATEGORIA_GASTO",
    "TIPO_TRANSACCION",
    "GENERICA",
    "GENERICA_NOMBRE",
]
NUMBER = r"^-?[0-9]{1,17}(\.[0-9]{1,2})?$"
ROWS_AT_ONCE = 200_000


def pyarrow(path: Path, folder: Path) -> None:
    """PyArrow: CSV batch by batch."""
    import pyarrow as pa
    from pyarrow import csv

    options = csv.ConvertOptions(
        column_types=dict.fromkeys(TEXTS + AMOUNTS, pa.string()), include_columns=TEXTS + AMOUNTS
    )
    read = csv.ReadOptions(block_size=16 * 1024**2)
    with csv.open_csv(path, read_options=read, convert_options=options) as batches:
        _write_typed((pa.Table.from_batches([b]) for b in batches), folder)


def pandas(path: Path, folder: Path) -> None:
    """Pandas: CSV chunk by chunk, all cells as text."""
    import pandas as pd
    import pyarrow as pa

    chunks = pd.read_csv(path, dtype=str, usecols=TEXTS + AMOUNTS, chunksize=ROWS_AT_ONCE)
    tables = (pa.Table.from_pandas(chunk, preserve_index=False) for chunk in chunks)
    _write_typed(
        (t.cast(pa.schema([(n, pa.string()) for n in t.column_names])) for t in tables), folder
    )


def polars(path: Path, folder: Path) -> None:
    """Polars: lazy, streamed to two files in one go."""
    import polars as pl

    read = pl.scan_csv(path, infer_schema=False, row_index_name="source_row", row_index_offset=2)
    rows = read.select("source_row", *TEXTS, *AMOUNTS)
    is_good = pl.all_horizontal(pl.col(a).str.contains(NUMBER) for a in AMOUNTS)
    typed = [pl.col(a).cast(pl.Decimal(20, 2), strict=False) for a in AMOUNTS]
    years = [pl.col(c).cast(pl.Int32, strict=False) for c in ("ANO_EJE", "MES_EJE")]
    good = rows.filter(is_good).with_columns(*typed, *years)
    pl.collect_all(
        [
            good.sink_parquet(folder / "good.parquet", compression="zstd", lazy=True),
            rows.filter(~is_good).sink_parquet(folder / "bad.parquet", lazy=True),
        ],
        engine="streaming",
    )


def _write_typed(tables, folder: Path) -> None:  # type: ignore[no-untyped-def]
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    money = pa.decimal128(20, 2)
    good_file = bad_file = None
    seen = 0
    for table in tables:
        good = pc.match_substring_regex(table[AMOUNTS[0]], NUMBER)
        for amount in AMOUNTS[1:]:
            good = pc.and_(good, pc.match_substring_regex(table[amount], NUMBER))
        numbers = pa.array(range(seen + 2, seen + 2 + table.num_rows), pa.int64())
        seen += table.num_rows
        table = table.append_column("source_row", numbers)
        bad, kept = table.filter(pc.invert(good)), table.filter(good)
        for amount in AMOUNTS:
            at = kept.column_names.index(amount)
            kept = kept.set_column(at, amount, kept[amount].cast(money))
        for year in ("ANO_EJE", "MES_EJE"):
            at = kept.column_names.index(year)
            kept = kept.set_column(at, year, kept[year].cast(pa.int32()))
        if good_file is None or bad_file is None:
            good_file = pq.ParquetWriter(folder / "good.parquet", kept.schema, compression="zstd")
            bad_file = pq.ParquetWriter(folder / "bad.parquet", bad.schema)
        good_file.write_table(kept)
        bad_file.write_table(bad)
    for file in (good_file, bad_file):
        if file is not None:
            file.close()


PEERS: dict[str, Callable[[Path, Path], None]] = {"pyarrow": pyarrow, "pandas": pandas}
if find_spec("polars"):
    PEERS["polars"] = polars
