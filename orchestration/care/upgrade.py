"""Which release wrote a data folder, and what it takes to go on with it.

The stamp ``veta.json`` lies in the folder. 0.1.0 wrote none. Whatever lies in ``raw`` is never
touched; notes are rewritten in place, and what cannot be rewritten is made again from ``raw``.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ingest.durable import write_text
from ingest.settings import DataPaths
from ingest.vintages import sha256_of
from orchestration.code import version

STAMP = "veta.json"
FORMAT = 2


class NewerFolderError(Exception):
    """A newer Veta wrote the data folder; carries its version."""


def upgrade(paths: DataPaths) -> int | None:
    """Brings a data folder to the format of this release. Hold its lock meanwhile.

    Returns:
        The format it had, where it was an older one.

    Raises:
        NewerFolderError: A newer release wrote it; nothing is touched.
    """
    stamp = read_stamp(paths)
    had = int(stamp["format"])
    if had > FORMAT:
        raise NewerFolderError(str(stamp.get("version", "?")))
    if had == FORMAT and stamp.get("version") == version():
        return None
    for step in range(had, FORMAT):
        STEPS[step](paths)
    write_text(json.dumps({"format": FORMAT, "version": version()}), paths.root / STAMP)
    return had if had < FORMAT else None


def read_stamp(paths: DataPaths) -> dict[str, Any]:
    """What a data folder says of itself; a folder without stamp is new, or of 0.1.0."""
    try:
        found = json.loads((paths.root / STAMP).read_text(encoding="utf-8"))
        return {"format": int(found["format"]), "version": str(found["version"])}
    except FileNotFoundError:
        used = paths.state.is_dir() or paths.raw.is_dir()
        return {"format": 1 if used else FORMAT, "version": "0.1.0" if used else ""}
    except (ValueError, KeyError, TypeError):
        return {"format": 1, "version": "?"}  # its steps look at what is there and do no harm


def _relative_files(paths: DataPaths) -> None:
    """0.1.0 noted absolute paths: a copied or moved folder spoke of files that are not its own."""
    for path in sorted(paths.state.glob("*/*.json")):
        try:
            note = json.loads(path.read_text(encoding="utf-8"))
            if not isinstance(note.get("files"), list):
                continue
            own = [_own(Path(name), paths) for name in note["files"]]
            note["files"] = {
                f.relative_to(paths.root).as_posix(): {
                    "bytes": f.stat().st_size,
                    "sha256": sha256_of(f),
                }
                for f in own
            }
        except (ValueError, AttributeError, OSError):
            path.unlink()  # conformed again from the raw vintage
            continue
        write_text(json.dumps(note, ensure_ascii=False, indent=1), path)


def _own(file: Path, paths: DataPaths) -> Path:
    """The same file of the lake in this folder, wherever it lay when it was noted."""
    at = file.parts.index("lake")
    return paths.lake.joinpath(*file.parts[at + 1 :])


STEPS: dict[int, Callable[[DataPaths], None]] = {1: _relative_files}
