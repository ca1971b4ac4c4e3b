"""Reads facts that the project typed from a document: YAML sections named after entities.

Each section is a list of mappings whose keys are the entity's columns; ``source_row`` is the line
of the YAML file on which an entry starts. Keys under ``document`` describe the document itself.
"""

from pathlib import Path
from typing import Any

import yaml

from ingest.problems import IngestError, Problem
from ingest.readers.excel import as_text
from ingest.readers.sheet import Cell, Sheet


class _LineLoader(yaml.SafeLoader):
    """A safe loader that keeps every scalar as written and remembers lines of mappings."""


def _mapping(loader: _LineLoader, node: yaml.MappingNode) -> dict[str, Any]:
    pairs = {k.value: _value(loader, v) for k, v in node.value}
    return {"__line__": node.start_mark.line + 1, **pairs}


def _value(loader: _LineLoader, node: yaml.Node) -> Any:
    if isinstance(node, yaml.ScalarNode):
        empty = node.tag == "tag:yaml.org,2002:null"
        return None if empty else node.value
    return loader.construct_object(node, deep=True)


_LineLoader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def read(path: Path) -> list[Sheet]:
    """One sheet per section of the file.

    Raises:
        IngestError: The file is not YAML or a section is not a list of mappings.
    """
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=_LineLoader)  # noqa: S506
        sections = {k: v for k, v in data.items() if k not in {"__line__", "document"}}
        return [_sheet(name, entries) for name, entries in sections.items()]
    except (yaml.YAMLError, AttributeError, TypeError, KeyError) as error:
        raise IngestError(Problem("unreadable_file", path.name, value=str(error))) from error


def _sheet(name: str, entries: list[dict[str, Any]]) -> Sheet:
    keys: list[str] = []
    for entry in entries:
        keys += [k for k in entry if k not in keys and k != "__line__"]
    header: list[Cell] = list(keys)
    rows = [[as_text(entry.get(k)) for k in keys] for entry in entries]
    return Sheet(name, [header, *rows], [0] + [entry["__line__"] for entry in entries])
