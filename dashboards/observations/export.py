"""Published answers to signals as the file that the pipeline takes (source int_signal_replies)."""

from __future__ import annotations

import csv
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


def replies(folder: Path) -> tuple[Path, int]:
    """Write every published answer to a signal; one withdrawn since is no longer in the file.

    Args:
        folder: where the file goes, for instance the inbox.

    Returns:
        The file and how many answers it holds.
    """
    found = [r for r in store.in_state("published") if r["subject_type"] == "signal"]
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / FILE
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(HEAD)
        for row in found:
            key = row["subject"].split("|")
            writer.writerow(
                [*key, row["office"] or "", row["received_on"], row["text"], row["link"] or ""]
            )
    return path, len(found)
