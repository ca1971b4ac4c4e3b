"""``veta editions push`` and ``pull``, and what a refresh says of the store."""

from collections.abc import Callable

from ingest.settings import Settings
from orchestration.messages import say
from orchestration.publishing.store import Moved, StoreError, pull, push


def send(settings: Settings, address: str = "", out: Callable[[str], None] = print) -> int:
    """Sends the editions to the store; returns the exit code (0 sent or all there, 2 not)."""
    return _told(settings, address, "store_pushed", push, out)


def bring(settings: Settings, address: str = "", out: Callable[[str], None] = print) -> int:
    """Brings the edition that the store serves; returns the exit code (0 served here, 2 not)."""
    return _told(settings, address, "store_pulled", pull, out)


def _told(
    settings: Settings,
    address: str,
    code: str,
    work: Callable[..., Moved],
    out: Callable[[str], None],
) -> int:
    address = address or settings.store
    if not address:
        out(say("store_unset", settings.lang))
        return 2
    try:
        done = work(settings.paths.published, address)
    except StoreError as error:
        out(say(error.code, settings.lang, **error.values))
        return 2
    except Exception as error:  # every store has errors of its own
        told = f"{type(error).__name__}: {error}"
        out(say("store_unreachable", settings.lang, address=address, error=told))
        return 2
    about = {"edition": done.edition, "count": len(done.moved), "size": f"{done.size / 1e6:,.1f}"}
    out(say(code, settings.lang, address=address, **about))
    return 0
