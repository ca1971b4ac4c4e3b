"""HTTP routes: health, robots, and those of every part."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from dashboards import published
from dashboards.api import parcel
from dashboards.api import routes as api
from dashboards.embed import routes as embed
from dashboards.factsheet import routes as factsheet
from dashboards.feeds import routes as feeds
from dashboards.server import downloads, public
from dashboards.standards import routes as standards


def healthz(_request: Request) -> Response:
    """Whether an edition is being served; 503 tells a monitor that none is."""
    try:
        edition = published.current()
    except published.EditionError as error:
        return JSONResponse({"status": type(error).__name__}, status_code=503)
    return JSONResponse(
        {"status": "ok", "edition": edition.id, "synthetic": edition.synthetic},
        headers={"Cache-Control": "no-store"},
    )


def robots(request: Request) -> Response:
    """Crawlers are welcome to the pages, not to the bulk files nor to every query of the API."""
    rules = "User-agent: *\nDisallow: /descargas/\nDisallow: /api/\n"
    return PlainTextResponse(f"{rules}Sitemap: {public.base(request)}/sitemap.xml\n")


ROUTES = [
    Route("/healthz", healthz),
    Route("/robots.txt", robots),
    *parcel.ROUTES,
    *downloads.ROUTES,
    *api.ROUTES,
    *feeds.ROUTES,
    *factsheet.ROUTES,
    *embed.ROUTES,
    *standards.ROUTES,
    *api.FALLBACK,
]
