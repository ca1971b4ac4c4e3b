"""What tests of hostile workbooks share: entities made to do harm, and what reading one gives."""

from pathlib import Path

import pytest

from ingest.problems import IngestError, Problem
from ingest.readers import excel

SECRET = "what only this machine knows"


def reaching_outside(folder: Path) -> str:
    """A document type whose entity ``e`` is a file that holds ``SECRET``."""
    secret = folder / "secret.txt"
    secret.write_text(SECRET)
    return f'<!DOCTYPE x [<!ENTITY e SYSTEM "file://{secret}">]>'


def multiplying() -> str:
    """A document type whose entity ``a9`` is a thousand million times *ha*."""
    more = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    return f'<!DOCTYPE x [<!ENTITY a0 "ha">{more}]>'


def said(book: Path) -> str:
    """Everything that reading a workbook gave, its cells or its problems."""
    try:
        return repr(excel.read(book, "*"))
    except IngestError as error:
        return repr(error.problems)


def refused(book: Path) -> Problem:
    """Why a workbook is not read."""
    with pytest.raises(IngestError) as error:
        excel.read(book, "*")
    return error.value.problems[0]
