"""Photographs that visitors attach: taken apart and drawn anew, so that only the picture stays.

Position, camera, date and whatever else a file carries are left behind. Only pictures are taken:
a document can hold programs and its author's name, so documents are given as links.
"""

from __future__ import annotations

import hashlib
import io
import secrets
import warnings
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageOps

BYTES_MOST = 6 << 20
PIXELS_MOST = 30_000_000
SIDE_MOST = 1_600  # enough to read a sign in a picture of a work
FORMATS = ("JPEG", "PNG", "WEBP")
QUALITY = 82


class EvidenceError(Exception):
    """A file that is not taken; `reason` is too_large, not_a_picture or too_many_pixels."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Picture:
    """A picture as it is kept: under a name that says nothing."""

    name: str
    data: bytes
    sha256: str


def clean(data: bytes) -> Picture:
    """The picture drawn anew as JPEG, upright, without anything but its pixels.

    Raises:
        EvidenceError: too large, too many pixels, or no JPEG, PNG or WebP picture.
    """
    if len(data) > BYTES_MOST:
        raise EvidenceError("too_large")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
                width, height = opened.size
                if width * height > PIXELS_MOST:
                    raise EvidenceError("too_many_pixels")
                opened.draft("RGB", (SIDE_MOST, SIDE_MOST))  # a JPEG is read small at once
                upright = ImageOps.exif_transpose(opened).convert("RGB")
    except EvidenceError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise EvidenceError("too_many_pixels") from error
    except Exception as error:  # whatever a hostile file makes the reader raise
        raise EvidenceError("not_a_picture") from error
    upright.thumbnail((SIDE_MOST, SIDE_MOST))
    # A new canvas: no metadata object of the old picture can come along.
    canvas = Image.new("RGB", upright.size)
    canvas.paste(upright)
    out = io.BytesIO()
    canvas.save(out, "JPEG", quality=QUALITY, optimize=True)
    drawn = out.getvalue()
    return Picture(f"{secrets.token_hex(16)}.jpg", drawn, hashlib.sha256(drawn).hexdigest())


def save(picture: Picture, folder: Path) -> None:
    """Write a picture, readable by its owner only."""
    folder.mkdir(mode=0o700, exist_ok=True)
    path = folder / picture.name
    path.touch(mode=0o600, exist_ok=False)
    path.write_bytes(picture.data)
