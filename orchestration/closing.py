"""What is left to do when a refresh ends, however it ended: note it, log it, tell it.

Nothing here may break a refresh that went well.
"""

import contextlib
import datetime as dt
import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ingest.settings import Settings
from orchestration import logbook, operations
from orchestration.alerts import digest
from orchestration.care.disk import disk_error
from orchestration.publishing import edition

log = logging.getLogger(__name__)

OUTCOMES = {0: "published", 1: "partly", 2: "nothing"}


@dataclass
class End:
    """How a refresh ended.

    Attributes:
        code: Exit code; 2 until it is known.
        failed: Message code of why nothing was published.
    """

    code: int = 2
    failed: str = ""


@contextlib.contextmanager
def closing(
    settings: Settings, run_id: str, out: Callable[[str], None] = lambda _line: None
) -> Iterator[End]:
    """Notes a refresh when it ends, also when it ends by an exception.

    Args:
        settings: Data folder, channels of alerts.
        run_id: Names the refresh.
        out: Where lines for people go.
    """
    began, clock, end = dt.datetime.now(dt.UTC), time.perf_counter(), End()
    try:
        yield end
    except Exception as error:
        end.failed = end.failed or type(error).__name__
        raise
    finally:
        conclude(settings, run_id, end, began, time.perf_counter() - clock, out)


def conclude(
    settings: Settings,
    run_id: str,
    end: End,
    began: dt.datetime,
    seconds: float,
    out: Callable[[str], None] = lambda _line: None,
) -> None:
    """Notes, logs and tells how a refresh ended.

    Args:
        settings: Data folder, channels of alerts.
        run_id: Names the refresh.
        end: How it ended.
        began: When it began.
        seconds: How long it took.
        out: Where lines for people go.
    """
    try:
        _note(settings, run_id, end, began, seconds)
        if settings.store and end.code != 2:
            from orchestration.publishing.store_told import send

            send(settings, out=out)
        digest.tell(settings, end.failed if end.code == 2 else None, out)
    except Exception as error:
        if disk_error(error) is None:  # a full disk is said once, by whoever met it first
            log.exception("the end of refresh %s could not be noted or told", run_id)


def _note(settings: Settings, run_id: str, end: End, began: dt.datetime, seconds: float) -> None:
    served = edition.current(settings.paths.published)
    note = {
        "run_id": run_id,
        "began_at": began.isoformat(timespec="seconds"),
        "ended_at": (began + dt.timedelta(seconds=seconds)).isoformat(timespec="seconds"),
        "seconds": round(seconds, 1),
        "outcome": OUTCOMES[end.code],
        "failed": end.failed if end.code else "",
        "edition": served.name if served else None,
    }
    operations.note_refresh(settings.paths, note)
    logbook.note(
        settings.paths, run_id, "refresh", **{k: v for k, v in note.items() if k != "run_id"}
    )
