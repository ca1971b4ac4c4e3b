"""The sample files of Peru's sources: same bytes each time, loaded whole, nobody's name inside."""

import importlib
import pkgutil
from pathlib import Path

import pytest

import tests.sample
from ingest.models import Outcome
from ingest.settings import Settings
from tests.sample.world import PEOPLE, SEED, World
from tests.sources.pe_support import bring_in, lake

SAMPLES = sorted(
    m.name for m in pkgutil.iter_modules(tests.sample.__path__) if m.name.startswith("pe_")
)
TEXTS = ("process", "award", "award_supplier", "bid", "bid_tenderer", "contract")


def write(name: str, folder: Path) -> list[Path]:
    folder.mkdir()
    importlib.import_module(f"tests.sample.{name}").write(folder, World(SEED))
    return sorted(folder.iterdir())


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_is_reproducible_and_loads(settings: Settings, tmp_path: Path, name: str) -> None:
    first, second = write(name, tmp_path / "a"), write(name, tmp_path / "b")
    assert [p.read_bytes() for p in first] == [p.read_bytes() for p in second]
    reports = bring_in(settings, name, first)
    assert len(reports) == len(first)
    assert {r.outcome for r in reports} == {Outcome.LOADED}
    assert all(r.rows_written > 0 for r in reports)
    assert all(c["passed"] for r in reports for c in r.checks)


@pytest.mark.parametrize(
    "name", ["pe_oece_conosce_contracts", "pe_oece_conosce_direct", "pe_oece_ocds"]
)
def test_invented_persons_stay_out(settings: Settings, tmp_path: Path, name: str) -> None:
    bring_in(settings, name, write(name, tmp_path / "a"))
    rows = "\n".join(str(lake(settings, e)) for e in (*TEXTS, "contract_supplier", "meta_reject"))
    assert "persona-" in rows  # there was somebody to hide
    for document, full_name in PEOPLE:
        assert f"10{document[-8:]}4" not in rows
        assert full_name not in rows
    assert "1099999000" not in rows
