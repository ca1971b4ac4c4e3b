"""What is said once stays said once: generated files, sources, descriptions, words, portability."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.dbt.lakes import ENTITIES, ROOT

PROJECT = ROOT / "dbt_project"
sys.path.insert(0, str(PROJECT / "scripts"))

import generate  # noqa: E402

MARTS = sorted((PROJECT / "models" / "marts").glob("*.yml"))
SQL = sorted([*(PROJECT / "models").rglob("*.sql"), *(PROJECT / "tests").glob("*.sql")])
# Text that only one engine reads, or that another reads as something else (double quotes).
ENGINE_TEXT = re.compile(
    r'"|::|\bqualify\b|\bexclude\b|\bunnest\b|\blist_|\bstruct_|\bgenerate_series\b|\bstring_agg\b'
    r"|\bstrftime\b|\bdate_diff\b|\bregexp_|\bquantile_cont\b|\barg_max\b|\bany_value\b"
    r"|\bby name\b",
    re.IGNORECASE,
)
BANNED = re.compile(
    r"\b(corrupt\w*|illegal|ilegal|guilty|culpable|sospechos\w*|irregularidad\w*)\b", re.IGNORECASE
)


def models(path: Path) -> list[dict[str, Any]]:
    return yaml.safe_load(path.read_text("utf-8"))["models"]


def test_generated_files_are_fresh() -> None:
    assert generate.stale(generate.generated()) == []


def test_sources_are_the_lakes_entities() -> None:
    declared = yaml.safe_load((PROJECT / "models" / "sources.yml").read_text("utf-8"))
    tables = {t["name"]: t for t in declared["sources"][0]["tables"]}
    assert set(tables) == {path.stem for path in ENTITIES.glob("*.yml")}
    assert all(
        t["config"]["meta"]["dagster"]["asset_key"] == ["lake", name] for name, t in tables.items()
    )


@pytest.mark.parametrize("path", MARTS, ids=lambda p: p.stem)
def test_public_columns_are_described_in_both_languages(path: Path) -> None:
    for model in models(path):
        assert model["access"] == "public"
        assert model["config"]["contract"]["enforced"]
        assert model["description"]
        assert model["config"]["meta"]["es"]
        for column in model["columns"]:
            meta = column["config"]["meta"]
            said = (column["description"], meta["es"], meta["unit"])
            assert all(said), column["name"]


def test_every_public_model_has_its_contract() -> None:
    written = {p.stem for p in (PROJECT / "models" / "marts").glob("*.sql")}
    assert written == {p.stem for p in MARTS}


def test_every_indicator_has_entry_model_and_golden_case() -> None:
    entries = {path.stem for path in (PROJECT / "indicators").glob("*.yml")}
    sql = {path.stem for path in (PROJECT / "models" / "indicators").glob("*.sql")}
    catalogue = [
        yaml.safe_load(p.read_text("utf-8")) for p in (PROJECT / "indicators").glob("*.yml")
    ]
    golden = {p.parent.name for p in (ROOT / "tests" / "indicators").glob("*/*.yml")}
    assert {entry["model"] for entry in catalogue} == sql
    assert golden == entries


@pytest.mark.parametrize("path", SQL, ids=lambda p: p.stem)
def test_sql_is_written_for_every_engine(path: Path) -> None:
    text = re.sub(
        r"--[^\n]*|\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", "", path.read_text("utf-8"), flags=re.S
    )
    assert ENGINE_TEXT.search(text) is None


def test_words_about_entities_accuse_nobody() -> None:
    texts = [*(PROJECT / "indicators").glob("*.yml"), *(PROJECT / "contract").glob("*.yml")]
    found = {p.name: BANNED.findall(p.read_text("utf-8")) for p in texts}
    assert {name: words for name, words in found.items() if words} == {}
