"""INEI's table of districts: real codes and places, rounded coordinates, invented population."""

from pathlib import Path

from tests.sample.world import PERU, World

# Accents and rounded coordinates of the places in the sample's world.
PLACES = {
    "180101": ("Moquegua", "Mariscal Nieto", "Moquegua", "-17.19", "-70.93"),
    "180104": ("Moquegua", "Mariscal Nieto", "Samegua", "-17.18", "-70.90"),
    "180106": ("Moquegua", "Mariscal Nieto", "Torata", "-17.08", "-70.84"),
    "180210": ("Moquegua", "General Sánchez Cerro", "Ubinas", "-16.39", "-70.86"),
    "180301": ("Moquegua", "Ilo", "Ilo", "-17.63", "-71.34"),
    "080801": ("Cusco", "Espinar", "Espinar", "-14.79", "-71.41"),
    "081203": ("Cusco", "Quispicanchi", "Camanti", "-13.23", "-70.75"),
    "020101": ("Áncash", "Huaraz", "Huaraz", "-9.53", "-77.53"),
    "021014": ("Áncash", "Huari", "San Marcos", "-9.52", "-77.16"),
}


def write(folder: Path, world: World) -> None:
    """Writes the table of 2025.

    Args:
        folder: Where the file goes.
        world: Places and random numbers.
    """
    lines = [
        "departamento;provincia;distrito;ubigeo;capital_legal;categoría;altitud;población;"
        "latitud;longitud"
    ]
    for place in PERU:
        region, province, district, latitude, longitude = PLACES[place.code]
        people = world.random.randint(2_000, 60_000)
        lines.append(
            f"{region};{province};{district};{place.code};{district};Ciudad;1000.0;{people};"
            f"{latitude};{longitude}"
        )
    (folder / "ubigeo_inei_2025.csv").write_text("\n".join(lines) + "\n", encoding="utf-8-sig")
