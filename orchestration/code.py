"""Which code this is: a version for manifests and a fingerprint for "has anything changed?".

Does not belong here: fingerprints of data (``progress.py``) or of one source (``ingest.registry``).
"""

import hashlib
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from ingest.settings import ROOT

DBT_PROJECT = ROOT / "dbt_project"
DBT_SUFFIXES = {".sql", ".yml", ".csv", ".py"}
CODE_SUFFIXES = {".py", ".sql", ".yml", ".csv", ".yaml"}
DBT_UNTOUCHED = {"target", "logs", "dbt_packages", "__pycache__"}


@cache
def version() -> str:
    """The project's version as ``pyproject.toml`` states it."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        return str(tomllib.load(file)["project"]["version"])


@cache
def code_version() -> str:
    """Version plus the first digits of the code's fingerprint, as manifests carry it."""
    return f"{version()}+{code_fingerprint()[:12]}"


@cache
def code_fingerprint() -> str:
    """Hash of every file that decides what an edition holds: ingest, dbt project, publication."""
    digest = hashlib.sha256(dbt_fingerprint().encode())
    for folder in ("ingest", "orchestration"):
        files = (p for p in (ROOT / folder).rglob("*") if p.suffix in CODE_SUFFIXES)
        _update(digest, files)
    return digest.hexdigest()


def dbt_fingerprint() -> str:
    """Hash of the dbt project's own files; what dbt writes is left out."""
    digest = hashlib.sha256()
    files = (
        p
        for p in DBT_PROJECT.rglob("*")
        if p.suffix in DBT_SUFFIXES and not DBT_UNTOUCHED & set(p.relative_to(DBT_PROJECT).parts)
    )
    _update(digest, files)
    return digest.hexdigest()


def _update(digest: "hashlib._Hash", files: Iterable[Path]) -> None:
    for path in sorted(files):
        if "__pycache__" not in path.parts:
            digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes())
