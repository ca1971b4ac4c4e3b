"""One zip of everything in a download."""

import zipfile
from pathlib import Path

from orchestration.publishing.facts import EditionFacts

# Already compressed: packing them again costs time and gains nothing.
STORED = {".parquet", ".xlsx", ".gz", ".zip"}


def write_zip(folder: Path, path: Path, facts: EditionFacts) -> None:
    """Writes a zip of the files of a package; the same files give the same bytes.

    Args:
        folder: Folder of the package.
        path: New file, inside the folder or not.
        facts: The edition, whose moment its entries carry.
    """
    moment = facts.created_at.timetuple()[:6]
    with zipfile.ZipFile(path, "w", allowZip64=True) as archive:
        for file in sorted(p for p in folder.iterdir() if p != path):
            entry = zipfile.ZipInfo(f"{path.stem}/{file.name}", date_time=moment)
            entry.external_attr = 0o644 << 16
            stored = file.suffix in STORED
            entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            with file.open("rb") as source, archive.open(entry, "w", force_zip64=True) as target:
                while chunk := source.read(1 << 20):
                    target.write(chunk)
