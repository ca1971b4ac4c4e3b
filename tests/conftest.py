"""Fixtures that every tier of tests shares."""

import os
from pathlib import Path

import pytest

from ingest.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
EXTRACTS = Path(os.environ.get("VETA_EXTRACTS_DIR", ROOT.parent / "shared" / "data"))


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


@pytest.fixture(autouse=True)
def _quiet_telemetry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DAGSTER_DISABLE_TELEMETRY", "yes")
    monkeypatch.setenv("DBT_SEND_ANONYMOUS_USAGE_STATS", "false")
