"""dbt as a refresh calls it: no second dbt for its version, no parse where nothing changed."""

import subprocess
from importlib.metadata import version

import pytest
from dagster_dbt import DbtCliResource

from ingest.settings import Settings
from orchestration import warehouse
from orchestration.dbt_cli import dbt_resource


def test_the_version_and_the_adapter_cost_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    # Names that dagster-dbt keeps to itself: gone, ours would be asked by nobody.
    assert {"_cli_version", "_initialize_dbt_core_adapter"} <= vars(DbtCliResource).keys()

    def started(*_: object, **__: object) -> None:
        raise AssertionError("a process was started")

    monkeypatch.setattr(subprocess, "Popen", started)
    dbt = dbt_resource()
    assert str(dbt._cli_version) == version("dbt-core")
    assert dbt._initialize_dbt_core_adapter(["build"]) is None


def test_the_version_is_that_of_the_command_beside_us() -> None:
    asked = [warehouse.dbt_executable(), "--version"]
    said = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
    assert version("dbt-core") in said


def test_what_dbt_parsed_is_at_hand_for_the_next_build(settings: Settings) -> None:
    paths = settings.paths
    first = warehouse.prepare_warehouse(paths, whole=True)
    assert not (first / warehouse.PARSED).exists()
    (first / warehouse.PARSED).write_bytes(b"parsed")
    (first / "manifest.json").write_text("{}")
    second = warehouse.prepare_warehouse(paths, whole=True)
    assert not first.exists()
    assert (second / warehouse.PARSED).read_bytes() == b"parsed"
    assert not (second / "manifest.json").exists()
