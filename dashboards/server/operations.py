"""How the installation is doing, for monitors: ``/healthz`` and ``/metrics`` (Prometheus text).

Everything comes from what is published: the served edition and ``OPERATIONS.json``, which the
pipeline writes beside it. Names, counts and moments only; safe to show, though a proxy may keep
``/metrics`` to itself.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from typing import Any

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from dashboards import published

FILE = "OPERATIONS.json"
COUNTS = ("read", "loaded", "rejected", "skipped")


def notes() -> dict[str, Any]:
    """The last refresh and the latest notices; empty where nothing was noted."""
    try:
        noted = json.loads((published.published_dir() / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return noted if isinstance(noted, dict) else {}


def healthz(_request: Request) -> Response:
    """Whether an edition is being served; 503 tells a monitor that none is."""
    last = notes().get("last_refresh") or {}
    refresh = {name: last.get(name) for name in ("ended_at", "outcome")} if last else None
    try:
        edition = published.current()
    except published.EditionError as error:
        found = {"status": type(error).__name__, "last_refresh": refresh}
        return JSONResponse(found, status_code=503, headers={"Cache-Control": "no-store"})
    return JSONResponse(
        {
            "status": "ok",
            "edition": edition.id,
            "synthetic": edition.synthetic,
            "last_refresh": refresh,
        },
        headers={"Cache-Control": "no-store"},
    )


def metrics(_request: Request) -> Response:
    """Refresh age, rows, rejects, failed checks and the served edition as Prometheus text."""
    registry = CollectorRegistry()
    registry.register(_Collector())
    return Response(
        generate_latest(registry),
        media_type=CONTENT_TYPE_LATEST,
        headers={"Cache-Control": "no-store"},
    )


class _Collector:
    """Measures anew at each scrape; nothing is kept between two."""

    def collect(self) -> Iterator[Metric]:
        yield from _refresh(notes().get("last_refresh") or {})
        try:
            edition = published.current()
        except published.EditionError:
            yield _gauge("veta_up", "1 where an edition is served.", 0)
            return
        yield _gauge("veta_up", "1 where an edition is served.", 1)
        yield from _edition(edition)
        yield from _rows()
        yield from _checks()


def _refresh(last: dict[str, Any]) -> Iterator[Metric]:
    ended = _seconds(last.get("ended_at"))
    if ended is None:
        return
    yield _gauge("veta_last_refresh_timestamp_seconds", "When the last refresh ended.", ended)
    took = float(last.get("seconds") or 0)
    yield _gauge("veta_last_refresh_duration_seconds", "How long it took.", took)
    outcome = GaugeMetricFamily(
        "veta_last_refresh_outcome", "1 at how the last refresh ended.", labels=["outcome"]
    )
    for name in ("published", "partly", "nothing"):
        outcome.add_metric([name], float(last.get("outcome") == name))
    yield outcome


def _edition(edition: published.Edition) -> Iterator[Metric]:
    served = GaugeMetricFamily(
        "veta_edition_info", "The edition being served.", labels=["edition", "synthetic", "code"]
    )
    code = str(edition.manifest.get("code_version") or "")
    served.add_metric([edition.id, str(edition.synthetic).lower(), code], 1)
    yield served
    for name, about, value in (
        ("created", "When the served edition was made.", edition.created_at),
        ("reference", "Latest date that its data speak of.", edition.reference_date),
    ):
        moment = _seconds(value)
        if moment is not None:
            yield _gauge(f"veta_edition_{name}_timestamp_seconds", about, moment)
    tables = GaugeMetricFamily("veta_edition_rows", "Rows of a public table.", labels=["table"])
    for table, described in sorted(edition.manifest.get("tables", {}).items()):
        tables.add_metric([table], described["rows"])
    yield tables


def _rows() -> Iterator[Metric]:
    if not published.has("dim_vintage"):
        return
    found = GaugeMetricFamily(
        "veta_source_rows", "Rows of a source's current vintages.", labels=["source", "kind"]
    )
    sums = ", ".join(f"sum(rows_{name})::bigint as {name}" for name in COUNTS)
    sql = f"select source_id, {sums} from dim_vintage where is_current group by 1 order by 1"
    for row in published.rows(sql):
        for name in COUNTS:
            found.add_metric([row["source_id"], name], float(row[name] or 0))
    yield found


def _checks() -> Iterator[Metric]:
    if not published.has("fct_quality_check"):
        return
    found = GaugeMetricFamily(
        "veta_checks", "Checks of the served edition.", labels=["severity", "passed"]
    )
    for row in published.rows(
        "select severity, passed, count(*) as checks from fct_quality_check "
        "group by all order by all"
    ):
        found.add_metric([row["severity"], str(row["passed"]).lower()], float(row["checks"]))
    yield found


def _gauge(name: str, about: str, value: float) -> Metric:
    return GaugeMetricFamily(name, about, value=value)


def _seconds(text: object) -> float | None:
    try:
        moment = dt.datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)).timestamp()
