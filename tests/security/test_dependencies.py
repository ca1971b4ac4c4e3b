"""What we install: pinned with hashes, under licences that go with Apache-2.0."""

import re
from importlib import metadata

from ingest.settings import ROOT

LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PIN = re.compile(r"^([a-z0-9][a-z0-9._-]*)==(\S+)[^\n]*\\$", re.MULTILINE)
KNOWN = re.compile(r"\b(mit|mit-0|mit-cmu|0?bsd|apache|isc|zlib|psf|python software|mpl|mozilla)\b")
# Weak copyleft by file (MPL) is allowed; the GPL family and sources to be looked at only are not.
UNWELCOME = re.compile(r"gpl|general public|sspl|busl|business source|proprietary|commercial")
OTHERWISE = {
    "feedgen": "bsd",  # BSD or LGPL: we take the first
    "text-unidecode": "artistic",  # Artistic or GPL: we take the first
    "axe-playwright-python": "mit",  # said in its LICENSE file, not in its metadata
}


def licence(name: str) -> str:
    """What a distribution says of itself, in lower case."""
    found = metadata.metadata(name)
    classes = [c for c in found.get_all("Classifier") or [] if c.startswith("License ::")]
    said = found.get("License-Expression") or "; ".join(classes)
    return (said or (found.get("License") or "").partition("\n")[0]).lower()


def is_allowed(said: str) -> bool:
    """Whether software under this licence may be shipped with ours."""
    return bool(KNOWN.search(said)) and not UNWELCOME.search(said)


def test_every_pin_has_hashes() -> None:
    names = PIN.findall(LOCK)
    assert len(names) > 100
    blocks = re.split(r"(?m)^(?=[a-z0-9])", LOCK)
    bare = [b.partition("=")[0] for b in blocks if "==" in b and "--hash=sha256:" not in b]
    assert bare == []
    assert "://" not in LOCK, "an index address or a direct link"


def test_every_licence_is_allowed() -> None:
    refused = {}
    for name, _ in PIN.findall(LOCK):
        try:
            said = licence(name)
        except metadata.PackageNotFoundError:
            continue  # for another system
        if name not in OTHERWISE and not is_allowed(said):
            refused[name] = said
    assert refused == {}


def test_an_unwelcome_licence_would_be_seen() -> None:
    texts = ("gpl-3.0-only", "gnu lesser general public license", "agpl-3.0", "proprietary", "")
    assert not any(is_allowed(text) for text in texts)
    assert is_allowed("apache-2.0 or bsd-3-clause")
