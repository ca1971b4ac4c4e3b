"""The store of observations: one SQLite file, dates without hours, receipts only as hashes."""

from __future__ import annotations

import hashlib
import os
import secrets
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from dashboards.observations import contact, contact_days, evidence, folder
from dashboards.observations.evidence import Picture

STATES = ("waiting", "published", "rejected", "withdrawn")
LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # none that is read for another
GROUPS, GROUP = 4, 5  # 20 letters of 31: some 99 bits
SCHEMA = """
create table if not exists observation (
    id integer primary key,
    receipt text not null unique,
    subject_type text not null,
    subject text not null,
    country text,
    territory_id text,
    author_kind text,
    office text,
    text text not null,
    link text,
    received_on text not null,
    state text not null default 'waiting',
    decided_on text,
    reason text,
    answer text,
    answered_by text,
    answered_on text,
    contact blob,
    contact_until text
);
create table if not exists picture (
    observation integer not null references observation (id),
    name text not null unique,
    sha256 text not null
);
create index if not exists observation_subject on observation (subject_type, subject, state);
"""


@dataclass(frozen=True)
class Left:
    """What a visitor leaves.

    Attributes:
        subject_type: commitment, project or signal.
        subject: key of what it is about; `signal_key` writes that of a signal.
        office: the body that answers a signal; None for everybody else.
        contact: plain; encrypted before it is written.
    """

    subject_type: str
    subject: str
    text: str
    country: str | None = None
    territory_id: str | None = None
    author_kind: str = "unsaid"
    office: str | None = None
    link: str | None = None
    contact: str | None = None
    pictures: Sequence[Picture] = ()


def signal_key(row: dict[str, Any]) -> str:
    """The five names of a result as one key."""
    names = ("indicator_code", "subject_type", "subject_id", "country", "period")
    return "|".join(str(row[name]) for name in names)


def today() -> date:
    """The day by which everything is dated."""
    return datetime.now(UTC).date()


@contextmanager
def opened() -> Iterator[sqlite3.Connection]:
    """The store, with its tables; what is deleted is overwritten."""
    path = folder() / "observations.sqlite"
    if not path.exists():
        os.close(os.open(path, os.O_CREAT, 0o600))
    connection = sqlite3.connect(path, timeout=10)
    try:
        connection.row_factory = sqlite3.Row
        connection.execute("pragma secure_delete = on")
        connection.executescript(SCHEMA)
        with connection:
            yield connection
    finally:
        connection.close()


def _hash(receipt: str) -> str:
    letters = "".join(c for c in receipt.upper() if c in LETTERS)
    return hashlib.sha256(letters.encode()).hexdigest()


def add(left: Left) -> str:
    """Keep what a visitor leaves, waiting to be read; returns the receipt, shown only once."""
    receipt = "-".join(
        "".join(secrets.choice(LETTERS) for _n in range(GROUP)) for _g in range(GROUPS)
    )
    place = folder()
    locked = contact.lock(left.contact, place) if left.contact else None
    until = (today() + timedelta(days=contact_days())).isoformat() if locked else None
    for picture in left.pictures:
        evidence.save(picture, pictures_folder())
    with opened() as connection:
        cursor = connection.execute(
            "insert into observation (receipt, subject_type, subject, country, territory_id, "
            "author_kind, office, text, link, received_on, contact, contact_until) "
            "values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (_hash(receipt), left.subject_type, left.subject, left.country, left.territory_id,
             left.author_kind, left.office, left.text, left.link, today().isoformat(), locked,
             until),
        )  # fmt: skip
        connection.executemany(
            "insert into picture values (?, ?, ?)",
            [(cursor.lastrowid, p.name, p.sha256) for p in left.pictures],
        )
    return receipt


def pictures_folder() -> Path:
    """Where pictures are kept."""
    return folder() / "evidence"


def published_of(subject_type: str, subject: str) -> list[dict[str, Any]]:
    """What was published about a subject, newest first."""
    return _found(
        "subject_type = ? and subject = ? and state = 'published' "
        "order by received_on desc, id desc limit 100",
        (subject_type, subject),
    )


def in_state(state: str) -> list[dict[str, Any]]:
    """Everything in one state, oldest first."""
    return _found("state = ? order by id limit 500", (state,))


def by_receipt(receipt: str) -> dict[str, Any] | None:
    """What a receipt stands for; None for a receipt never given."""
    found = _found("receipt = ?", (_hash(receipt),))
    return found[0] if found else None


def by_id(number: int) -> dict[str, Any] | None:
    """One by its number."""
    found = _found("id = ?", (number,))
    return found[0] if found else None


def _found(where: str, values: Sequence[object]) -> list[dict[str, Any]]:
    with opened() as connection:
        rows = [
            dict(r) for r in connection.execute(f"select * from observation where {where}", values)
        ]
        for row in rows:
            row.pop("receipt")
            row["pictures"] = [
                dict(p)
                for p in connection.execute(
                    "select name, sha256 from picture where observation = ? order by rowid",
                    (row["id"],),
                )
            ]
    return rows


def count(state: str = "waiting", on: date | None = None) -> int:
    """How many are in a state, or were received on a day whatever their state."""
    where, value = ("received_on = ?", on.isoformat()) if on else ("state = ?", state)
    with opened() as connection:
        (n,) = connection.execute(
            f"select count(*) from observation where {where}", (value,)
        ).fetchone()
    return int(n)


def decide(number: int, state: str, reason: str | None = None) -> bool:
    """Publish or reject one that waits (or one published by mistake); False where there is none.

    Raises:
        ValueError: a state that is no decision.
    """
    if state not in {"published", "rejected"}:
        raise ValueError(state)
    with opened() as connection:
        done = connection.execute(
            "update observation set state = ?, reason = ?, decided_on = ? "
            "where id = ? and state <> 'withdrawn'",
            (state, reason, today().isoformat(), number),
        )
    return done.rowcount == 1


def answer(number: int, text: str, by: str) -> bool:
    """Put the answer of the body concerned beside a published observation."""
    with opened() as connection:
        done = connection.execute(
            "update observation set answer = ?, answered_by = ?, answered_on = ? "
            "where id = ? and state = 'published'",
            (text, by, today().isoformat(), number),
        )
    return done.rowcount == 1


def withdraw(receipt: str) -> bool:
    """Take back text, pictures and contact; the day stays, so that a receipt still answers."""
    row = by_receipt(receipt)
    if row is None or row["state"] == "withdrawn":
        return False
    with opened() as connection:
        connection.execute("delete from picture where observation = ?", (row["id"],))
        connection.execute(
            "update observation set state = 'withdrawn', text = '', link = null, office = null, "
            "author_kind = null, territory_id = null, contact = null, contact_until = null, "
            "answer = null, answered_by = null, reason = null, decided_on = ? where id = ?",
            (today().isoformat(), row["id"]),
        )
    for picture in row["pictures"]:
        (pictures_folder() / picture["name"]).unlink(missing_ok=True)
    return True


def forget_contacts(on: date | None = None) -> int:
    """Delete contacts whose time has come; returns how many."""
    with opened() as connection:
        done = connection.execute(
            "update observation set contact = null, contact_until = null "
            "where contact_until is not null and contact_until <= ?",
            ((on or today()).isoformat(),),
        )
    return done.rowcount


def contact_of(row: dict[str, Any]) -> str | None:
    """The contact of one, for the moderator."""
    return contact.unlock(row["contact"], folder())
