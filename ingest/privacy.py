"""Keeps natural persons out of the lake: keyed pseudonyms and redaction of free text.

Rules: ``contract.md`` (personal data); Ley 1581 de 2012 (Colombia), Ley 29733 (Peru). Applied while
rows are conformed, so that nothing downstream ever holds a person's name or document.
"""

import hmac
import re
import secrets
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from ingest.durable import write_text
from ingest.people import RESERVED, KnownPeople
from ingest.settings import Settings
from ingest.text import plain

MAX_LENGTH = 100_000  # letters; three times what a spreadsheet's cell holds, and rejected anyway
MIN_DOCUMENT = 6  # digits; shorter numbers are not identity documents

# Repeats are bounded: in a cell of a million letters an open one would be tried from each of them.
_EMAIL = r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}"
_DOCUMENT = (
    r"(?:\bc\.?\s?c\b\.?|c[eé]dula|\bd\.?n\.?i\b\.?|\bt\.?\s?i\b\.?|pasaporte|identificad[oa]"
    r"|documento\s+de\s+identidad)[^\d\n]{0,40}?\d[\d.\s-]{4,20}\d"
)
_PHONE = (
    r"(?:\bcel(?:ular)?\b|\btel(?:[eé]f(?:ono)?)?\b|m[oó]vil|whats\s?app)[^\d\n]{0,15}\+?\d[\d\s().-]{5,20}\d"
    r"|\+5[17][\s-]?\d[\d\s-]{6,20}\d|(?<![\d.,$])3[0-5]\d[\s-]?\d{3}[\s-]?\d{4}(?![\d.,])"
)
_ACCOUNT = r"(?:cuenta\s+(?:de\s+ahorros|corriente|bancaria)|\bcci\b)[^\d\n]{0,30}\d[\d\s-]{6,30}\d"
_RUC_PERSON = r"(?<!\d)10\d{9}(?!\d)"
_PATTERNS = re.compile("|".join((_EMAIL, _DOCUMENT, _PHONE, _ACCOUNT, _RUC_PERSON)), re.IGNORECASE)
# A person named by an office: "honorable concejal Ana Ruiz". Only offices that one person holds and
# that the free text of contracts names people by; schools and roads named after a doctor stay.
_OFFICE = (
    r"\b(?:representante\s+legal|ordenadora?\s+del?\s+(?:gasto|pago)|apoderad[oa]|concejala?|diputad[oa]"
    r"|servidora?\s+p[uú]blic[oa])"
)
_TITLE = r"[\s:,;-]+(?:(?:el|la)\s+)?(?:(?:señora?|sra?|doctora?|dra?|ing|abg)\b\.?\s+)?"
_NO_NAME = (
    r"(?!(?:de|del|la|las|el|los|para|por|con|en|que|se|su|sus|y|o|a|al|e|u|no|un|una)\b"
    r"|(?:municipal|distrital|departamental|nacional|legal|consorcio|uni[oó]n)\b)"
)
_NAME_WORD = _NO_NAME + r"[^\W\d_]{2,}"
_NAMED = re.compile(
    rf"({_OFFICE}{_TITLE})(?-i:(?=[A-ZÁÉÍÓÚÑ])){_NAME_WORD}"
    rf"(?:\s+(?-i:(?:de|del|la|las|los)\s+){{0,2}}(?-i:(?=[A-ZÁÉÍÓÚÑ])){_NAME_WORD}){{1,3}}",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"(?<![\w])\d[\d.\s-]{4,30}\d(?![\w])")


def pseudonym_key(settings: Settings, folder: Path) -> bytes:
    """The operator's secret: from the environment, else a 0600 file made on first use.

    Args:
        settings: Where ``VETA_PSEUDONYM_KEY`` may be given.
        folder: Folder of the key file.
    """
    if settings.pseudonym_key is not None:
        return settings.pseudonym_key.get_secret_value().encode()
    path = folder / "pseudonym.key"
    if not path.exists():
        # whole or not there: an empty key would give everybody's pseudonyms away
        write_text(secrets.token_hex(32), path, mode=0o600)
    return path.read_bytes()


def key_id(key: bytes) -> str:
    """Tells keys apart without giving them away."""
    return hmac.new(key, b"veta key", sha256).hexdigest()[:16]


def pseudonym(key: bytes, document: str) -> str:
    """A keyed 128-bit name for a person's document: ``persona-`` and 32 hexadecimal digits.

    Marks inside the number do not matter: ``1.130.673`` and ``1130673`` are one person.
    """
    bare = re.sub(r"[^0-9a-z]", "", plain(document))
    return "persona-" + hmac.new(key, bare.encode(), sha256).hexdigest()[:32]


def label(pseudonym_of: str) -> str:
    """What people see in place of a person's name."""
    return f"Persona natural · {pseudonym_of.removeprefix('persona-')[:6]}…"


class Redactor:
    """Clears free text of persons: documents, e-mails, telephones and known names.

    Args:
        names: Full names of natural persons of the vintage, in any case and accents.
        documents: Their document numbers.
        known: People whom other vintages name.
    """

    def __init__(
        self,
        names: Iterable[str],
        documents: Iterable[str],
        known: KnownPeople | None = None,
    ) -> None:
        self._known = known
        self._documents = {d for raw in documents if len(d := _digits(raw)) >= MIN_DOCUMENT}
        self._starts: dict[str, list[tuple[str, ...]]] = {}
        for tokens in {tuple(_WORD.findall(plain(name))) for name in names}:
            if len(tokens) >= 2 and not any(t.isdigit() for t in tokens):
                for rotated in _orders(tokens):
                    self._starts.setdefault(rotated[0], []).append(rotated)
        for candidates in self._starts.values():
            candidates.sort(key=len, reverse=True)

    def redact(self, text: str | None) -> str | None:
        """The text with every trace of a person replaced by ``[reservado]``."""
        if not text:
            return text
        if len(text) > MAX_LENGTH:
            return RESERVED
        clean = _PATTERNS.sub(RESERVED, text)
        clean = _NAMED.sub(rf"\1{RESERVED}", clean)
        clean = _NUMBER.sub(self._known_document, clean)
        clean = self._without_names(clean) if self._starts else clean
        return self._known.redact(clean) if self._known else clean

    def _known_document(self, match: re.Match[str]) -> str:
        return RESERVED if _digits(match[0]) in self._documents else match[0]

    def _without_names(self, text: str) -> str:
        words = [(m.start(), m.end(), plain(m[0])) for m in _WORD.finditer(text)]
        pieces, done, i = [], 0, 0
        while i < len(words):
            length = self._name_at(words, i)
            if length:
                pieces += [text[done : words[i][0]], RESERVED]
                done = words[i + length - 1][1]
            i += length or 1
        return "".join([*pieces, text[done:]])

    def _name_at(self, words: list[tuple[int, int, str]], i: int) -> int:
        for tokens in self._starts.get(words[i][2], ()):
            if tuple(w[2] for w in words[i : i + len(tokens)]) == tokens:
                return len(tokens)
        return 0


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _orders(tokens: tuple[str, ...]) -> set[tuple[str, ...]]:
    """Given names first or surnames first: every rotation of the words."""
    return {tokens[i:] + tokens[:i] for i in range(len(tokens))}
