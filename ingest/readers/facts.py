"""Reads facts that the project typed from a document: YAML sections named after entities.

Each section is a list of mappings whose keys are the entity's columns; ``source_row`` is the line
of the YAML file on which an entry starts. Keys under ``document`` describe the document itself.
"""

from pathlib import Path

import yaml

from ingest.problems import IngestError, Problem
from ingest.readers.excel import as_text
from ingest.readers.sheet import Cell, Sheet

DESCRIPTION = "document"


def read(path: Path) -> list[Sheet]:
    """One sheet per section of the file; every scalar as it is written.

    Raises:
        IngestError: The file is not YAML, a section is not a list of flat mappings, or a key is
            given twice; the line is named.
    """
    try:
        root = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
        sections = _pairs(root).items()
        return [_sheet(name, node) for name, node in sections if name != DESCRIPTION]
    except yaml.MarkedYAMLError as error:
        line = f"line {error.problem_mark.line + 1}: " if error.problem_mark else ""
        raise _unreadable(path, f"{line}{error.problem}") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise _unreadable(path, str(error)) from error


def _sheet(name: str, section: yaml.Node) -> Sheet:
    if not isinstance(section, yaml.SequenceNode):
        raise _at(section, f"section {name} is not a list of entries")
    entries = [(node.start_mark.line + 1, _cells(node)) for node in section.value]
    keys = list(dict.fromkeys(key for _, cells in entries for key in cells))
    rows = [[cells.get(key) for key in keys] for _, cells in entries]
    return Sheet(name, [list(keys), *rows], [0, *(line for line, _ in entries)])


def _cells(entry: yaml.Node) -> dict[str, Cell]:
    return {key: _scalar(node) for key, node in _pairs(entry).items()}


def _pairs(node: yaml.Node | None) -> dict[str, yaml.Node]:
    if not isinstance(node, yaml.MappingNode):
        raise _at(node, "expected 'key: value' pairs")
    pairs: dict[str, yaml.Node] = {}
    for key, value in node.value:
        if key.value in pairs:
            raise _at(key, f"key {key.value} is given twice")
        pairs[key.value] = value
    return pairs


def _scalar(node: yaml.Node) -> Cell:
    if not isinstance(node, yaml.ScalarNode):
        raise _at(node, "expected a single value")
    return None if node.tag == "tag:yaml.org,2002:null" else as_text(node.value)


def _at(node: yaml.Node | None, problem: str) -> yaml.MarkedYAMLError:
    mark = None if node is None else node.start_mark
    return yaml.MarkedYAMLError(problem=problem, problem_mark=mark)


def _unreadable(path: Path, why: str) -> IngestError:
    return IngestError(Problem("unreadable_file", path.name, value=why))
