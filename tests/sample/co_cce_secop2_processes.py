"""SECOP II processes: the calls that the sample's contracts came from, in two daily copies."""

import gzip
from pathlib import Path

from tests.sample.co_cce_secop2_contracts import METHODS, as_csv, small_contract, work
from tests.sample.co_world import PROJECTS
from tests.sample.world import COMPANIES, SEED, World

HEADER = [
    "entidad", "nit_entidad", "departamento_entidad", "ciudad_entidad", "ordenentidad",
    "id_del_proceso", "referencia_del_proceso", "id_del_portafolio", "nombre_del_procedimiento",
    "descripci_n_del_procedimiento", "fase", "fecha_de_publicacion_del",
    "fecha_de_publicacion_fase_3", "precio_base", "modalidad_de_contratacion", "duracion",
    "unidad_de_duracion", "fecha_de_recepcion_de", "respuestas_al_procedimiento",
    "proveedores_unicos_con", "estado_del_procedimiento", "adjudicado", "fecha_adjudicacion",
    "nombre_del_adjudicador", "nombre_del_proveedor", "nit_del_proveedor_adjudicado",
    "tipo_de_contrato", "urlproceso", "codigo_entidad", "origen_barrido", "grupo",
]  # fmt: skip


def write(folder: Path, world: World) -> None:
    """Writes the copies of 12 and 18 August 2026.

    Args:
        folder: Where the files go.
        world: Random numbers.
    """
    contracts = [work(n) for n in range(len(PROJECTS))]
    people = World(SEED)
    contracts += [small_contract(n, people) for n in range(24)]
    rows = [process(contract, world) for contract in contracts]
    for day, count in (("20260812", 20), ("20260818", len(rows))):
        text = as_csv(HEADER, rows[:count])
        (folder / f"procesos_{day}.csv.gz").write_bytes(gzip.compress(text.encode(), mtime=0))


def process(contract: dict[str, str], world: World) -> dict[str, str]:
    """The call of a contract; only an open one has bidders."""
    called = contract["Modalidad de Contratacion"] != METHODS[0]
    company = contract["TipoDocProveedor"] == "NIT"
    return {
        "entidad": contract["Nombre Entidad"],
        "nit_entidad": contract["Nit Entidad"],
        "departamento_entidad": contract["Departamento"],
        "ciudad_entidad": contract["Ciudad"],
        "id_del_proceso": contract["Proceso de Compra"].replace("BDOS", "REQ"),
        "id_del_portafolio": contract["Proceso de Compra"],
        "nombre_del_procedimiento": "PROCESO DE MUESTRA",
        "descripci_n_del_procedimiento": contract["Objeto del Contrato"],
        "fecha_de_publicacion_del": "2026-08-10T00:00:00.000",
        "fecha_de_publicacion_fase_3": "2026-08-10T00:00:00.000" if called else "",
        "precio_base": contract["Valor del Contrato"],
        "modalidad_de_contratacion": contract["Modalidad de Contratacion"],
        "fecha_de_recepcion_de": "2026-08-14T00:00:00.000" if called else "",
        "proveedores_unicos_con": str(world.random.randint(1, 4)) if called else "0",
        "estado_del_procedimiento": "Seleccionado",
        "adjudicado": "Si" if called else "No",
        "fecha_adjudicacion": "2026-08-16T00:00:00.000" if called else "",
        "nombre_del_adjudicador": "No Adjudicado",
        "nombre_del_proveedor": COMPANIES[0][1] if company else contract["Proveedor Adjudicado"],
        "nit_del_proveedor_adjudicado": contract["Documento Proveedor"],
        "tipo_de_contrato": contract["Tipo de Contrato"],
        "urlproceso": contract["URLProceso"],
        "origen_barrido": "departamento",
        "grupo": "Muestra",
    }
