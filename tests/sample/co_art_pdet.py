"""The list of PDET municipalities: those of the sample's world, in groups given at random."""

from pathlib import Path

from tests.sample.co_world import department
from tests.sample.world import COLOMBIA, World

HEADER = "divipola_code,departamento,municipio,region_pdet,subregion_pdet"
GROUPS = ["Macarena-Guaviare", "Montes de María", "Sierra Nevada-Perijá"]


def write(folder: Path, world: World) -> None:
    """Writes the list as CSV.

    Args:
        folder: Where the file goes.
        world: Places and random numbers.
    """
    lines = [HEADER]
    for place in COLOMBIA[::2]:
        group = world.random.choice(GROUPS)
        names = f"{department(place).title()},{place.name.title()}"
        lines.append(f"{place.code},{names},{group},{group}")
    (folder / "pdet_municipalities_list.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
