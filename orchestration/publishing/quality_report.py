"""The quality report of an edition: ``quality.json`` and one page that opens without a network.

Rendered from ``fct_quality_check`` alone, so that report and table cannot disagree.
"""

import html
import json
from pathlib import Path
from typing import Any

import duckdb

from orchestration.publishing.facts import EditionFacts

LAYERS = {
    "lake": ("Lago: al cargar cada archivo", "Lake: as each file is loaded"),
    "warehouse": ("Almacén: al unir las fuentes", "Warehouse: as sources are joined"),
    "edition": ("Edición: antes de publicar", "Edition: before it is published"),
}
STYLE = """
body{font:16px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem}
body{color:#1a1a1a}
.scroll{overflow-x:auto}table{border-collapse:collapse;width:100%;margin:0 0 2rem;font-size:.9rem}
caption{text-align:left;font-weight:600;padding:.5rem 0}
th,td{text-align:left;padding:.3rem .6rem;border-bottom:1px solid #ddd;vertical-align:top}
td.n{text-align:right;font-variant-numeric:tabular-nums}td{overflow-wrap:anywhere}
.no{color:#8a1c00;font-weight:600}.en{color:#555}.mark{background:#fff3cd;padding:.5rem .8rem}
"""


def write_report(con: duckdb.DuckDBPyConnection, folder: Path, facts: EditionFacts) -> None:
    """Writes ``quality/quality.json`` and ``quality/index.html``.

    Args:
        con: Connection to the edition's database, checks included.
        folder: The edition's ``quality`` folder.
        facts: The edition.
    """
    folder.mkdir(parents=True)
    result = con.sql(
        "select * from main.fct_quality_check order by layer, passed, check_id, subject"
    )
    names = result.columns
    checks = [dict(zip(names, row, strict=True)) for row in result.fetchall()]
    summary = _summary(checks)
    data = {
        "edition": facts.name,
        "synthetic": facts.synthetic,
        "summary": summary,
        "checks": checks,
    }
    text = json.dumps(data, ensure_ascii=False, indent=1, default=str)
    (folder / "quality.json").write_text(text + "\n", encoding="utf-8")
    (folder / "index.html").write_text(_page(facts, summary, checks), encoding="utf-8")


def _summary(checks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    rows = []
    for layer in LAYERS:
        of_layer = [c for c in checks if c["layer"] == layer]
        failed = [c for c in of_layer if not c["passed"]]
        rows.append(
            {
                "layer": layer,
                "ran": len(of_layer),
                "passed": len(of_layer) - len(failed),
                "errors": sum(c["severity"] == "error" for c in failed),
                "warnings": sum(c["severity"] == "warning" for c in failed),
            }
        )
    return rows


def _page(facts: EditionFacts, summary: list[dict[str, Any]], checks: list[dict[str, Any]]) -> str:
    failed = [c for c in checks if not c["passed"]]
    passed = [c for c in checks if c["passed"]]
    mark = ""
    if facts.synthetic:
        mark = '<p class="mark">Datos sintéticos · <span lang="en">Synthetic data</span></p>'
    return (
        '<!doctype html><html lang="es"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>Veta {facts.name}: calidad</title><style>{STYLE}</style></head><body><main>"
        f'<h1>Calidad de la edición {facts.name} · <span lang="en">Quality</span></h1>{mark}'
        "<p>Cada control que corrió, con lo que observó. "
        '<span class="en" lang="en">Every check that ran, with what it saw.</span></p>'
        + _summary_table(summary)
        + _check_table("No se cumplen", "Do not hold", failed)
        + _check_table("Se cumplen", "Hold", passed)
        + "</main></body></html>\n"
    )


def _summary_table(summary: list[dict[str, Any]]) -> str:
    rows = []
    for row in summary:
        es, en = LAYERS[row["layer"]]
        numbers = "".join(
            f'<td class="n">{row[k]}</td>' for k in ("ran", "passed", "errors", "warnings")
        )
        rows.append(f'<tr><td>{es}<br><span class="en" lang="en">{en}</span></td>{numbers}</tr>')
    head = _head(
        ("Capa", "Layer"),
        ("Corrieron", "Ran"),
        ("Se cumplen", "Hold"),
        ("Errores", "Errors"),
        ("Advertencias", "Warnings"),
    )
    return _table("Resumen", "Summary", head, rows)


def _check_table(es: str, en: str, checks: list[dict[str, Any]]) -> str:
    head = _head(
        ("Capa", "Layer"),
        ("Control", "Check"),
        ("Sobre", "Subject"),
        ("Gravedad", "Severity"),
        ("Observado", "Observed"),
        ("Esperado", "Expected"),
        ("Filas que fallan", "Failing rows"),
    )
    names = ("layer", "check_id", "subject", "severity", "observed", "expected", "failed_rows")
    rows = [
        "<tr>" + "".join(f"<td>{_text(check[name])}</td>" for name in names) + "</tr>"
        for check in checks
    ]
    return _table(f"{es} ({len(checks)})", en, head, rows)


def _table(es: str, en: str, head: str, rows: list[str]) -> str:
    caption = f'<caption>{es} · <span class="en" lang="en">{en}</span></caption>'
    body = "".join(rows)
    inner = f"{caption}<thead>{head}</thead><tbody>{body}</tbody>"
    return f'<div class="scroll"><table>{inner}</table></div>'


def _head(*titles: tuple[str, str]) -> str:
    cells = "".join(
        f'<th scope="col">{es}<br><span class="en" lang="en">{en}</span></th>' for es, en in titles
    )
    return f"<tr>{cells}</tr>"


def _text(value: object) -> str:
    return "" if value is None else html.escape(str(value))
