"""One server and one browser for every task, on the refreshed sample.

`VETA_SAMPLE_DIR` names a data folder in which the sample is already refreshed: then nothing is
built. `VETA_REAL_DIR` names one with the real extracts: then the real cases run too.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.dashboards.browser import MARKS, chromium, serving
from tests.dashboards.tasks.visitor import Visitor


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            for mark in MARKS:
                item.add_marker(mark)


@pytest.fixture(scope="package")
def sample_data(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder of our own with the published sample."""
    made = os.environ.get("VETA_SAMPLE_DIR")
    source = (
        Path(made) if made else request.getfixturevalue("refreshed").settings.data_dir
    ) / "published"
    data = tmp_path_factory.mktemp("tasks")
    shutil.copytree(source, data / "published")
    return data


@pytest.fixture(scope="package")
def sample(sample_data: Path) -> Iterator[str]:
    """Address of the served sample, observations on."""
    with serving(sample_data, VETA_OBSERVATIONS="on", VETA_CONTACT="errores@ejemplo.pe") as address:
        yield address


@pytest.fixture(scope="package")
def real_data() -> Path:
    made = os.environ.get("VETA_REAL_DIR")
    if not made:
        pytest.skip("no edition of the real extracts here (VETA_REAL_DIR)")
    return Path(made)


@pytest.fixture(scope="package")
def real(real_data: Path) -> Iterator[str]:
    """Address of the served edition of the real extracts."""
    with serving(real_data) as address:
        yield address


@pytest.fixture(scope="package")
def browser() -> Iterator[Any]:
    # No wider than this package: see `chromium`.
    with chromium() as found:
        yield found


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="es-PE")
    yield context.new_page()
    context.close()


@pytest.fixture
def phone(browser: Any) -> Iterator[Any]:
    """A page as wide as a phone."""
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, locale="es-PE", has_touch=True
    )
    yield context.new_page()
    context.close()


@pytest.fixture
def visitor(page: Any, sample: str) -> Visitor:
    return Visitor(page, sample)


@pytest.fixture
def sample_sql(sample_data: Path) -> Callable[[str], list[tuple]]:
    """Rows of the sample's database, asked apart from the code under test."""
    return lambda sql: asked(sample_data, sql)


@pytest.fixture
def real_sql(real_data: Path) -> Callable[[str], list[tuple]]:
    return lambda sql: asked(real_data, sql)


@contextmanager
def later_edition(data: Path, name: str, *corrections: tuple[str, ...]) -> Iterator[None]:
    """Serves a later edition, equal to the served one but for its corrections; then that again.

    Args:
        data: the data folder.
        name: of the later edition.
        corrections: table, record, field, old and new value, cause and note of each.
    """
    published = data / "published"
    before = (published / "CURRENT").read_text(encoding="utf-8")
    later = published / name
    shutil.copytree(published / before.strip(), later)
    manifest = json.loads((later / "manifest.json").read_text(encoding="utf-8"))
    (later / "manifest.json").write_text(json.dumps(manifest | {"edition": name}))
    if corrections:
        with duckdb.connect(str(later / "veta.duckdb")) as con:
            con.executemany(
                "insert into fct_correction values (?, ?, ?, ?, ?, ?, ?, ?)",
                [(name, *row) for row in corrections],
            )
    try:
        (published / "CURRENT").write_text(f"{name}\n", encoding="utf-8")
        yield
    finally:
        (published / "CURRENT").write_text(before, encoding="utf-8")
        shutil.rmtree(later)


def asked(data: Path, sql: str) -> list[tuple]:
    """Rows of a published database."""
    current = (data / "published" / "CURRENT").read_text(encoding="utf-8").strip()
    database = data / "published" / current / "veta.duckdb"
    with duckdb.connect(str(database), read_only=True) as con:
        return con.sql(sql).fetchall()
