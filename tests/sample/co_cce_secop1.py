"""SECOP I: processes, most of them with a contract; one still without."""

import gzip
from pathlib import Path

from tests.sample.co_cce_secop2_contracts import as_csv
from tests.sample.co_world import PROJECTS, department
from tests.sample.world import COLOMBIA, COMPANIES, PEOPLE, World

HEADER = [
    "uid", "anno_cargue_secop", "nombre_entidad", "nit_de_la_entidad", "modalidad_de_contratacion",
    "estado_del_proceso", "detalle_del_objeto_a_contratar", "tipo_de_contrato",
    "fecha_de_cargue_en_el_secop", "numero_de_constancia", "cuantia_proceso", "id_clase",
    "tipo_identifi_del_contratista", "identificacion_del_contratista",
    "nom_razon_social_contratista", "identific_representante_legal", "nombre_del_represen_legal",
    "fecha_de_firma_del_contrato", "fecha_ini_ejec_contrato", "tiempo_adiciones_en_dias",
    "tiempo_adiciones_en_meses", "fecha_fin_ejec_contrato", "cuantia_contrato",
    "valor_total_de_adiciones", "valor_contrato_con_adiciones", "objeto_del_contrato_a_la",
    "ruta_proceso_en_secop_i", "moneda", "municipio_entidad", "departamento_entidad",
    "ultima_actualizacion", "codigo_bpin", "origen_barrido", "plataforma",
]  # fmt: skip
METHODS = [
    "Contratación Directa (Ley 1150 de 2007)",
    "Régimen Especial",
    "Contratación Mínima Cuantía",
    "Subasta",
]
COUNT = 12


def write(folder: Path, world: World) -> None:
    """Writes the copies of 13 and 18 August 2026.

    Args:
        folder: Where the files go.
        world: Random numbers.
    """
    rows = [record(n, world) for n in range(COUNT)]
    for day, count in (("20260813", COUNT // 2), ("20260818", COUNT)):
        text = as_csv(HEADER, rows[:count])
        (folder / f"secop1_{day}.csv.gz").write_bytes(gzip.compress(text.encode(), mtime=0))


def record(n: int, world: World) -> dict[str, str]:
    """One row; every fifth process was not signed."""
    place, signed = COLOMBIA[n % len(COLOMBIA)], n % 5 != 4
    person = n % 3 == 0
    document, name = PEOPLE[n % 2] if person else COMPANIES[n % len(COMPANIES)]
    value = world.random.randint(3, 90) * 1_000_000
    return {
        "uid": f"26-4-99{n:06d}-1",
        "nombre_entidad": f"{department(place)} - ALCALDÍA INVENTADA DE {place.name}",
        "nit_de_la_entidad": f"8999{place.code}",
        "modalidad_de_contratacion": METHODS[n % 4],
        "estado_del_proceso": "Celebrado" if signed else "Convocado",
        "detalle_del_objeto_a_contratar": f"OBJETO DE MUESTRA {n + 1}",
        "tipo_de_contrato": "Prestación de Servicios",
        "fecha_de_cargue_en_el_secop": "2026-08-11T00:00:00.000",
        "numero_de_constancia": f"26-4-99{n:06d}",
        "cuantia_proceso": str(value),
        "id_clase": "801116",
        "tipo_identifi_del_contratista": _kind(signed, person),
        "identificacion_del_contratista": document if signed else "No Definido",
        "nom_razon_social_contratista": name if signed else "No Definido",
        "identific_representante_legal": document if signed and person else "No Definido",
        "nombre_del_represen_legal": name if signed and person else "No Definido",
        "fecha_de_firma_del_contrato": "2026-08-11T00:00:00.000" if signed else "",
        "fecha_ini_ejec_contrato": "2026-08-12T00:00:00.000" if signed else "",
        "tiempo_adiciones_en_dias": "0",
        "tiempo_adiciones_en_meses": "0",
        "fecha_fin_ejec_contrato": "2026-12-30T00:00:00.000" if signed else "",
        "cuantia_contrato": str(value) if signed else "0",
        "valor_contrato_con_adiciones": str(value) if signed else "0",
        "objeto_del_contrato_a_la": f"SERVICIOS DE {name}" if signed else "No Definido",
        "ruta_proceso_en_secop_i": f"https://www.contratos.gov.co/muestra?n=26-4-99{n:06d}",
        "municipio_entidad": place.name.title(),
        "departamento_entidad": department(place).title(),
        "ultima_actualizacion": "2026-08-12T00:00:00.000",
        "codigo_bpin": PROJECTS[n % len(PROJECTS)].bpin if n % 2 else "No definido",
        "origen_barrido": "departamento",
        "plataforma": "SECOP I",
    }


def _kind(signed: bool, person: bool) -> str:
    if not signed:
        return "No Definido"
    return "Cédula de Ciudadanía" if person else "Nit de Persona Jurídica"
