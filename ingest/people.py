"""People that one source names are kept out of the free text of every other source.

A councillor whom SECOP lists as a representative may stand in the title of a process that another
file holds. Each vintage leaves behind whom it names, as keyed 64-bit hashes and never as names;
texts of other vintages are searched for runs of words whose hash is among them.

What is safe to clear across sources is narrower than what a vintage clears of its own people:

- a name has three to six words, all letters, one of them a usual given name; company words, saints
  and places (``San José de …``, ``Villa …``) are no people here. Of four words any three in their
  order count too, because a second given name or surname is often left out.
- the words stand together in the text, in any order of surnames and given names;
- a name directly behind the word for a work, a place or a body (``Institución Educativa José Olaya
  Balandra``, ``avenida``, ``municipio``) is the name of that work and stays.

The words that decide are in ``people.yml``.
"""

import re
import zipfile
from collections.abc import Iterable
from functools import cache
from hashlib import blake2b
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from ingest.durable import PARTIAL, make_folder, put
from ingest.models import Vintage
from ingest.settings import ROOT, DataPaths
from ingest.text import plain

RESERVED = "[reservado]"
SHORTEST, LONGEST = 3, 6
_WORD = re.compile(r"[^\W\d_]+")
LOOK_BACK = 80  # letters before a name that tell whether it is a work's
# Particles inside a name say nothing about whose it is.
_PARTICLES = {"de", "del", "la", "las", "los", "y", "e", "da", "do", "dos", "van", "von"}
_NEVER_FIRST = {"san", "santa", "santo", "puerto", "villa", "nuestra", "virgen", "senor"}


@cache
def _words(kind: str) -> frozenset[str]:
    """A list of words of ``people.yml``."""
    lists = yaml.safe_load((ROOT / "ingest" / "people.yml").read_text(encoding="utf-8"))
    return frozenset(lists[kind].split())


@cache
def _work_before() -> re.Pattern[str]:
    """The end of a text behind which a name is that of a work, a place or a body."""
    works, between = ("|".join(sorted(_words(kind))) for kind in ("works", "between"))
    marks = r"[ °#'\"-]+"
    body = rf"\b(?:{works})\.?|\bi\.? ?e\.?(?: ?[a-z]\.?){{0,3}}"  # I.E., I.E.P.
    link = rf"(?:{between})\b|n?\.?o?[ °]*[0-9]+"  # N.º 40
    return re.compile(rf"(?:{body})(?:{marks}(?:{link}))*(?:{marks})?$")


def words_of(name: str) -> tuple[str, ...]:
    """The words that make a name one person's; empty where it cannot safely be a person's."""
    words = _WORD.findall(plain(name))
    if re.search(r"\d", name) or not words or words[0] in _NEVER_FIRST:
        return ()
    kept = tuple(w for w in words if w not in _PARTICLES)
    if not SHORTEST <= len(kept) <= LONGEST or any(len(w) < 2 for w in kept):
        return ()
    if not set(kept) & _words("given_names") or set(kept) & _words("bodies"):
        return ()
    return kept


class Hashes:
    """Keyed hashes of names and of the words in them, sorted."""

    def __init__(self, names: Any, words: Any) -> None:
        self.names = np.unique(np.asarray(names, dtype=np.uint64))
        self.words = np.unique(np.asarray(words, dtype=np.uint64))

    def __add__(self, other: "Hashes") -> "Hashes":
        """Both together."""
        return Hashes(
            np.concatenate([self.names, other.names]), np.concatenate([self.words, other.words])
        )

    def __len__(self) -> int:
        """How many names; of one person several, with and without a second surname."""
        return len(self.names)


def hashed(names: Iterable[str], key: bytes) -> Hashes:
    """What is kept of the names of people.

    Args:
        names: Names as published; those that cannot safely be a person's are left out.
        key: The operator's secret.
    """
    found: set[int] = set()
    words: set[int] = set()
    for name in names:
        kept = words_of(name)
        if not kept:
            continue
        groups = [kept, *(combinations(kept, 3) if len(kept) == 4 else ())]
        found |= {_hash(" ".join(sorted(g)), key) for g in groups if set(g) & _words("given_names")}
        words |= {_hash(w, key) for w in kept}
    return Hashes(list(found), list(words))


class KnownPeople:
    """Clears text of people whom some source names.

    Args:
        hashes: Whom to look for.
        key: The operator's secret, under which they were hashed.
    """

    def __init__(self, hashes: Hashes, key: bytes) -> None:
        self._hashes, self._key = hashes, key
        self._seen: dict[str, tuple[str, bool]] = {}

    def redact(self, text: str) -> str:
        """The text with every known person replaced by ``[reservado]``."""
        if not len(self._hashes):
            return text
        words = [(m.start(), m.end(), *self._word(m[0])) for m in _WORD.finditer(text)]
        pieces, done, i = [], 0, 0
        while i < len(words):
            last = self._name_at(words, i) if words[i][3] else 0
            if last and not _work_before().search(
                plain(text[max(0, words[i][0] - LOOK_BACK) : words[i][0]])
            ):
                pieces += [text[done : words[i][0]], RESERVED]
                done = words[last - 1][1]
            i = last or i + 1
        return "".join([*pieces, text[done:]]) if pieces else text

    def _word(self, raw: str) -> tuple[str, bool]:
        """A word in plain spelling and whether it stands in any known name; most texts repeat."""
        known = self._seen.get(raw)
        if known is None:
            word = plain(raw)
            known = (word, _holds(self._hashes.words, _hash(word, self._key)))
            if len(self._seen) < 500_000:
                self._seen[raw] = known
        return known

    def _name_at(self, words: list[tuple[int, int, str, bool]], i: int) -> int:
        """Index behind the longest name that begins at a word; 0 where none does."""
        kept: list[str] = []
        found = 0
        for j in range(i, min(len(words), i + 3 * LONGEST)):
            word, in_names = words[j][2], words[j][3]
            if not in_names:
                if word in _PARTICLES:
                    continue
                break
            kept.append(word)
            if len(kept) > LONGEST:
                break
            if len(kept) >= SHORTEST:
                name = _hash(" ".join(sorted(kept)), self._key)
                if _holds(self._hashes.names, name):
                    found = j + 1
        return found


def _hash(text: str, key: bytes) -> int:
    return int.from_bytes(blake2b(text.encode(), key=key[:64], digest_size=8).digest(), "big")


def _holds(sorted_hashes: Any, value: int) -> bool:
    at = int(np.searchsorted(sorted_hashes, np.uint64(value)))
    return at < len(sorted_hashes) and int(sorted_hashes[at]) == value


def known_to(names: Iterable[str], vintage: Vintage, paths: DataPaths, key: bytes) -> KnownPeople:
    """Whom a vintage is cleared of, and keeps its own people for the others.

    Args:
        names: Names of people in the vintage itself.
        vintage: The vintage.
        paths: Data folders.
        key: The operator's secret.
    """
    own = file_of(paths, vintage)
    found = hashed(names, key)
    _keep(found, own)
    return KnownPeople(load(f for f in kept_files(paths) if f != own) + found, key)


def file_of(paths: DataPaths, vintage: Vintage) -> Path:
    """Where the hashes of a vintage's people are kept."""
    return paths.state / "people" / f"{vintage.source_id}.{vintage.vintage_id}.npz"


def kept_files(paths: DataPaths) -> list[Path]:
    """Files of hashes of every vintage, sorted."""
    return sorted((paths.state / "people").glob("[!.]*.npz"))


def load(files: Iterable[Path]) -> Hashes:
    """The hashes of several vintages together; a damaged file is left out."""
    read = [found for path in files if (found := _read(path)) is not None]
    if not read:
        return Hashes([], [])
    return Hashes(np.concatenate([r.names for r in read]), np.concatenate([r.words for r in read]))


def _read(path: Path) -> Hashes | None:
    try:
        with np.load(path) as kept:
            return Hashes(kept["names"], kept["words"])
    except (OSError, ValueError, KeyError, zipfile.BadZipFile):
        return None  # its vintage writes it anew when it is conformed again


def _keep(hashes: Hashes, path: Path) -> None:
    """Keeps the hashes of a vintage's people; what did not change is not touched."""
    before = _read(path) if path.exists() else None
    same = before is not None and np.array_equal(before.names, hashes.names)
    if same or not (len(hashes) or path.exists()):
        return
    make_folder(path.parent)
    partial = path.with_name(f".{path.name}{PARTIAL}")
    with partial.open("wb") as file:
        np.savez(file, names=hashes.names, words=hashes.words)
    put(partial, path)
