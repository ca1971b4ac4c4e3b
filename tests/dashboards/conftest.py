"""One fixture edition for all dashboard tests, and a clean language and cache around each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboards import published
from dashboards.i18n import set_language
from tests.dashboards.edition import build_edition


@pytest.fixture(scope="session")
def edition_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with one published synthetic edition."""
    data = tmp_path_factory.mktemp("data")
    build_edition(data, more=True)
    return data


@pytest.fixture
def edition(edition_data: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The fixture edition being served, in Spanish."""
    monkeypatch.setenv("VETA_DATA_DIR", str(edition_data))
    set_language("es")
    yield edition_data
    set_language("es")


@pytest.fixture
def empty_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder in which nothing was published."""
    monkeypatch.setenv("VETA_DATA_DIR", str(tmp_path))
    published.forget_opened()
    return tmp_path
