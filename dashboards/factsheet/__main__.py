"""Factsheets from the terminal: `python -m dashboards.factsheet PE-180106 2024 [--lang en]`.

`--all-in PE-18` makes one for every territory inside. Files go to `<data>/fichas/<edition>/`
unless `--out` says otherwise. Exit 0: made; 1: no figures of that period; 2: asked wrongly, or
no edition can be read.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from dashboards import published
from dashboards.api.words import say
from dashboards.factsheet import content, typeset
from dashboards.i18n import DEFAULT_LANGUAGE, LANGUAGES
from dashboards.queries import money, places
from dashboards.queries.places import Place
from dashboards.server import public


def main(arguments: Sequence[str] | None = None) -> int:
    """Makes the factsheets asked for; returns the exit code."""
    asked = _parser().parse_args(arguments)
    code = asked.all_in or asked.territory
    if not code:
        _parser().error("TERRITORY or --all-in")
    # With --all-in the only positional value is the year.
    year = asked.year or (asked.territory if asked.all_in else None)
    try:
        with published.reading(asked.edition) as edition:
            return _make(code, year, bool(asked.all_in), asked, edition)
    except published.EditionError:
        folder = str(published.published_dir())
        return _fail(say(content.WORDS, "cli_no_edition", asked.lang, folder=folder))


def _make(
    code: str, year: str | None, every: bool, asked: argparse.Namespace, edition: published.Edition
) -> int:
    place = places.find(code)
    if place is None:
        return _fail(say(content.WORDS, "cli_unknown", asked.lang, code=code))
    root = asked.url.rstrip("/") if asked.url else public.base()
    if root == public.LOCAL:
        _tell(say(content.WORDS, "cli_local", asked.lang, root=root))
    folder = Path(asked.out or published.data_dir() / "fichas" / edition.id)
    wanted = _inside(place) if every else [place]
    made = 0
    for number, one in enumerate(wanted, start=1):
        step = f"[{number}/{len(wanted)}] {one.id} {one.label}"
        try:
            path = _write(one, year, asked, root, folder)
        except content.NoSuchPeriod as error:
            reason = say(content.WORDS, "cli_skipped", asked.lang)
            _tell(f"{step}: {reason if every else error.told(asked.lang)}")
            continue
        made += 1
        _tell(f"{step} → {path.name}")
    print(say(content.WORDS, "cli_written", asked.lang, n=made, folder=folder))
    return 0 if made else 1


def _inside(place: Place) -> list[Place]:
    """A territory and all inside it that have any figures."""
    prefix = place.id if "-" in place.id else f"{place.id}-"
    near = [p for p in places.index().values() if p.id == place.id or p.id.startswith(prefix)]
    return [one for one in sorted(near, key=lambda p: p.id) if money.scopes(one.id)]


def _write(
    place: Place, year: str | None, asked: argparse.Namespace, root: str, folder: Path
) -> Path:
    period, _scope = content.resolve(place, year, asked.scope)
    body = typeset.pdf(place, year, asked.lang, root, asked.scope)
    mark = ["sintetico"] if published.current().synthetic else []
    parts = [place.id, *([period] if period else []), *mark, asked.lang]
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{'_'.join(parts)}.pdf"
    partial = path.with_suffix(".partial")
    partial.write_bytes(body)
    os.replace(partial, path)
    return path


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="veta factsheet", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument("territory", nargs="?", help="PE-180106, CO-50568")
    parser.add_argument("year", nargs="?", help="2024, 2023-2024")
    parser.add_argument("--all-in", metavar="TERRITORY", help="PE-18, CO-50")
    language = os.environ.get("VETA_LANG", DEFAULT_LANGUAGE)
    default = language if language in LANGUAGES else DEFAULT_LANGUAGE
    parser.add_argument("--lang", choices=LANGUAGES, default=default)
    parser.add_argument("--scope", choices=("own_government", "all_within"))
    parser.add_argument("--edition", help="2026.11.0")
    parser.add_argument("--out", metavar="DIR")
    parser.add_argument("--url", help="https://veta.example.org (VETA_PUBLIC_URL)")
    return parser


def _tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _fail(text: str) -> int:
    _tell(text)
    return 2


if __name__ == "__main__":
    sys.exit(main())
