"""What the tests of fetching share: a client of one loopback publisher, and what it declares."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.fetch.client import Client, FetchError
from ingest.models import Live
from ingest.settings import DataPaths
from tests.unit.servers import Publisher, publisher

CONTENT = b"a,b\n" + b"1,2\n" * 50_000


@pytest.fixture
def paths(tmp_path: Path) -> DataPaths:
    return DataPaths(tmp_path)


@pytest.fixture
def server() -> Iterator[Publisher]:
    with publisher() as state:
        yield state


def client(server: Publisher, **options: object) -> Client:
    given = {"interval": 0.0, "wait_initial": 0.01, "timeout": 2.0, **options}
    return Client("xx_test", {server.host}, **given)


def declared(server: Publisher, kind: str = "file", **options: object) -> Live:
    return Live(kind=kind, url=f"{server.url}/data", filename="data.csv", **options)


def code_of(error: pytest.ExceptionInfo[FetchError]) -> str:
    return error.value.problems[0].code
