"""Persons who asked to be forgotten: recognised again without keeping who they are.

Ley 1581 de 2012 (Colombia) and Ley 29733 (Peru) give everyone the right to have personal data
suppressed. A publisher's next file names the person again, so the request has to be remembered;
only keyed hashes are. Does not belong here: removing them from files (``erasing.py``).
"""

import datetime as dt
import hmac
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import Any

from ingest.durable import write_text
from ingest.privacy import MIN_DOCUMENT, RESERVED, key_id
from ingest.settings import DataPaths
from ingest.text import plain

_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"(?<!\d)\d[\d.\s-]{4,}\d(?!\d)")
_RUC_OF_PERSON = re.compile(r"10(\d{8})\d")


@dataclass(frozen=True)
class Request:
    """One person's request, as it is kept.

    Attributes:
        number: 1, 2, 3…; what stands in place of the document in erased bytes.
        on: Day it was recorded.
        reference: The operator's own file number; no personal data.
        key: Which key the hashes were made with.
        documents: Keyed hashes of document numbers.
        names: Number of words and keyed hash of each way to write the name.
    """

    number: int
    on: str
    reference: str
    key: str
    documents: tuple[str, ...]
    names: tuple[tuple[int, str], ...]


def register(paths: DataPaths) -> list[Request]:
    """Every request, oldest first; none where nobody asked."""
    path = _file(paths)
    if not path.exists():
        return []
    return [
        Request(**{**r, "documents": tuple(r["documents"]), "names": tuple(map(tuple, r["names"]))})
        for r in json.loads(path.read_text(encoding="utf-8"))
    ]


def remember(
    paths: DataPaths, key: bytes, documents: list[str], names: list[str], reference: str
) -> Request:
    """Records a request; one that is there already is given back.

    Args:
        paths: Data folders.
        key: The operator's secret.
        documents: Identity documents.
        names: The full name, and other ways in which it is written.
        reference: The operator's file number.
    """
    held = register(paths)
    hashed = tuple(sorted({_hash(key, "document", _bare(d)) for d in documents}))
    named = tuple(sorted({(len(t), _hash_name(key, t)) for n in names if (t := _tokens(n))}))
    for known in held:
        if (known.documents, known.names) == (hashed, named):
            return known
    day = dt.datetime.now(dt.UTC).date().isoformat()
    request = Request(len(held) + 1, day, reference, key_id(key), hashed, named)
    text = json.dumps([vars(r) for r in [*held, request]], indent=1)
    write_text(text, _file(paths), mode=0o600)
    return request


class Forgotten:
    """Recognises forgotten persons in cells and free text.

    Args:
        key: The operator's secret.
        requests: Those recorded under it.

    Attributes:
        seen: Texts in which a person was recognised, by request: what must leave the bytes.
    """

    def __init__(self, key: bytes, requests: list[Request]) -> None:
        own = [r for r in requests if r.key == key_id(key)]
        self._documents = {h: r.number for r in own for h in r.documents}
        self._names = {h: r.number for r in own for _, h in r.names}
        self._lengths = sorted({n for r in own for n, _ in r.names}, reverse=True)
        self.seen: dict[int, set[str]] = {}
        self._of_document = lru_cache(100_000)(
            lambda bare: self._documents.get(_hash(key, "document", bare))
        )
        self._of_name = lru_cache(100_000)(lambda tokens: self._names.get(_hash_name(key, tokens)))

    def __bool__(self) -> bool:
        return bool(self._documents or self._names)

    def note(self, text: str | None) -> bool:
        """Looks at a cell that holds a document or a name; notes the person if it is one."""
        if not text or not self:
            return False
        number = self._document(text) or self._of_name(_tokens(text))
        if number:
            self.seen.setdefault(number, set()).add(text)
        return bool(number)

    def clear(self, text: str | None) -> str | None:
        """Free text without forgotten persons, whatever the order and accents of their names."""
        if not text or not self:
            return text
        clean = _NUMBER.sub(lambda m: RESERVED if self.note(m[0]) else m[0], text)
        for length in self._lengths:
            words = list(_WORD.finditer(clean))
            for at in reversed(range(len(words) - length + 1)):
                start, end = words[at].start(), words[at + length - 1].end()
                if self._of_name(_tokens(clean[start:end])) and self.note(clean[start:end]):
                    clean = clean[:start] + RESERVED + clean[end:]
        return clean

    def wrapped(self, function: Callable[[str | None], str | None]) -> Callable[..., str | None]:
        """A function over cells that notes forgotten persons on its way."""

        def over(text: str | None) -> str | None:
            self.note(text)
            return function(text)

        return over

    def _document(self, text: str) -> int | None:
        bare = _bare(text)
        if len(bare) < MIN_DOCUMENT:
            return None
        inside = _RUC_OF_PERSON.fullmatch(bare)
        return self._of_document(bare) or (self._of_document(inside[1]) if inside else None)


def as_text(request: Request) -> dict[str, Any]:
    """What may be shown of a request."""
    return {"number": request.number, "on": request.on, "reference": request.reference}


def _file(paths: DataPaths) -> Any:
    return paths.root / "privacy" / "forgotten.json"


def _bare(document: str) -> str:
    return re.sub(r"[^0-9a-z]", "", plain(document))


def _tokens(name: str) -> tuple[str, ...]:
    """The words of a name in alphabetical order: surnames first or last, it is one name."""
    tokens = _WORD.findall(plain(name))
    return tuple(sorted(tokens)) if len(tokens) > 1 else ()


def _hash_name(key: bytes, tokens: tuple[str, ...]) -> str:
    return _hash(key, "name", " ".join(tokens))


def _hash(key: bytes, kind: str, text: str) -> str:
    return hmac.new(key, f"forgotten {kind} {text}".encode(), sha256).hexdigest()
