"""The fixture edition behind the HTTP routes, without Streamlit."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from dashboards import published
from dashboards.server.headers import SecurityHeaders
from dashboards.server.routes import ROUTES
from tests.dashboards.edition import build_edition


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A data folder with two editions; the newer one is served."""
    folder = tmp_path_factory.mktemp("data")
    build_edition(folder, "2026.10.0")
    build_edition(folder, "2026.11.0")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VETA_DATA_DIR", str(folder))
        published.forget_opened()
        yield folder
    published.forget_opened()


@pytest.fixture(scope="module")
def web(data_dir: Path) -> TestClient:
    """A client of the routes beside the pages."""
    app = Starlette(routes=ROUTES)
    app.add_middleware(SecurityHeaders)
    return TestClient(app, base_url="http://veta.example")
