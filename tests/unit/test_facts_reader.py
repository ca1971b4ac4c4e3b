"""Typed facts: cells as written, lines as row numbers, and clear refusals."""

from pathlib import Path

import pytest

from ingest.problems import IngestError
from ingest.readers import facts

GOOD = """\
document:
  title: a document
forum:
  - forum_code: A
    name: "Mesa: uno"
  - {forum_code: B, name: null, kind: other}
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "x.facts.yml"
    path.write_text(text, encoding="utf-8")
    return path


def test_sections_keys_and_lines(tmp_path: Path) -> None:
    (sheet,) = facts.read(write(tmp_path, GOOD))
    assert sheet.name == "forum"
    assert sheet.rows[0] == ["forum_code", "name", "kind"]
    assert sheet.rows[1:] == [["A", "Mesa: uno", None], ["B", None, "other"]]
    assert sheet.numbers == [0, 4, 6]


def test_values_stay_as_written(tmp_path: Path) -> None:
    (sheet,) = facts.read(write(tmp_path, "forum:\n  - {a: 007, b: 2012-07-31, c: no, d: 1e3}\n"))
    assert sheet.rows[1] == ["007", "2012-07-31", "no", "1e3"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("forum:\n  - {a: 1\n  - {b: 2}\n", "line "),
        ("forum:\n  a: 1\n", "line 2: section forum is not a list"),
        ("forum:\n  - uno\n", "line 2: expected 'key: value' pairs"),
        ("forum:\n  - a: 1\n    a: 2\n", "line 3: key a is given twice"),
        ("forum: []\nforum: []\n", "line 2: key forum is given twice"),
        ("forum:\n  - a: [1, 2]\n", "line 2: expected a single value"),
        ("- a\n", "expected 'key: value' pairs"),
        ("", "expected 'key: value' pairs"),
    ],
)
def test_refuses_and_names_the_line(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(IngestError) as caught:
        facts.read(write(tmp_path, text))
    assert said in caught.value.problems[0].value
    assert caught.value.problems[0].code == "unreadable_file"


def test_refuses_what_is_not_utf8(tmp_path: Path) -> None:
    path = tmp_path / "x.facts.yml"
    path.write_bytes("forum:\n  - {a: peña}\n".encode("cp1252"))
    with pytest.raises(IngestError):
        facts.read(path)
