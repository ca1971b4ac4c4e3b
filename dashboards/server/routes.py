"""HTTP routes: health, robots, and those of every part."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from dashboards.api import parcel
from dashboards.api import routes as api
from dashboards.embed import routes as embed
from dashboards.factsheet import routes as factsheet
from dashboards.feeds import routes as feeds
from dashboards.server import downloads, operations, public
from dashboards.standards import routes as standards


def robots(request: Request) -> Response:
    """Crawlers are welcome to the pages, not to the bulk files nor to every query of the API."""
    rules = "User-agent: *\nDisallow: /descargas/\nDisallow: /api/\n"
    return PlainTextResponse(f"{rules}Sitemap: {public.base(request)}/sitemap.xml\n")


ROUTES = [
    Route("/healthz", operations.healthz),
    Route("/metrics", operations.metrics),
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
