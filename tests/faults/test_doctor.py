"""The doctor finds each fault, names it and says what to do, in both languages."""

import datetime as dt
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.durable import write_text
from ingest.forgotten import remember
from ingest.pipeline import bring_up_to_date, take
from ingest.registry import load_sources
from ingest.settings import Settings
from ingest.vintages import bytes_of, vintages_of
from orchestration.care.doctor import findings
from orchestration.care.upgrade import upgrade
from orchestration.publishing import edition
from tests.conftest import ROOT
from tests.unit.test_orchestration_edition import made

SOURCE = "pe_inei_ubigeo"


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder in order. Only copied."""
    settings = Settings(data_dir=tmp_path_factory.mktemp("doctor") / "data")
    paths = settings.paths
    paths.root.mkdir(parents=True)
    upgrade(paths)
    take(sorted((ROOT / "data" / "sample" / SOURCE).glob("*")), paths)
    bring_up_to_date(load_sources()[SOURCE], settings)
    paths.published.mkdir()
    made(paths.published, "2026.11.0")
    edition.serve(made(paths.published, "2026.11.1"))
    return settings.data_dir


@pytest.fixture
def healthy(once: Path, settings: Settings) -> Settings:
    """The same, of the test's own."""
    shutil.copytree(once, settings.data_dir)
    return settings


def bad(settings: Settings) -> list[str]:
    return [text for good, text in findings(settings) if not good]


def flip(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))


def damaged_vintage(settings: Settings) -> None:
    flip(bytes_of(vintages_of(SOURCE, settings.paths)[0], settings.paths))


def damaged_lake(settings: Settings) -> None:
    flip(next((settings.paths.lake / "territory").rglob("2*.parquet")))


def lost_lake(settings: Settings) -> None:
    next((settings.paths.lake / "population").rglob("2*.parquet")).unlink()


def damaged_edition(settings: Settings) -> None:
    flip(settings.paths.published / "2026.11.1" / edition.DATABASE)


def damaged_old_edition(settings: Settings) -> None:
    flip(settings.paths.published / "2026.11.0" / edition.DATABASE)


def lost_edition(settings: Settings) -> None:
    (settings.paths.published / "CURRENT").write_text("2026.12.0\n")


def orphan(settings: Settings) -> None:
    write_text("", settings.paths.lake / "territory" / "source=gone" / "x.parquet")


def open_key(settings: Settings) -> None:
    (settings.paths.state / "pseudonym.key").chmod(0o644)


def other_key(settings: Settings) -> None:
    remember(settings.paths, b"the key before", ["44556677"], [], "")


def clock(settings: Settings) -> None:
    vintage = vintages_of(SOURCE, settings.paths)[0]
    later = dt.datetime.now(dt.UTC) + dt.timedelta(days=900)
    note = bytes_of(vintage, settings.paths).with_name("vintage.json")
    note.write_text(vintage.model_copy(update={"retrieved_at": later}).as_json())


def newer(settings: Settings) -> None:
    (settings.paths.root / "veta.json").write_text(json.dumps({"format": 99, "version": "9.9"}))


FAULTS: dict[Callable[[Settings], None], tuple[str, str]] = {
    damaged_vintage: (f"veta restore.*{SOURCE}/", f"veta restore.*{SOURCE}/"),
    damaged_lake: ("veta refresh.*lake/territory", "veta refresh.*lake/territory"),
    lost_lake: ("veta refresh.*lake/population", "veta refresh.*lake/population"),
    damaged_edition: ("2026.11.1.*borrar", "2026.11.1.*Delete"),
    damaged_old_edition: ("2026.11.0.*prune", "2026.11.0.*prune"),
    lost_edition: ("CURRENT.*veta refresh", "CURRENT.*veta refresh"),
    orphan: ("1 restos", "1 leftovers"),
    open_key: ("chmod 600", "chmod 600"),
    other_key: ("solicitudes.*1.*repítalas", "requests.*1.*repeat"),
    clock: ("reloj", "clock"),
    newer: ("9.9", "9.9"),
}


def test_a_folder_in_order_is_good(healthy: Settings) -> None:
    assert bad(healthy) == []


@pytest.mark.parametrize("lang", ["es", "en"])
@pytest.mark.parametrize("fault", FAULTS, ids=lambda f: f.__name__)
def test_each_fault_is_named_with_its_remedy(
    healthy: Settings, fault: Callable[[Settings], None], lang: str
) -> None:
    fault(healthy)
    texts = bad(healthy.model_copy(update={"lang": lang}))
    wanted = FAULTS[fault][lang == "en"]
    assert len(texts) == 1, texts
    assert re.search(wanted, texts[0]), texts


def test_a_misspelt_setting_and_an_amount_that_is_none(
    healthy: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VETA_DATADIR", "/somewhere")
    texts = bad(healthy.model_copy(update={"memory_limit": "much"}))
    assert any("VETA_DATADIR" in t and "VETA_DATA_DIR" in t for t in texts)
    assert any("VETA_MEMORY_LIMIT=much" in t for t in texts)
