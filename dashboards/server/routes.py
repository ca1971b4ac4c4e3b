"""HTTP routes: health, robots and the files of each edition."""

from __future__ import annotations

import re
from pathlib import Path

from starlette.requests import Request
from starlette.responses import (
    FileResponse,
    JSONResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
)
from starlette.routing import Route

from dashboards import published
from dashboards.api import parcel
from dashboards.api import routes as api
from dashboards.embed import routes as embed
from dashboards.factsheet import routes as factsheet
from dashboards.feeds import routes as feeds
from dashboards.server import public
from dashboards.standards import routes as standards

NAME = re.compile(r"^[A-Za-z0-9][A-Za-z0-9._-]*$")
MEDIA_TYPES = {
    ".csv": "text/csv; charset=utf-8",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".zip": "application/zip",
    ".parquet": "application/vnd.apache.parquet",
    ".json": "application/json",
    ".md": "text/markdown; charset=utf-8",
    "": "text/plain; charset=utf-8",
}
# An edition never changes, so what it holds may be kept for as long as a reader likes.
IMMUTABLE = "public, max-age=31536000, immutable"


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


def download(request: Request) -> Response:
    """One file of one edition, with Range and ETag; `latest` leads to the current edition."""
    edition, dataset, name = (request.path_params[p] for p in ("edition", "dataset", "name"))
    if edition == "latest":
        try:
            current = published.current_id()
        except published.EditionError:
            return _absent()
        return RedirectResponse(f"/descargas/{current}/{dataset}/{name}", status_code=302)
    if not all(NAME.match(part) for part in (edition, dataset, name)):
        return _absent()
    path = published.published_dir() / edition / "downloads" / dataset / name
    return _file(path)


def manifest(request: Request) -> Response:
    """The manifest of an edition: tables, vintages, code version, checksums."""
    edition = request.path_params["edition"]
    if not NAME.match(edition):
        return _absent()
    return _file(published.published_dir() / edition / "manifest.json")


def quality(request: Request) -> Response:
    """The quality report of an edition, as a page that is read rather than saved."""
    edition, name = request.path_params["edition"], request.path_params["name"]
    if not (NAME.match(edition) and NAME.match(name)):
        return _absent()
    answer = _file(published.published_dir() / edition / "quality" / name)
    if name.endswith(".html") and isinstance(answer, FileResponse):
        answer.headers["content-disposition"] = "inline"
        answer.headers["content-type"] = "text/html; charset=utf-8"
    return answer


def _file(path: Path) -> Response:
    root = published.published_dir().resolve()
    found = path.resolve()
    if not found.is_relative_to(root) or not found.is_file():
        return _absent()
    return FileResponse(
        found,
        filename=found.name,
        media_type=MEDIA_TYPES.get(found.suffix, "application/octet-stream"),
        headers={"Cache-Control": IMMUTABLE},
    )


def _absent() -> Response:
    return PlainTextResponse("No existe · Not found\n", status_code=404)


ROUTES = [
    Route("/healthz", healthz),
    Route("/robots.txt", robots),
    Route("/descargas/{edition}/manifest.json", manifest),
    Route("/descargas/{edition}/{dataset}/{name}", download),
    Route("/calidad/{edition}/{name}", quality),
    *parcel.ROUTES,
    *api.ROUTES,
    *feeds.ROUTES,
    *factsheet.ROUTES,
    *embed.ROUTES,
    *standards.ROUTES,
    *api.FALLBACK,
]
