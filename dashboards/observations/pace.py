"""How many may be left in a time, without knowing who leaves them.

There is no list of addresses to count by: a session may leave a few, and the installation as a
whole takes no more than a moderator can read. Memory of one process; a day's sum is in the store.
"""

from __future__ import annotations

import threading
import time
from collections import deque

HOUR_S = 3_600
A_SESSION_PER_HOUR = 3
ALL_PER_HOUR = 40
ALL_PER_DAY = 200
WAITING_MOST = 500
LOOKUPS_PER_HOUR = 20  # receipts tried by one session

_recent: deque[float] = deque()
_lock = threading.Lock()


def allow_all(now: float | None = None) -> bool:
    """Count one against the hour of the whole installation; False when the hour is full."""
    moment = time.monotonic() if now is None else now
    with _lock:
        while _recent and moment - _recent[0] > HOUR_S:
            _recent.popleft()
        if len(_recent) >= ALL_PER_HOUR:
            return False
        _recent.append(moment)
        return True


def allow_session(
    times: list[float], now: float | None = None, most: int = A_SESSION_PER_HOUR
) -> bool:
    """Count one against a session's hour.

    Args:
        times: what the session keeps; changed here.
        now: moment, of a clock that never goes back.
        most: how many in an hour.
    """
    moment = time.monotonic() if now is None else now
    times[:] = [t for t in times if moment - t <= HOUR_S]
    if len(times) >= most:
        return False
    times.append(moment)
    return True
