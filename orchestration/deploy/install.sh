#!/bin/sh
# Installs Veta into a virtual environment: the same steps by hand, in a container, and in the test.
# Usage: install.sh SOURCE VENV    (PYTHON=python3.11 chooses the interpreter)
set -eu
source=$1
venv=$2
"${PYTHON:-python3}" -m venv "$venv"
"$venv/bin/python" -m pip install --quiet --no-cache-dir --require-hashes -r "$source/requirements.lock"
"$venv/bin/python" -m pip install --quiet --no-cache-dir --no-deps -e "$source"
# dbt's manifest is made once, while the folder can still be written.
(cd "$source" && "$venv/bin/python" -m orchestration.manifest)
"$venv/bin/veta" --version
