"""Schemathesis against the API's own description: no crash, no answer it does not declare.

`VETA_API_EXAMPLES=100` looks harder than the daily run does.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance
from starlette.applications import Starlette

from dashboards.api.resources import RESOURCES
from dashboards.server.routes import ROUTES
from tests.dashboards.edition import build_edition
from tests.dashboards.takeaway.served import served

EXAMPLES = int(os.environ.get("VETA_API_EXAMPLES", "2"))
# A filter may well name a territory that does not exist: that is a 404 by design.
LEFT_OUT = [positive_data_acceptance]


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory) -> Iterator[schemathesis.BaseSchema]:
    folder: Path = tmp_path_factory.mktemp("described")
    build_edition(folder)
    with served(folder):
        yield schemathesis.openapi.from_asgi("/api/v1/openapi.json", Starlette(routes=ROUTES))


@pytest.mark.parametrize("resource", ["", "editions", *sorted(RESOURCES)])
def test_every_answer_is_as_described(described: schemathesis.BaseSchema, resource: str) -> None:
    address = f"/api/v1/{resource}"
    operations = [
        found
        for result in described.get_all_operations()
        for found in [result.ok()]
        if found.path == address or (resource and found.path.startswith(f"{address}/"))
    ]
    if resource == "corrections":  # publish makes that table, the fixture has none
        assert operations == []
        return
    assert operations
    for operation in operations:
        for mode in schemathesis.GenerationMode:

            @settings(
                max_examples=EXAMPLES,
                deadline=None,
                derandomize=True,
                database=None,
                suppress_health_check=list(HealthCheck),
            )
            @given(case=operation.as_strategy(generation_mode=mode))
            def answered(case: schemathesis.Case) -> None:
                case.call_and_validate(excluded_checks=LEFT_OUT)

            answered()
