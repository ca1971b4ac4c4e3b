"""Which nodes a build leaves alone, decided on the project's own graph; nothing is built."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from ingest.settings import Settings
from orchestration import rebuild
from orchestration.manifest import ensure_manifest


@pytest.fixture(scope="module")
def nodes() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(ensure_manifest().read_text("utf-8"))["nodes"]
    return found


def lake_file(settings: Settings, entity: str, source: str, name: str) -> Path:
    """A file of the lake; nobody opens it here."""
    path = settings.paths.lake / entity / f"source={source}" / "period=all" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"rows")
    return path


@pytest.fixture
def built(settings: Settings, nodes: dict[str, Any]) -> Settings:
    """A data folder with two sources of which everything was built."""
    for entity, source in (("reply", "one"), ("spending", "two")):
        lake_file(settings, entity, source, "a.parquet")
        lake_file(settings, "meta_vintage", source, "a.parquet")
    settings.paths.warehouse.parent.mkdir(parents=True)
    settings.paths.warehouse.write_bytes(b"tables")
    tests = [n for n in nodes if nodes[n]["resource_type"] == "test"]
    results = [{"unique_id": t, "status": "pass", "failures": 0} for t in tests]
    rebuild.note(settings, rebuild.plan(settings, nodes), results)
    return settings


def built_anew(settings: Settings, nodes: dict[str, Any]) -> set[str]:
    """Names of models that the next build makes."""
    left = rebuild.plan(settings, nodes).left
    return {n["name"] for k, n in nodes.items() if k not in left and n["resource_type"] == "model"}


def test_where_nothing_changed_nothing_is_built(built: Settings, nodes: dict[str, Any]) -> None:
    assert built_anew(built, nodes) == set()


def test_a_new_vintage_reaches_what_reads_its_entity(
    built: Settings, nodes: dict[str, Any]
) -> None:
    lake_file(built, "reply", "one", "b.parquet")
    lake_file(built, "meta_vintage", "one", "b.parquet")
    made = built_anew(built, nodes)
    assert {"stg_reply", "fct_reply", "dim_vintage", "dim_source", "fct_revision"} <= made
    assert {"stg_spending", "fct_spending", "int_spending_year", "dim_territory"} & made == set()
    plan = rebuild.plan(built, nodes)
    run = {n for n in nodes if nodes[n]["resource_type"] == "test"} - plan.left
    parents = {t: set(nodes[t]["depends_on"]["nodes"]) for t in run}
    assert all(above - plan.left for above in parents.values()), "no test of what was left alone"
    assert {r["unique_id"] for r in plan.tests} | run == {
        n for n in nodes if nodes[n]["resource_type"] == "test"
    }


def test_a_new_vintage_without_rows_reaches_every_entity_of_its_source(
    built: Settings, nodes: dict[str, Any]
) -> None:
    lake_file(built, "meta_vintage", "two", "b.parquet")  # it may retire rows of an older one
    made = built_anew(built, nodes)
    assert {"stg_spending", "fct_spending"} <= made
    assert "fct_reply" not in made


DOUBTS = ("no note", "torn note", "other warehouse", "no warehouse", "other code", "a lost test")


@pytest.mark.parametrize("doubt", DOUBTS)
def test_where_anything_is_in_doubt_all_is_built(
    built: Settings, nodes: dict[str, Any], doubt: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = built.paths.warehouse.with_name(rebuild.NOTE)
    if doubt == "no note":
        rebuild.forget(built.paths)
    elif doubt == "torn note":
        note.write_text(note.read_text("utf-8")[:-20], "utf-8")
    elif doubt == "other warehouse":
        os.utime(built.paths.warehouse, (1, 1))
    elif doubt == "no warehouse":
        built.paths.warehouse.unlink()
    elif doubt == "other code":
        monkeypatch.setattr(rebuild, "code_fingerprint", lambda: "other")
    else:
        noted = json.loads(note.read_text("utf-8"))
        note.write_text(json.dumps({**noted, "tests": noted["tests"][1:]}), "utf-8")
    assert rebuild.plan(built, nodes).left == frozenset()
    assert rebuild.plan(built, nodes).arguments(nodes) == []


def test_spark_builds_all_of_it(built: Settings, nodes: dict[str, Any]) -> None:
    spark = built.model_copy(update={"engine": "spark"})
    rebuild.note(spark, rebuild.plan(spark, nodes), [])
    assert rebuild.plan(spark, nodes).left == frozenset()
