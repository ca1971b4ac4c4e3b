"""What the first visitor would wait for, done before: opening an edition, gathering its names.

A thread of the server looks whether another edition is served. A new one is read here first, so
that whoever comes next finds it open; what fails here fails again, and is told, where a page asks.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from dashboards import i18n, published
from dashboards.queries import money, names, summary

EVERY_S = 2.0
log = logging.getLogger(__name__)


def prepare() -> None:
    """Reads what every visitor asks of the served edition first."""
    i18n.prepare()
    names.ready()
    summary.holdings()
    money.examples()


def watch(stop: threading.Event) -> None:
    """Prepares each edition as it comes to be served, until told to stop."""
    seen: str | None = None
    wait = 0.0
    while not stop.wait(wait):
        wait = EVERY_S
        try:
            served = published.current_id()
            if served != seen:
                seen = served
                prepare()
        except published.EditionError:
            seen = None  # asked again: it may be about to come
        except Exception:
            log.exception("an edition could not be prepared")


@asynccontextmanager
async def lifespan(_app: object) -> AsyncIterator[None]:
    """Watches for as long as the server runs."""
    stop = threading.Event()
    thread = threading.Thread(target=watch, args=(stop,), name="veta-warm", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
