"""Which tests stay in one process when several share the work (``pytest -n``), and which begin.

xdist's own groups (``--dist loadgroup``) are written into the tests' names, which pytest 9.2 no
longer allows: they are silently ignored and every process makes every shared fixture anew
(pytest-xdist issue 1386). Here the group is read from the path instead.
"""

from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

# Folders that share what takes minutes to make. They begin, the longest first: what is begun last
# must be short, or one process works on while the others have nothing left to do.
TOGETHER = {
    "tests/faults": "faults",
    "tests/integration": "refresh",
    "tests/engines": "refresh",
    "tests/dashboards/tasks": "refresh",
}


def group(nodeid: str) -> str:
    """The group of a test: a name of ``TOGETHER``, or else its file."""
    path = nodeid.partition("::")[0]
    return next((name for folder, name in TOGETHER.items() if path.startswith(folder)), path)


def first(nodeid: str) -> int:
    """Sorts groups of ``TOGETHER`` before the rest, in their order."""
    names = list(dict.fromkeys(TOGETHER.values()))
    name = group(nodeid)
    return names.index(name) if name in names else len(names)


class Groups(LoadScopeScheduling):
    """Gives whole groups to processes, in the order in which they were collected."""

    def __init__(self, config: pytest.Config, log: Any = None) -> None:
        super().__init__(config, log)
        config.option.loadscopereorder = False  # the number of tests says nothing about seconds

    def _split_scope(self, nodeid: str) -> str:
        return group(nodeid)
