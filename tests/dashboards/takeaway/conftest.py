"""The fixture edition behind the HTTP routes, without Streamlit."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from dashboards.server.headers import SecurityHeaders
from dashboards.server.routes import ROUTES
from tests.dashboards.edition import build_edition
from tests.dashboards.takeaway.served import served


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A data folder with two editions; the newer one is served."""
    folder = tmp_path_factory.mktemp("data")
    _older(build_edition(folder, "2026.10.0"))
    _corrected(build_edition(folder, "2026.11.0"))
    with served(folder):
        yield folder


def _older(folder: Path) -> None:
    """An edition of a month before, without one of the signals."""
    with duckdb.connect(str(folder / "veta.duckdb")) as con:
        con.execute("delete from fct_indicator_result where indicator_code = 'FX-15'")
    path = folder / "manifest.json"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("2026-11-20", "2026-10-20"), encoding="utf-8")


def _corrected(folder: Path) -> None:
    """The served edition says what it corrected, as publish writes it."""
    with duckdb.connect(str(folder / "veta.duckdb")) as con:
        con.execute(
            "create table fct_correction (edition_id varchar, table_name varchar, "
            "record_key varchar, field varchar, old_value varchar, new_value varchar, "
            "cause varchar, note varchar)"
        )
        con.execute(
            "insert into fct_correction values ('2026.11.0', 'fct_money_chain', "
            "'PE-180106|2012|ALL|own_government', 'accrued', '94135000.00', '94135000.50', "
            "'source_revised', '')"
        )


@pytest.fixture(scope="module")
def web(data_dir: Path) -> TestClient:
    """A client of the routes beside the pages."""
    app = Starlette(routes=ROUTES)
    app.add_middleware(SecurityHeaders)
    return TestClient(app, base_url="http://veta.example")
