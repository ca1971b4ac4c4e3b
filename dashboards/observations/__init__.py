"""What visitors leave: observations with evidence, and answers of bodies to signals.

People who speak up about extractive money can be in danger. Nothing here keeps an address of the
network, a name or a time of day; a place is never finer than a municipality; a contact is optional,
encrypted and forgotten; whoever holds the receipt can take everything back. Nothing is shown
before a person has read it. Kept in its own folder, apart from the editions.
"""

from __future__ import annotations

import os
from pathlib import Path

from dashboards import published

TEXT_LEAST, TEXT_MOST = 20, 2_000
OFFICE_MOST = 160
LINK_MOST = 400
CONTACT_MOST = 200
FILES_MOST = 3
AUTHOR_KINDS = ("neighbour", "organisation", "journalist", "official", "unsaid")
SUBJECT_TYPES = ("commitment", "project", "signal")


def enabled() -> bool:
    """Whether this installation takes observations: `VETA_OBSERVATIONS=on`; off otherwise."""
    return os.environ.get("VETA_OBSERVATIONS", "").strip().lower() == "on"


def folder() -> Path:
    """Where they are kept: `<data>/observations`, readable by its owner only."""
    path = published.data_dir() / "observations"
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def contact_days() -> int:
    """After how many days a contact is forgotten: `VETA_OBSERVATION_CONTACT_DAYS`, 90 if unset."""
    told = os.environ.get("VETA_OBSERVATION_CONTACT_DAYS", "").strip()
    return min(int(told), 365) if told.isdigit() else 90
