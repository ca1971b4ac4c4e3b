"""Bytes over the wire, requests and seconds to a usable page on a bad line, for every page.

``python -m tests.benchmarks.network --data DIR [--pages NAME,NAME]`` serves DIR and opens each page
in a browser with an empty cache: pages at 1.6 Mbit/s and 150 ms, the factsheet page at 400 kbit/s
and 400 ms. Usable means that the title and the footer are drawn. What comes by the socket is
counted apart, as long as it is once unpacked. Nothing is asserted.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path
from typing import Any

from tests.dashboards.browser import chromium, serving
from tests.dashboards.tasks.test_every_page import PAGES

SLOW_3G = {"latency": 150, "kbit": 1_600}
EDGE = {"latency": 400, "kbit": 400}
PATIENCE_MS = 120_000


def opened(browser: Any, address: str, line: dict[str, int], usable: str) -> dict[str, float]:
    """Seconds until a page is usable; bytes and requests until then and a second after."""
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    rate = line["kbit"] * 1000 / 8
    session.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": line["latency"], "downloadThroughput": rate,
         "uploadThroughput": rate},
    )  # fmt: skip
    sizes: list[int] = []
    drawn: list[int] = []
    session.on("Network.loadingFinished", lambda e: sizes.append(int(e["encodedDataLength"])))
    session.on(
        "Network.webSocketFrameReceived",
        lambda e: drawn.append(len(e["response"]["payloadData"]) * 3 // 4),  # base64
    )
    began = time.monotonic()
    page.goto(address, timeout=PATIENCE_MS)
    page.wait_for_selector(usable, timeout=PATIENCE_MS)
    took = time.monotonic() - began
    page.wait_for_timeout(1000)
    context.close()
    return {
        "seconds": took,
        "bytes": sum(sizes),
        "requests": len(sizes),
        "socket_bytes": sum(drawn),
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--pages", default=",".join(PAGES))
    parser.add_argument("--factsheet", default="/ficha/PE/PE-180106")
    asked = parser.parse_args()
    found: dict[str, dict[str, float]] = {}
    with serving(asked.data) as base, chromium() as browser:
        todo = [(n, PAGES[n], SLOW_3G, ".st-key-footer") for n in asked.pages.split(",")]
        todo.append(("factsheet", asked.factsheet, EDGE, "h1"))
        print(f"{'page':14}{'kB':>8}{'requests':>10}{'socket kB':>11}{'seconds':>9}")
        for name, path, line, usable in todo:
            told = found[name] = opened(browser, base + path, line, usable)
            print(
                f"{name:14}{told['bytes'] / 1000:8.0f}{told['requests']:10}"
                f"{told['socket_bytes'] / 1000:11.0f}{told['seconds']:9.1f}",
                flush=True,
            )
    print(json.dumps(found))


if __name__ == "__main__":
    main()
