"""Writes the files of the dbt project that repeat what is already said once elsewhere.

What is said once: the lake's entities (ingest/entities), the public contract (contract/*.yml) and
the indicator catalogue (indicators/*.yml). What is written from it: the source declaration, one
.yml beside each public table, the catalogue seed, the indicators' descriptions and their union.
No rule, threshold or SQL of an indicator belongs here.

Run alone: python dbt_project/scripts/generate.py [--check]
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import contract_files
import indicator_files
import source_files

PROJECT = Path(__file__).resolve().parents[1]


def generated(project: Path = PROJECT) -> dict[Path, str]:
    """Returns every generated file with the text it should have.

    Args:
        project: Folder of the dbt project.

    Returns:
        Path to text, for all files that this script owns.
    """
    entities = project.parent / "ingest" / "entities"
    return {
        **source_files.render(project, entities),
        **contract_files.render(project),
        **indicator_files.render(project),
    }


def stale(files: dict[Path, str]) -> list[Path]:
    """Returns the files whose text on disk is not what it should be."""
    return [p for p, text in files.items() if not p.exists() or p.read_text("utf-8") != text]


def main(arguments: list[str]) -> int:
    """Writes the stale files, or with --check only names them and fails."""
    files = generated()
    old = stale(files)
    for path in old:
        print(f"{'stale' if '--check' in arguments else 'wrote'}: {path.relative_to(PROJECT)}")
        if "--check" not in arguments:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(files[path], "utf-8")
    return 1 if old and "--check" in arguments else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
