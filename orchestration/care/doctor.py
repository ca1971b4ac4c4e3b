"""``veta doctor``: whether a data folder is in order, and what to do where it is not.

It only looks: whatever it finds, a refresh, a restore or a person mends. Every file is read once,
so that on large folders it takes as long as reading the disk does.
"""

import datetime as dt
import difflib
import os
import shutil
from collections.abc import Iterator
from contextlib import suppress

import duckdb

from ingest.forgotten import register
from ingest.models import Vintage
from ingest.notes import files_of, orphans, states
from ingest.privacy import key_id, pseudonym_key
from ingest.readers.delimited import quoted
from ingest.settings import DataPaths, Settings
from ingest.vintages import bytes_of, sha256_of, vintages_of
from orchestration.care.upgrade import FORMAT, read_stamp
from orchestration.messages import say
from orchestration.publishing import edition

MINIMUM_FREE_GB = 2.0
SHOWN = 5  # names of damaged files in one line
Finding = tuple[bool, str]


def examine(settings: Settings) -> int:
    """Prints findings; 0 where all are good, else 1."""
    code = 0
    for good, text in findings(settings):
        print(say("doctor_good" if good else "doctor_bad", settings.lang, what=text))
        code = code or int(not good)
    return code


def findings(settings: Settings) -> Iterator[Finding]:
    """Each thing looked at, whether it is good, and what was seen with what to do."""
    paths, lang = settings.paths, settings.lang
    yield from _settings(settings)
    with suppress(OSError):
        paths.root.mkdir(parents=True, exist_ok=True)
    writable = os.access(paths.root, os.W_OK | os.X_OK)
    yield writable, say("doctor_writable" if writable else "doctor_closed", lang, folder=paths.root)
    if not paths.root.is_dir():
        return
    yield _space(paths, lang)
    stamp = read_stamp(paths)
    newer = int(stamp["format"]) > FORMAT
    yield not newer, say("folder_newer" if newer else "doctor_format", lang, **stamp)
    yield from _secrets(settings)
    yield from _vintages(paths, lang)
    yield _lake(paths, lang)
    yield from _editions(paths, lang)
    left = [*orphans(paths), *paths.published.glob(f"{edition.PARTIAL}*")]
    yield not left, say("doctor_leftovers", lang, count=len(left))


def _settings(settings: Settings) -> Iterator[Finding]:
    known = [f"VETA_{name.upper()}" for name in type(settings).model_fields]
    for name in sorted(os.environ):
        if name.startswith("VETA_") and name not in known:
            near = difflib.get_close_matches(name, known, n=1, cutoff=0.85)
            if near:
                yield False, say("doctor_misspelt", settings.lang, name=name, meant=near[0])
    good = True
    with duckdb.connect() as con:
        try:
            con.execute(f"set memory_limit = {quoted(settings.memory_limit)}")
        except duckdb.Error:
            good = False
    code = "doctor_settings" if good else "doctor_memory"
    yield good, say(code, settings.lang, value=settings.memory_limit)


def _space(paths: DataPaths, lang: str) -> Finding:
    """An edition is written beside the served one, and the warehouse beside both."""
    served = edition.current(paths.published)
    files = served.folder.rglob("*") if served else ()
    needed = max(MINIMUM_FREE_GB, 2 * sum(p.stat().st_size for p in files if p.is_file()) / 1e9)
    free = shutil.disk_usage(paths.root).free / 1e9
    code = "doctor_space" if free >= needed else "doctor_little_space"
    return free >= needed, say(code, lang, free=f"{free:.1f}", needed=f"{needed:.1f}")


def _secrets(settings: Settings) -> Iterator[Finding]:
    paths, lang = settings.paths, settings.lang
    key = paths.state / "pseudonym.key"
    for path in (key, paths.root / "privacy" / "forgotten.json"):
        if path.exists():
            closed = not path.stat().st_mode & 0o077
            yield closed, say("doctor_private" if closed else "doctor_open", lang, file=path)
    if settings.pseudonym_key is None and not key.exists():
        return  # made on first use
    current = key_id(pseudonym_key(settings, paths.state))
    requests = register(paths)
    # Hashes of two keys cannot be compared: the operator's own number tells what was repeated.
    repeated = {r.reference for r in requests if r.key == current} - {""}
    other = [r for r in requests if r.key != current and r.reference not in repeated]
    if other:
        numbers = ", ".join(str(r.number) for r in other)
        yield False, say("doctor_other_key", lang, numbers=numbers)


def _vintages(paths: DataPaths, lang: str) -> Iterator[Finding]:
    ahead = dt.datetime.now(dt.UTC) + dt.timedelta(days=1)
    count, damaged, future = 0, [], []
    for folder in sorted(p.name for p in paths.raw.glob("*") if p.is_dir()):
        for vintage in vintages_of(folder, paths):
            count += 1
            name = f"{vintage.source_id}/{vintage.vintage_id}"
            if not _whole(vintage, paths):
                damaged.append(name)
            if vintage.retrieved_at > ahead:
                future.append(name)
    yield not damaged, _counted("doctor_vintages", "doctor_vintages_do", count, damaged, lang)
    if future:
        yield False, say("doctor_clock", lang, names=_named(future))


def _whole(vintage: Vintage, paths: DataPaths) -> bool:
    path = bytes_of(vintage, paths)
    return path.is_file() and sha256_of(path) == vintage.kept_sha256


def _lake(paths: DataPaths, lang: str) -> Finding:
    count, damaged = 0, []
    for state in states(paths):
        for name, about in files_of(state).items():
            count += 1
            path = paths.root / name
            if not path.is_file() or sha256_of(path) != about["sha256"]:
                damaged.append(name)
    return not damaged, _counted("doctor_lake", "doctor_lake_do", count, damaged, lang)


def _editions(paths: DataPaths, lang: str) -> Iterator[Finding]:
    served = edition.current(paths.published)
    if served is None:
        named = (paths.published / "CURRENT").exists()
        yield False, say("doctor_lost_edition" if named else "doctor_no_edition", lang)
    for found in edition.editions(paths.published):
        damaged = len(edition.damage(found))
        code = "doctor_edition" if served and found.name == served.name else "doctor_old_edition"
        text = say(code, lang, edition=found.name, damaged=damaged)
        if damaged:
            text += " " + say(f"{code}_do", lang, edition=found.name)
        yield not damaged, text


def _counted(code: str, remedy: str, count: int, damaged: list[str], lang: str) -> str:
    text = say(code, lang, count=count, damaged=len(damaged))
    return f"{text} {say(remedy, lang, names=_named(damaged))}" if damaged else text


def _named(names: list[str]) -> str:
    more = f" … (+{len(names) - SHOWN})" if len(names) > SHOWN else ""
    return ", ".join(names[:SHOWN]) + more
