"""Writes ``data/sample`` anew: ``python -m tests.sample.generate``.

Every module beside this one that has a ``write(folder, world)`` gives the files of one source in
its publisher's layout. A test compares the result with what is committed.
"""

import importlib
import pkgutil
import shutil
import sys
from pathlib import Path

import tests.sample
from tests.sample.world import SEED, World

SAMPLE = Path(__file__).resolve().parents[2] / "data" / "sample"


def generate(target: Path) -> list[Path]:
    """Writes every source's sample files.

    Args:
        target: Folder to fill; emptied first.

    Returns:
        The files, sorted.
    """
    shutil.rmtree(target, ignore_errors=True)
    for module in sorted(m.name for m in pkgutil.iter_modules(tests.sample.__path__)):
        writer = getattr(importlib.import_module(f"tests.sample.{module}"), "write", None)
        if writer is not None:
            folder = target / module
            folder.mkdir(parents=True, exist_ok=True)
            writer(folder, World(SEED))
    return sorted(p for p in target.rglob("*") if p.is_file())


if __name__ == "__main__":
    files = generate(Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLE)
    print(f"{len(files)} files, {sum(f.stat().st_size for f in files):,} bytes")
