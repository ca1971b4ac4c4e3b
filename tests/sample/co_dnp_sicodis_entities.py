"""SICODIS' list of bodies: the sample's places, a corporation, a pot and a national body."""

import json
from pathlib import Path

from tests.sample.co_world import DEPARTMENTS, department
from tests.sample.world import COLOMBIA, World

OTHERS = [
    ("C0006", "Corpocesar", "Corporación"),
    ("RE001", "Región Caribe", "Región"),
    ("CI001", "Comunidades Indígenas", "Étnicos"),
    ("FU003", "Órgano inventado", "Otros"),
    ("01000", "Asignaciones Paz", "Otros"),
]


def write(folder: Path, world: World) -> None:
    """Writes ``entidades.json``.

    Args:
        folder: Where the file goes.
        world: Random numbers.
    """
    found = [_body(p.code, p.name.title(), "Municipio", department(p), world) for p in COLOMBIA]
    for code, name in DEPARTMENTS.items():
        found.append(_body(f"{code}000", name.title(), "Gobernación", name, world))
    found += [_body(code, name, kind, "No aplica", world) for code, name, kind in OTHERS]
    metadata = {"vigencia": "2025-2026", "fechaGeneracion": "2026-06-02T00:00:00"}
    document = {"metadata": metadata | {"totalEntidades": len(found)}, "entidades": found}
    text = json.dumps(document, ensure_ascii=False, indent=1)
    (folder / "entidades.json").write_text(text + "\n", encoding="utf-8")


def _body(code: str, name: str, kind: str, place: str, world: World) -> dict[str, object]:
    town = kind == "Municipio"
    return {
        "codigo": code,
        "nombre": name.ljust(60),
        "tipo": kind,
        "codDepto": f"{code[:2]}000",
        "departamento": place.title(),
        "region": "No aplica",
        "atributos": {
            "esProductor": town and world.random.random() < 0.4,
            "esPdet": town and world.random.random() < 0.4,
            "esZomac": town and world.random.random() < 0.4,
            "esCapital": town and code.endswith("001"),
        },
    }
