"""Fixtures that every tier of tests shares."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from ingest.settings import Settings
from tests import sharing

ROOT = Path(__file__).resolve().parent.parent
EXTRACTS = Path(os.environ.get("VETA_EXTRACTS_DIR", ROOT.parent / "shared" / "data"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: sharing.first(item.nodeid))


@pytest.hookimpl(optionalhook=True)  # there is no such hook without xdist
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> sharing.Groups:
    return sharing.Groups(config, log)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings whose data folder is this test's own."""
    return Settings(data_dir=tmp_path / "data", lang="en")


@pytest.fixture(scope="session")
def extracts() -> Path:
    """Folder of the real extracts; tests that need it are reported as skipped elsewhere."""
    if not EXTRACTS.is_dir():
        pytest.skip("no real extracts here (VETA_EXTRACTS_DIR)")
    return EXTRACTS


@dataclass(frozen=True)
class Refreshed:
    """An inbox of sample files, the data folder that a refresh made of it, and what it said."""

    settings: Settings
    inbox: Path
    code: int
    lines: list[str]


@pytest.fixture(scope="session")
def refreshed(tmp_path_factory: pytest.TempPathFactory) -> Refreshed:
    """The one refresh of the sample that all tiers share; minutes, so nobody makes another."""
    from orchestration.refresh import Refresh
    from tests.sample.generate import generate

    folder = tmp_path_factory.mktemp("refresh")
    inbox = folder / "files"
    generate(inbox)
    (inbox / "recipe.txt").write_text("flour")
    settings = Settings(data_dir=folder / "data", lang="en")
    lines: list[str] = []
    code = Refresh(settings, inbox, out=lines.append).run()
    return Refreshed(settings, inbox, code, lines)


@pytest.fixture(autouse=True)
def _quiet_telemetry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DAGSTER_DISABLE_TELEMETRY", "yes")
    monkeypatch.setenv("DBT_SEND_ANONYMOUS_USAGE_STATS", "false")
