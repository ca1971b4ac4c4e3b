"""Equivalence of INEI and RENIEC codes of the sample's places: real codes, as facts."""

from pathlib import Path

from tests.sample.world import PERU, World

RENIEC = {
    "180101": "170101",
    "180104": "170106",
    "180106": "170105",
    "180210": "170210",
    "180301": "170301",
    "080801": "070801",
    "081203": "071203",
    "020101": "020101",
    "021014": "020813",
}
HEADER = (
    "inei,reniec,departamento,provincia,distrito,region,macroregion_inei,macroregion_minsa,"
    "iso_3166_2,fips,capital,superficie,pob_densidad_2020,altitude,latitude,longitude,"
    "indice_vulnerabilidad_alimentaria,idh_2019,pct_pobreza_total,pct_pobreza_extrema"
)


def write(folder: Path, world: World) -> None:
    """Writes the table of districts, a district without an INEI code included.

    Args:
        folder: Where the file goes.
        world: Not needed: codes are facts.
    """
    lines = [HEADER]
    for p in PERU:
        start = f"{p.code},{RENIEC[p.code]},{p.region},{p.province},{p.name},{p.region}"
        lines.append(f"{start},SUR,SUR,PE-XXX,{p.code[:2]},{p.name},100.5,1,1000,NA,NA,NA,NA,NA,NA")
    start = "NA,170107,MOQUEGUA,MARISCAL NIETO,SAN ANTONIO,MOQUEGUA"
    lines.append(f"{start},SUR,SUR,PE-XXX,18,NA,NA,NA,NA,NA,NA,NA,NA,NA,NA")
    (folder / "ubigeo_distrito.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
