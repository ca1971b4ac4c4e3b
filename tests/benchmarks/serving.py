"""What the dashboard's pages and the API ask of a large edition: time of each interaction, memory.

``python -m tests.benchmarks.serving [--spending N] [--contracts N] [--users N] [--soak MINUTES]
[--data DIR] [--requests N]`` writes an invented edition (or takes the one in DIR), then one user
and N users open pages of random places, each page with all its own queries; then the API is asked
over HTTP, and N real sessions open whole pages for so many minutes. Prints p50, p95 and p99 in
milliseconds, processor time beside them for one user (a busy machine does not lengthen it), ratios
to a plain `select 1`, and memory. Nothing is asserted.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import statistics
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.benchmarks import soak
from tests.benchmarks.large_edition import write
from tests.benchmarks.memory import resident_mb

THINKING_S = 1.0  # between two interactions of one of many users
Timings = dict[str, list[float]]


def interactions() -> dict[str, Callable[[random.Random], object]]:
    """Each page as the queries that it makes, on a place drawn at random."""
    from dashboards import published
    from dashboards.queries import (
        history,
        inside,
        money,
        places,
        procurement,
        promises,
        search,
        signals,
        summary,
        trust,
        works,
    )  # fmt: skip

    held = list(places.index().values())
    districts = [p for p in held if p.level == "municipality"]
    regions = [p for p in held if p.level == "region"]
    contracts = [
        row["contract_id"]
        for row in published.rows("select contract_id from fct_contract using sample 500")
    ]

    def chain(place: Any, period: str = "2024") -> None:
        money.scopes(place.id)
        money.periods(place.id, "own_government")
        money.best_period(place.id, "own_government")
        rows = money.chain(place.id, period, "own_government")
        money.peers(rows[0])
        trust.vintages_by_id([rows[0]["vintage_id"]])

    def territory(draw: random.Random) -> None:
        place = draw.choice(districts)
        chain(place)
        money.provenance(place.id, "2024", "own_government")
        money.functions(place.id, 2024)
        money.series(place.id, "own_government")
        money.projection(place.id)
        works.projects_in(place.id)
        works.contracts_in(place.id, every_funding=False)
        promises.forums(None, None, place.id)
        promises.commitments_in(place.id)
        signals.count({"place": place.id})
        signals.found({"place": place.id}, 5)
        signals.composites(place=place.id)
        places.population(place.id)

    def region(draw: random.Random) -> None:
        place = draw.choice(regions)
        chain(place)
        inside.governments(place, "2024")
        works.projects_in(place.id)
        works.contracts_in(place.id, every_funding=True)
        signals.count({"place": place.id})

    def contract(draw: random.Random) -> None:
        row = procurement.contract(draw.choice(contracts), "PE")
        assert row is not None
        procurement.suppliers(row)
        procurement.contract_states(row)
        procurement.process_of(row)
        procurement.awards_of(row)
        procurement.commitments_of(row["contract_id"])
        procurement.revisions_of(row)
        signals.of_subject("contract", row["contract_id"], "PE")

    def body(draw: random.Random) -> None:
        code = f"{draw.randrange(3000):06d}"
        procurement.body("PE", code, None)
        procurement.contract_years("PE", code)
        procurement.contracts_of_body("PE", code)
        procurement.processes_of_body("PE", code)
        procurement.projects_of_body("PE", code, None)
        procurement.spending_of_body("PE", code)

    def supplier(draw: random.Random) -> None:
        code = f"20{draw.randrange(60000)}"
        procurement.supplier("PE", code)
        procurement.contracts_of_supplier("PE", code)
        procurement.buyers_of_supplier("PE", code)
        procurement.bids_of_supplier("PE", code)

    def signal_list(draw: random.Random) -> None:
        filters = {"place": draw.choice(regions).id}
        signals.choices()
        signals.count(filters)
        signals.found(filters, 20)
        signals.by_status()

    return {
        "front": lambda _d: (summary.holdings(), money.examples()),
        "search": lambda d: search.search(d.choice(["distrito 12", "camino 77", "empresa 9"])),
        "home": lambda d: chain(d.choice(districts)),
        "territory": territory,
        "region": region,
        "moves": lambda d: inside.changes(d.choice(regions), "2025", "2024", "received"),
        "contract": contract,
        "body": body,
        "supplier": supplier,
        "signals": signal_list,
        "changes": lambda _d: history.revisions({}, None, 50, 0),
        "coverage": lambda _d: (trust.coverage(), trust.sources(), trust.check_counts()),
        "nothing": lambda _d: published.rows("select 1"),
    }


def measure(
    asked: dict[str, Callable[[random.Random], object]],
    users: int,
    each: int,
    thinking: float,
    cpu: Timings | None = None,
) -> Timings:
    """Users in threads, each with interactions in an order of its own.

    Args:
        asked: interactions.
        users: at the same time.
        each: how often a user does each interaction.
        thinking: seconds between two interactions, on average.
        cpu: takes the process's processor time of each; meaningful for one user only.
    """
    found: Timings = {name: [] for name in asked}
    lock = threading.Lock()

    def user(number: int) -> None:
        draw = random.Random(number)
        left = [name for name in asked for _n in range(each)]
        draw.shuffle(left)
        while left:
            name = left.pop()
            began, worked = time.perf_counter(), time.process_time()
            asked[name](draw)
            took = (time.perf_counter() - began) * 1000
            with lock:
                found[name].append(took)
                if cpu is not None:
                    cpu[name].append((time.process_time() - worked) * 1000)
            if thinking:
                time.sleep(draw.uniform(0.5, 1.5) * thinking)

    threads = [threading.Thread(target=user, args=(n,)) for n in range(users)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def over_http(base: str, each: int) -> Timings:
    """The API's lists and the factsheet page, one after the other, as a script would ask."""
    draw = random.Random(7)
    paths = {
        "api money-chain": lambda c: f"/api/v1/money-chain?territory_id={c}",
        "api spending": lambda c: f"/api/v1/spending?territory_id={c}&fiscal_year=2024",
        "api spending page 50": lambda _c: "/api/v1/spending?fiscal_year=2024&page=50",
        "api contracts": lambda c: f"/api/v1/contracts?territory_id={c}",
        "factsheet page": lambda c: f"/ficha/PE/{c}",
        "feed": lambda c: f"/feed/territorio/{c}.xml",
    }
    codes = [row["territory_id"] for row in _get(f"{base}/api/v1/territories?level=municipality")]
    found: Timings = {}
    for name, path in paths.items():
        for _n in range(each):
            began = time.perf_counter()
            with urllib.request.urlopen(base + path(draw.choice(codes))) as answer:
                answer.read()
            found.setdefault(name, []).append((time.perf_counter() - began) * 1000)
    return found


def _get(address: str) -> list[dict[str, Any]]:
    with urllib.request.urlopen(address) as answer:
        rows: list[dict[str, Any]] = json.load(answer)["data"]
    return rows


def told(title: str, found: Timings) -> dict[str, dict[str, float]]:
    """Print quantiles by interaction; returns them."""
    base = statistics.median(found.get("nothing", [1.0]))
    print(f"\n{title}\n{'':24}{'n':>6}{'p50':>9}{'p95':>9}{'p99':>9}{'p50/nothing':>13}")
    rows = {}
    for name, times in found.items():
        if not times:
            continue
        cut = statistics.quantiles(times, n=100) if len(times) > 1 else times * 99
        rows[name] = {"p50": cut[49], "p95": cut[94], "p99": cut[98], "n": len(times)}
        print(
            f"{name:24}{len(times):6}{cut[49]:9.1f}{cut[94]:9.1f}{cut[98]:9.1f}"
            f"{cut[49] / base:13.1f}"
        )
    every = [t for name, times in found.items() if name != "nothing" for t in times]
    if len(every) > 1:
        cut = statistics.quantiles(every, n=100)
        rows["all"] = {"p50": cut[49], "p95": cut[94], "p99": cut[98], "n": len(every)}
        print(f"{'all':24}{len(every):6}{cut[49]:9.1f}{cut[94]:9.1f}{cut[98]:9.1f}")
    return rows


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--spending", type=int, default=200_000)
    parser.add_argument("--contracts", type=int, default=20_000)
    parser.add_argument("--users", type=int, default=20)
    parser.add_argument("--requests", type=int, default=20, help="of each interaction and user")
    parser.add_argument("--soak", type=float, default=0.0, help="minutes of real sessions")
    parser.add_argument("--only-soak", action="store_true", help="no queries, no API")
    parser.add_argument("--data", type=Path, help="a data folder with an edition of this script")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        data = asked.data or Path(temporary)
        if not (data / "published" / "CURRENT").exists():
            began = time.monotonic()
            folder = write(data, asked.spending, asked.contracts)
            size = (folder / "veta.duckdb").stat().st_size / 1e6
            print(f"edition written in {time.monotonic() - began:.0f} s, {size:.0f} MB")
        os.environ["VETA_DATA_DIR"] = str(data)
        _run(asked, data)


def _run(asked: argparse.Namespace, data: Path) -> None:
    from tests.dashboards.browser import running

    result = {} if asked.only_soak else _queries(asked)
    with running(data) as (base, pid):
        if not asked.only_soak:
            result["http"] = told("HTTP, one client", over_http(base, asked.requests))
        if asked.soak:
            found, memory = soak.soak(base, pid, asked.users, asked.soak)
            name = f"{asked.users} sessions, {asked.soak:g} minutes: whole pages"
            result["soak"] = told(name, found)
            print(f"server's memory by minute, MB: {soak.told(memory)}")
    print(json.dumps(result))


def _queries(asked: argparse.Namespace) -> dict[str, Any]:
    pages = interactions()
    first: Timings = {}
    for name, ask in pages.items():
        began = time.perf_counter()
        ask(random.Random(1))
        first[name] = [(time.perf_counter() - began) * 1000]
    result: dict[str, Any] = {"cold": told("cold: the first time of each", first)}
    cpu: Timings = {name: [] for name in pages}
    result["one"] = told("one user", measure(pages, 1, asked.requests, 0.0, cpu))
    result["one_cpu"] = told("one user, processor time", cpu)
    print(f"memory {resident_mb():.0f} MB")
    each = max(1, asked.requests // 4)
    result["many"] = told(f"{asked.users} users", measure(pages, asked.users, each, THINKING_S))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"memory {resident_mb():.0f} MB, most {peak:.0f} MB")
    return result


if __name__ == "__main__":
    main()
