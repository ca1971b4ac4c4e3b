"""Contracting entities: pipes, cp1252, codes padded or not, one entity without a tax number."""

from pathlib import Path

from tests.sample.world import PERU, World

HEADER = (
    "RUC|NOMBRE_DE_ENTIDAD|DEPARTAMENTO|PROVINCIA|DISTRITO|CODIGO_SIAF|CODCONSUCODE|ESTADO"
    "|ULTIMAACTUALIZACION"
)
# Tax numbers of invented bodies: no real one begins with these digits.
RUC = "20999900"


def write(folder: Path, world: World) -> None:
    """Writes the table; entity n has budget code 990001 + n, as in the sample's spending.

    Args:
        folder: Where the file goes.
        world: Random numbers.
    """
    lines = [HEADER]
    for n, p in enumerate(PERU):
        day = f"{world.random.randint(1, 28):02d}/07/13"
        name = f"MUNICIPALIDAD DISTRITAL DE {p.name} (MUESTRA Ú)"
        codes = f"{990001 + n}|{'00' if n % 2 else ''}{7001 + n}"
        lines.append(f"{RUC}{n:03d}|{name}|{p.region}|{p.province}|{p.name}|{codes}|Activo|{day}")
    lines += [
        f"{RUC}9{n:02d}|ENTIDAD {n} (MUESTRA)|LIMA|LIMA|LIMA||{7900 + n}|Inactivo|01/01/20"
        for n in range(5)
    ]
    lines.append("*|ENTIDAD SIN RUC (MUESTRA)|LIMA|LIMA|LIMA||7999|Activo|01/01/20")
    text = "\r\n".join(lines) + "\r\n"
    (folder / "entidades_contratantes.csv").write_bytes(text.encode("cp1252"))
