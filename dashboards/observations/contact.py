"""A contact that a visitor leaves: encrypted, for the moderator only, forgotten after a set time.

The key comes from `VETA_OBSERVATIONS_KEY`, or from a file that only its owner reads. A key kept
elsewhere than the data protects a stolen disk: operators who can, set the variable.
"""

from __future__ import annotations

import os
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken

KEY_FILE = "contact.key"


def _fernet(folder: Path) -> Fernet:
    told = os.environ.get("VETA_OBSERVATIONS_KEY", "").strip()
    if told:
        return Fernet(told.encode())
    path = folder / KEY_FILE
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return Fernet(path.read_bytes().strip())
    with os.fdopen(descriptor, "wb") as file:
        key = Fernet.generate_key()
        file.write(key)
    return Fernet(key)


def lock(text: str, folder: Path) -> bytes:
    """Encrypt a contact."""
    return _fernet(folder).encrypt(text.encode())


def unlock(locked: bytes | None, folder: Path) -> str | None:
    """Read a contact; None where there is none or the key is another."""
    if not locked:
        return None
    try:
        return _fernet(folder).decrypt(locked).decode()
    except InvalidToken:
        return None
