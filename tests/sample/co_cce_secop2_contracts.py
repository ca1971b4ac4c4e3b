"""SECOP II contracts: an older file of the portal with BPIN, and two daily copies."""

import csv
import gzip
import io
from pathlib import Path

from tests.sample.co_world import PROJECTS, department
from tests.sample.world import COLOMBIA, COMPANIES, PEOPLE, Place, World

# Names of the portal's columns that the source reads, with those of the API.
COLUMNS = {
    "Nombre Entidad": "nombre_entidad",
    "Nit Entidad": "nit_entidad",
    "Departamento": "departamento",
    "Ciudad": "ciudad",
    "Proceso de Compra": "proceso_de_compra",
    "ID Contrato": "id_contrato",
    "Estado Contrato": "estado_contrato",
    "Codigo de Categoria Principal": "codigo_de_categoria_principal",
    "Descripcion del Proceso": "descripcion_del_proceso",
    "Tipo de Contrato": "tipo_de_contrato",
    "Modalidad de Contratacion": "modalidad_de_contratacion",
    "Fecha de Firma": "fecha_de_firma",
    "Fecha de Fin del Contrato": "fecha_de_fin_del_contrato",
    "TipoDocProveedor": "tipodocproveedor",
    "Documento Proveedor": "documento_proveedor",
    "Proveedor Adjudicado": "proveedor_adjudicado",
    "Es Grupo": "es_grupo",
    "Valor del Contrato": "valor_del_contrato",
    "Valor Pagado": "valor_pagado",
    "Dias adicionados": "dias_adicionados",
    "URLProceso": "urlproceso",
    "Nombre Representante Legal": "nombre_representante_legal",
    "Presupuesto General de la Nacion – PGN": "presupuesto_general_de_la_nacion_pgn",
    "Sistema General de Participaciones": "sistema_general_de_participaciones",
    "Sistema General de Regalías": "sistema_general_de_regal_as",
    "Recursos Propios (Alcaldías, Gobernaciones y Resguardos Indígenas)": (
        "recursos_propios_alcald_as_gobernaciones_y_resguardos_ind_genas_"
    ),
    "Recursos de Credito": "recursos_de_credito",
    "Recursos Propios": "recursos_propios",
    "Codigo Proveedor": "codigo_proveedor",
    "Objeto del Contrato": "objeto_del_contrato",
    "Nombre supervisor": "nombre_supervisor",
    "Número de documento supervisor": "n_mero_de_documento_supervisor",
    "Código BPIN": "c_digo_bpin",
}
METHODS = ["Contratación directa", "Licitación pública", "Mínima cuantía", "Contratación directa"]
Row = dict[str, str]


def write(folder: Path, world: World) -> None:
    """Writes one contract per project, and small ones that grow from day to day.

    Args:
        folder: Where the files go.
        world: Places, suppliers and random numbers.
    """
    works = [work(n) for n in range(len(PROJECTS))]
    portal = [{k: _displayed(k, v) for k, v in row.items()} for row in works]
    text = as_csv(list(COLUMNS), portal)
    (folder / "SECOP_II_-_Contratos_Electronicos_20260201.csv").write_text(text, encoding="utf-8")
    small = [small_contract(n, world) for n in range(24)]
    for day, count in (("20260812", 12), ("20260818", 24)):
        header = [f for f in COLUMNS.values() if f != "c_digo_bpin"]
        rows = [{COLUMNS[k]: v for k, v in row.items()} for row in small[:count]]
        extra = {"origen_barrido": "departamento", "grupo": "Muestra"}
        text = as_csv([*header, *extra], [row | extra for row in rows])
        (folder / f"contratos_{day}.csv.gz").write_bytes(gzip.compress(text.encode(), mtime=0))


def as_csv(header: list[str], rows: list[Row]) -> str:
    """Rows as CSV; a column without a value is empty, as the portal leaves it."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, header, restval="", lineterminator="\n", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def work(n: int) -> Row:
    """The contract of a project of royalties, held by a company."""
    project, (nit, company) = PROJECTS[n], COMPANIES[n % len(COMPANIES)]
    value = project.total * 9 // 10
    royalties = project.royalties * 9 // 10
    return _contract(f"9{n:05d}", project.places[0] if project.places else COLOMBIA[-3]) | {
        "Tipo de Contrato": "Obra",
        "Modalidad de Contratacion": METHODS[n % 4],
        "Estado Contrato": "En ejecución",
        "Fecha de Firma": "2025-02-03T00:00:00.000",
        "Fecha de Fin del Contrato": "2026-06-30T00:00:00.000",
        "TipoDocProveedor": "NIT",
        "Documento Proveedor": nit,
        "Proveedor Adjudicado": company,
        "Valor del Contrato": str(value),
        "Valor Pagado": str(value // 2),
        "Dias adicionados": str(30 * (n % 3)),
        "Sistema General de Regalías": str(royalties),
        "Recursos Propios": str(value - royalties),
        "Objeto del Contrato": f"OBRA DE MUESTRA {n + 1}",
        "Código BPIN": project.bpin,
    }


def small_contract(n: int, world: World) -> Row:
    """A service contract that a person holds; its object names her, as real ones do."""
    document, name = PEOPLE[n % 2]
    value = world.random.randint(5, 60) * 1_000_000
    return _contract(f"8{n:05d}", COLOMBIA[n % len(COLOMBIA)]) | {
        "Modalidad de Contratacion": METHODS[0],
        "TipoDocProveedor": "Cédula de Ciudadanía",
        "Documento Proveedor": document,
        "Proveedor Adjudicado": name,
        "Valor del Contrato": str(value),
        "Recursos Propios": str(value) if n % 3 else "0",
        "Objeto del Contrato": f"SERVICIOS DE {name}\nC.C. {document}; MUESTRA {n + 1}",
    }


def _contract(number: str, place: Place) -> Row:
    return {
        "Nombre Entidad": f"ALCALDÍA INVENTADA DE {place.name}",
        "Nit Entidad": f"8999{place.code}",
        "Departamento": department(place).title(),
        "Ciudad": place.name.title(),
        "Proceso de Compra": f"CO1.BDOS.99{number}",
        "ID Contrato": f"CO1.PCCNTR.99{number}",
        "Estado Contrato": "Aprobado",
        "Codigo de Categoria Principal": "V1.72141003",
        "Descripcion del Proceso": "PROCESO DE MUESTRA",
        "Tipo de Contrato": "Prestación de servicios",
        "Fecha de Firma": "2026-08-11T00:00:00.000",
        "Fecha de Fin del Contrato": "2026-12-31T00:00:00.000",
        "Es Grupo": "No",
        "Valor Pagado": "0",
        "Dias adicionados": "0",
        "URLProceso": f"{{'url': 'https://community.secop.gov.co/muestra?noticeUID=CO1.NTC.99{number}'}}",
        "Nombre Representante Legal": "No Definido",
        "Presupuesto General de la Nacion – PGN": "0",
        "Sistema General de Participaciones": "0",
        "Sistema General de Regalías": "0",
        "Recursos Propios (Alcaldías, Gobernaciones y Resguardos Indígenas)": "0",
        "Recursos de Credito": "0",
        "Recursos Propios": "0",
        "Codigo Proveedor": f"7{number}",
        "Nombre supervisor": PEOPLE[2][1],
        "Número de documento supervisor": PEOPLE[2][0],
        "Código BPIN": "No Definido",
    }


def _displayed(name: str, value: str) -> str:
    """A value as the portal's own CSV writes it: money with marks, dates month first."""
    if name.startswith("Fecha"):
        year, month, day = value[:10].split("-")
        return f"{month}/{day}/{year}"
    if name == "Valor del Contrato":
        return f"${int(value):,}"
    return value
