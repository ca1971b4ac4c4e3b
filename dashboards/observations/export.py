"""Published answers to signals as the file that the pipeline takes (source int_signal_replies)."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from dashboards.observations import store

FILE = "respuestas-sitio.csv"
HEAD = (
    "Indicador",
    "Tipo de sujeto",
    "Sujeto",
    "País",
    "Período",
    "Oficina que responde",
    "Fecha de la respuesta",
    "Respuesta",
    "Documento (enlace)",
)


def written() -> tuple[str, int]:
    """Every published answer to a signal as CSV, and how many; one withdrawn since is not in it."""
    found = [r for r in store.in_state("published") if r["subject_type"] == "signal"]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEAD)
    for row in found:
        key = row["subject"].split("|")
        writer.writerow(
            [*key, row["office"] or "", row["received_on"], row["text"], row["link"] or ""]
        )
    return out.getvalue(), len(found)


def replies(folder: Path) -> tuple[Path, int]:
    """Write the answers into a folder, for instance the inbox; the file and how many it holds."""
    text, count = written()
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / FILE
    path.write_text(text, encoding="utf-8", newline="")
    return path, count
