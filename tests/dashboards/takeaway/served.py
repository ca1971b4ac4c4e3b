"""Serves a data folder to the routes, and forgets everything of the one before."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from dashboards import published
from dashboards.i18n import set_language


@contextmanager
def served(folder: Path) -> Iterator[Path]:
    """Points the dashboard at a data folder.

    Editions of tests share their name though not their rows: what was remembered by that name
    would be of another folder.
    """
    _forget()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VETA_DATA_DIR", str(folder))
        yield folder
    _forget()
    set_language("es")


def _forget() -> None:
    published.forget_opened()
    for name, module in list(sys.modules.items()):
        if name.startswith("dashboards."):
            for value in list(vars(module).values()):
                # Texts and translations do not depend on an edition.
                if hasattr(value, "cache_clear") and "i18n" not in name:
                    value.cache_clear()
