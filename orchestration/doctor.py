"""``veta doctor``: whether a data folder is in order, and what to do where it is not."""

import os
import shutil
from collections.abc import Iterator

from ingest.registry import load_sources
from ingest.settings import DataPaths, Settings
from ingest.vintages import bytes_of, sha256_of, vintages_of
from orchestration import edition
from orchestration.messages import say

MINIMUM_FREE_GB = 2.0
Finding = tuple[bool, str]


def examine(settings: Settings) -> int:
    """Prints findings; 0 where all are good, else 1."""
    code = 0
    for good, text in findings(settings):
        print(say("doctor_good" if good else "doctor_bad", settings.lang, what=text))
        code = code or int(not good)
    return code


def findings(settings: Settings) -> Iterator[Finding]:
    """Each thing looked at, whether it is good, and what was seen."""
    paths, lang = settings.paths, settings.lang
    paths.root.mkdir(parents=True, exist_ok=True)
    writable = os.access(paths.root, os.W_OK)
    yield writable, say("doctor_writable", lang, folder=paths.root)
    free = shutil.disk_usage(paths.root).free / 1e9
    yield free >= MINIMUM_FREE_GB, say("doctor_space", lang, free=f"{free:.1f}")
    yield _vintages(paths, lang)
    yield _edition(paths, lang)
    leftovers = [
        *paths.published.glob(f"{edition.PARTIAL}*"),
        *paths.raw.glob("*/*.partial"),
    ]
    yield not leftovers, say("doctor_leftovers", lang, count=len(leftovers))


def _vintages(paths: DataPaths, lang: str) -> Finding:
    count = damaged = 0
    for source_id in load_sources():
        for vintage in vintages_of(source_id, paths):
            count += 1
            path = bytes_of(vintage, paths)
            damaged += not path.exists() or sha256_of(path) != vintage.sha256
    return not damaged, say("doctor_vintages", lang, count=count, damaged=damaged)


def _edition(paths: DataPaths, lang: str) -> Finding:
    served = edition.current(paths.published)
    if served is None:
        return False, say("doctor_no_edition", lang)
    damaged = len(edition.damage(served))
    return not damaged, say("doctor_edition", lang, edition=served.name, damaged=damaged)
