"""DIVIPOLA in both shapes: real codes and names, rounded coordinates."""

import csv
import json
from pathlib import Path

from tests.sample.co_world import department
from tests.sample.world import COLOMBIA, World

POINTS = {
    "50568": (4.31, -72.08),
    "50006": (3.99, -73.76),
    "85410": (5.02, -72.75),
    "85010": (5.17, -72.55),
    "20400": (9.56, -73.33),
    "44420": (10.51, -73.07),
    "70001": (9.30, -75.40),
    "70708": (8.66, -75.13),
    "76001": (3.41, -76.52),
}
HEADER = ["COD_DPTO", "NOM_DPTO", "COD_MPIO", "NOM_MPIO", "TIPO", "LATITUD", "LONGITUD"]


def write(folder: Path, world: World) -> None:
    """Writes the JSON object and the CSV whose codes carry a thousands comma.

    Args:
        folder: Where the files go.
        world: Not used: nothing here is invented.
    """
    del world
    places = {
        p.code: {
            "department_code": p.code[:2],
            "name": p.name,
            "latitude": POINTS[p.code][0],
            "longitude": POINTS[p.code][1],
        }
        for p in COLOMBIA
    }
    document = {
        "source_id": "dane-divipola",
        "dataset_url": "https://www.datos.gov.co/resource/gdxc-w37w.json",
        "municipality_count": len(places),
        "municipalities": places,
    }
    text = json.dumps(document, ensure_ascii=False, indent=1)
    (folder / "divipola_gdxc-w37w_20260614.json").write_text(text + "\n", encoding="utf-8")
    path = folder / "divipola_codes_with_comma.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([*HEADER, "Geo Municipio"])
        for p in COLOMBIA:
            latitude, longitude = POINTS[p.code]
            codes = [str(int(p.code[:2])), department(p), f"{int(p.code):,}"]
            point = f"POINT ({longitude} {latitude})"
            writer.writerow([*codes, p.name, "Municipio", latitude, longitude, point])
