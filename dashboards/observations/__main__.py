"""Moderation by command: `veta observations …`. What is typed here is read by operators only."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from dashboards.observations import store
from dashboards.observations.export import replies


def main(arguments: list[str] | None = None) -> int:
    """Run one command; 0 when done, 1 when there is no such observation."""
    asked = _parser().parse_args(arguments)
    forgotten = store.forget_contacts()
    if forgotten:
        print(f"contactos olvidados · contacts forgotten: {forgotten}")
    return int(asked.run(asked))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="veta observations", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    told = commands.add_parser("list", help="lo que espera · what waits")
    told.add_argument("--state", choices=store.STATES, default="waiting")
    told.set_defaults(run=_list)
    for name, state in (("publish", "published"), ("reject", "rejected")):
        decide = commands.add_parser(name)
        decide.add_argument("id", type=int)
        decide.add_argument("--reason")
        decide.set_defaults(run=lambda a, state=state: _done(store.decide(a.id, state, a.reason)))
    answer = commands.add_parser("answer", help="la respuesta de la entidad · the body's answer")
    answer.add_argument("id", type=int)
    answer.add_argument("--by", required=True)
    answer.add_argument("--text", required=True)
    answer.set_defaults(run=lambda a: _done(store.answer(a.id, a.text, a.by)))
    export = commands.add_parser("export", help="respuestas a señales · answers to signals")
    export.add_argument("folder", type=Path)
    export.set_defaults(run=_export)
    return parser


def _done(done: bool) -> int:
    print("hecho · done" if done else "no existe · no such observation")
    return 0 if done else 1


def _list(asked: argparse.Namespace) -> int:
    for row in store.in_state(asked.state):
        print(_line(row))
    return 0


def _line(row: dict[str, Any]) -> str:
    """One observation as text; control characters would steer the operator's terminal."""
    contact = store.contact_of(row)
    parts = [
        f"{row['id']}  {row['received_on']}  {row['subject_type']} {row['subject']}",
        f"    {row['author_kind']} · {row['territory_id'] or '-'} · {row['office'] or '-'}",
        f"    {row['text']}",
        *([f"    {row['link']}"] if row["link"] else []),
        *[f"    {store.pictures_folder() / p['name']}" for p in row["pictures"]],
        *([f"    contacto · contact: {contact}"] if contact else []),
    ]
    return "\n".join("".join(c for c in part if c.isprintable()) for part in parts)


def _export(asked: argparse.Namespace) -> int:
    path, count = replies(asked.folder)
    print(f"{path}: {count}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
