"""`SECURITY.md` names a test behind each of its lines; each of those tests is one that is run."""

import ast
import re
from pathlib import Path

from ingest.settings import ROOT

NAMED = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")
LEFT_OUT = re.compile(r"pytest\.mark\.(skip|xfail)\b")
TEXT = (ROOT / "SECURITY.md").read_text(encoding="utf-8")


def rows() -> list[str]:
    """Lines of the tables, without their heads."""
    lines = [line for line in TEXT.splitlines() if line.startswith("|")]
    return [line for line in lines if "---" not in line and not line.startswith("| Threat")]


def test_every_line_names_a_test() -> None:
    assert len(rows()) >= 20
    assert [line for line in rows() if not NAMED.search(line)] == []


def collected(text: str) -> set[str]:
    """Tests that pytest runs of a file's text: without those that are always left out."""
    return {
        node.name
        for node in ast.parse(text).body
        if isinstance(node, ast.FunctionDef)
        and node.name.startswith("test_")
        and not any(LEFT_OUT.match(ast.unparse(mark)) for mark in node.decorator_list)
    }


def test_every_named_test_is_run() -> None:
    named: dict[str, set[str]] = {}
    for file, name in NAMED.findall(TEXT):
        named.setdefault(file, set()).add(name)
    gone = {
        file: sorted(names - collected((ROOT / file).read_text(encoding="utf-8")))
        for file, names in named.items()
    }
    assert {file: names for file, names in gone.items() if names} == {}
    assert {Path(file).name.startswith("test_") for file in named} == {True}


def test_one_that_is_gone_or_left_out_would_be_seen() -> None:
    text = """
@pytest.mark.skipif(somewhere)
def test_kept(): ...
@pytest.mark.skip
def test_skipped(): ...
@pytest.mark.xfail(run=False)
def test_expected_to_fail(): ...
# def test_written_out(): ...
def helper(): ...
"""
    assert collected(text) == {"test_kept"}
