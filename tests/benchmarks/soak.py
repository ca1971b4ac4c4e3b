"""Visitors on a running server: real Streamlit sessions over their websockets, and its memory.

Each visitor is a session as a browser would hold it: it opens pages of random places one after the
other, waits until the server has run each to its end, reads for a moment and goes on. Times are
those of whole pages, from asking to the last message. Started by `tests/benchmarks/serving`.
"""

from __future__ import annotations

import json
import random
import threading
import time
import urllib.request
from collections.abc import Callable
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

from tests.benchmarks.memory import resident_mb

PATIENCE_S = 60.0
READING_S = (1.0, 4.0)  # between two pages
FAILED = (b"Algo fall", b"Something failed")
Visit = tuple[str, str]  # path of a page, query
Draw = Callable[[random.Random], Visit]


def opened(session: ClientConnection, visit: Visit) -> float:
    """Milliseconds until a page has been run to its end in a session.

    Raises:
        RuntimeError: the page failed, or none is there.
    """
    asked = BackMsg()
    asked.rerun_script.page_name, asked.rerun_script.query_string = visit
    began = time.perf_counter()
    session.send(asked.SerializeToString())
    while True:
        data = session.recv(timeout=PATIENCE_S)
        told = ForwardMsg.FromString(data if isinstance(data, bytes) else data.encode())
        if told.HasField("page_not_found") or any(words in data for words in FAILED):
            raise RuntimeError(f"page failed: {visit}")
        if (
            told.HasField("script_finished")
            and told.script_finished != told.FINISHED_EARLY_FOR_RERUN
        ):
            return (time.perf_counter() - began) * 1000


def pages(base: str) -> dict[str, Draw]:
    """What visitors open, on places, contracts and bodies that the server itself lists."""

    def listed(path: str, column: str) -> list[str]:
        with urllib.request.urlopen(f"{base}/api/v1/{path}") as answer:
            rows: list[dict[str, Any]] = json.load(answer)["data"]
        return [str(row[column]) for row in rows if row[column]]

    districts = listed("territories?level=municipality&country=PE", "territory_id")
    regions = listed("territories?level=region&country=PE", "territory_id")
    contracts = listed("contracts?country=PE", "contract_id")
    bodies = listed("contracts?country=PE", "buyer_code")
    return {
        "front": lambda _d: ("", ""),
        "search": lambda d: ("", f"q={d.choice(['distrito 1', 'camino 7', 'empresa 9'])}"),
        "home": lambda d: ("", f"entity={d.choice(districts)}"),
        "territory": lambda d: ("territorio", f"entity={d.choice(districts)}"),
        "region": lambda d: ("territorio", f"entity={d.choice(regions)}&year=2024"),
        "compare": lambda d: ("comparar", f"entity={d.choice(districts)}"),
        "moves": lambda d: ("variaciones", f"entity={d.choice(regions)}&year=2025"),
        "signals": lambda d: ("senales", f"entity={d.choice(regions)}"),
        "contract": lambda d: ("contrato", f"country=PE&contract={d.choice(contracts)}"),
        "body": lambda d: ("entidad", f"country=PE&code={d.choice(bodies)}"),
        "commitments": lambda _d: ("compromisos", ""),
        "sources": lambda _d: ("fuentes", ""),
    }


def soak(
    base: str, pid: int, visitors: int, minutes: float
) -> tuple[dict[str, list[float]], list[tuple[float, float]]]:
    """Visitors who go on opening pages.

    Args:
        base: address of the server.
        pid: its process.
        visitors: sessions at the same time.
        minutes: how long; each session opens at least one page.

    Returns:
        Milliseconds of each opening by page, and the server's memory: minutes since the start, MB.
    """
    asked = pages(base)
    found: dict[str, list[float]] = {name: [] for name in asked}
    failures: list[Exception] = []
    lock = threading.Lock()
    until = time.monotonic() + minutes * 60

    def visitor(number: int) -> None:
        draw = random.Random(number)
        address = base.replace("http", "ws", 1) + "/_stcore/stream"
        try:
            with connect(address, subprotocols=["streamlit"], max_size=None) as session:  # type: ignore[list-item]
                while True:
                    name = draw.choice(list(asked))
                    took = opened(session, asked[name](draw))
                    with lock:
                        found[name].append(took)
                    if time.monotonic() > until:
                        return
                    time.sleep(draw.uniform(*READING_S))
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=visitor, args=(n,)) for n in range(visitors)]
    began = time.monotonic()
    memory = [(0.0, resident_mb(pid))]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        time.sleep(min(5.0, max(0.1, minutes)))
        memory.append(((time.monotonic() - began) / 60, resident_mb(pid)))
    for error in failures:
        print(f"a session ended early: {error}")
    return found, memory


def told(memory: list[tuple[float, float]]) -> str:
    """Memory over time in a line: once a minute, the most and the last."""
    by_minute = {int(minute): mb for minute, mb in memory}
    steps = " ".join(f"{minute}:{mb:.0f}" for minute, mb in by_minute.items())
    return f"{steps}; most {max(mb for _m, mb in memory):.0f} MB, at the end {memory[-1][1]:.0f} MB"
