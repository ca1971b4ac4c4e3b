"""Invented answers of two offices: one to a result on a work, one that names nobody it may name."""

import csv
import io
from pathlib import Path

from tests.sample.world import BPIN, World

HEADERS = [
    *("Indicador", "Tipo de sujeto", "Sujeto", "País", "Período", "Oficina que responde"),
    *("Fecha de la respuesta", "Respuesta", "Documento (enlace)"),
]
ANSWERS = [
    [
        *("FX-15", "project", BPIN[0], "CO", "2026-05", "Secretaría de Planeación (muestra)"),
        *("2026-06-10", "El anticipo se pagó al inicio; el avance físico se mide cada trimestre."),
        "https://example.org/oficio-1",
    ],
    [
        *("CM-02", "commitment", "RED-MUESTRA-C2", "PE", "2025", "Secretaría General (muestra)"),
        *("15/01/2026", "Las actas están en el portal; escribir a actas@example.org.", ""),
    ],
]  # fmt: skip


def write(folder: Path, _world: World) -> None:
    """Writes the list as the moderated door exports it."""
    (folder / "respuestas-muestra.csv").write_text(as_csv(ANSWERS), encoding="utf-8")


def as_csv(answers: list[list[str]]) -> str:
    """A file of answers, headers included."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows([HEADERS, *answers])
    return out.getvalue()
