"""`SECURITY.md` names a test behind each of its lines; each of those tests exists."""

import re

from ingest.settings import ROOT

NAMED = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")
TEXT = (ROOT / "SECURITY.md").read_text(encoding="utf-8")


def rows() -> list[str]:
    """Lines of the tables, without their heads."""
    lines = [line for line in TEXT.splitlines() if line.startswith("|")]
    return [line for line in lines if "---" not in line and not line.startswith("| Threat")]


def test_every_line_names_a_test() -> None:
    assert len(rows()) >= 20
    assert [line for line in rows() if not NAMED.search(line)] == []


def test_every_named_test_exists() -> None:
    missing = []
    for file, name in NAMED.findall(TEXT):
        path = ROOT / file
        if not path.exists() or f"def {name}(" not in path.read_text(encoding="utf-8"):
            missing.append(f"{file}::{name}")
    assert missing == []
