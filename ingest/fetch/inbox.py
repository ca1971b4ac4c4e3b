"""Walks a folder that a person filled.

Hidden files, partial downloads and links are left alone; everything else is offered to the sources.
"""

from pathlib import Path

UNFINISHED = {".part", ".partial", ".crdownload", ".tmp"}


def files(folder: Path) -> list[Path]:
    """Regular files under a folder, sorted, so that two walks see the same order.

    Args:
        folder: Inbox, or the folder of real extracts.

    Raises:
        NotADirectoryError: There is no such folder.
    """
    if not folder.is_dir():
        raise NotADirectoryError(folder)
    return [
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
        and path.suffix.casefold() not in UNFINISHED
    ]
