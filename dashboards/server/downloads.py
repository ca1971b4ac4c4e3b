"""Files of editions: whole packages, the database, the manifest, corrections, quality reports.

Every edition keeps its address for as long as it exists; `latest` leads to the served one. Range,
If-Range and HEAD are Starlette's, the validators are asked for here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import Route

from dashboards import published
from dashboards.api.errors import ApiError, language_of, problem

NAME = re.compile(r"^[A-Za-z0-9][A-Za-z0-9._-]*$")
MEDIA_TYPES = {
    ".csv": "text/csv; charset=utf-8",
    ".gz": "application/gzip",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".zip": "application/zip",
    ".parquet": "application/vnd.apache.parquet",
    ".json": "application/json",
    ".md": "text/markdown; charset=utf-8",
    ".cff": "text/yaml; charset=utf-8",
    ".sql": "text/plain; charset=utf-8",
    "": "text/plain; charset=utf-8",
}
# An edition never changes, so what it holds may be kept for as long as a reader likes.
IMMUTABLE = "public, max-age=31536000, immutable"
# What lies beside the packages; a synthetic edition says so in the name of its file.
BESIDE = {
    "manifest.json": ("manifest.json",),
    "SHA256SUMS": ("SHA256SUMS",),
    "veta.duckdb": ("veta.duckdb",),
    "correcciones.csv": ("correcciones.csv", "correcciones-sintetico.csv"),
}


def download(request: Request) -> Response:
    """One file of one package of one edition."""
    dataset, name = (request.path_params[p] for p in ("dataset", "name"))
    return _of_edition(request, (f"downloads/{dataset}/{name}",), f"{dataset}/{name}")


def beside(request: Request) -> Response:
    """A file of the edition itself: manifest, checksums, database, corrections."""
    name = request.path_params["name"]
    return _of_edition(request, BESIDE.get(name, ()), name)


def quality(request: Request) -> Response:
    """The quality report of an edition, as a page that is read rather than saved."""
    name = request.path_params["name"]
    answer = _of_edition(request, (f"quality/{name}",), name)
    if name.endswith(".html") and isinstance(answer, FileResponse):
        answer.headers["content-disposition"] = "inline"
        answer.headers["content-type"] = "text/html; charset=utf-8"
    return answer


def archived(request: Request) -> Response:
    """A vintage as it was received, where its publisher lets it be passed on."""
    source, vintage, name = (request.path_params[p] for p in ("source", "vintage", "name"))
    return _of_edition(request, (f"archive/{source}/{vintage}/{name}",), name)


def _of_edition(request: Request, places: tuple[str, ...], shown: str) -> Response:
    """The first of some files of the edition in the address, or the reason why there is none."""
    edition = request.path_params["edition"]
    language = language_of(request)
    try:
        served = published.current_id()
    except published.EditionError:
        served = None
    if edition == "latest" and served is not None:
        address = request.url.path.replace("/latest/", f"/{served}/", 1)
        return RedirectResponse(address, status_code=302, headers={"Cache-Control": "no-cache"})
    root = published.published_dir().resolve()
    folder = root / edition
    if not NAME.match(edition) or not (folder / "manifest.json").is_file():
        error = ApiError(404, "unknown_edition", value=edition[:100])
        return problem(error, language, request)
    for place in places:
        path = folder / place
        named = all(NAME.match(part) for part in path.relative_to(folder).parts)
        if named and path.is_file() and path.resolve().is_relative_to(root):
            return _file(request, path)
    error = ApiError(404, "no_file", name=shown[:100], edition=edition)
    return problem(error, language, request)


def _file(request: Request, path: Path) -> Response:
    answer = FileResponse(
        path,
        filename=path.name,
        media_type=MEDIA_TYPES.get(path.suffix, "application/octet-stream"),
        headers={"Cache-Control": IMMUTABLE, "Access-Control-Allow-Origin": "*"},
        stat_result=path.stat(),
    )
    if _has_it(request, answer.headers):
        kept = ("etag", "last-modified", "cache-control", "access-control-allow-origin")
        return Response(status_code=304, headers={n: answer.headers[n] for n in kept})
    return answer


def _has_it(request: Request, headers: Mapping[str, str]) -> bool:
    """Whether the reader's copy is this one (RFC 9110, 13.1): the tag decides, else the date."""
    tags = request.headers.get("if-none-match")
    if tags is not None:
        known = {tag.strip().removeprefix("W/") for tag in tags.split(",")}
        return "*" in known or headers["etag"] in known
    since = request.headers.get("if-modified-since")
    if since is None:
        return False
    try:
        return parsedate_to_datetime(headers["last-modified"]) <= parsedate_to_datetime(since)
    except (TypeError, ValueError):
        return False


ROUTES = [
    Route("/descargas/{edition}/{dataset}/{name}", download),
    Route("/descargas/{edition}/{name}", beside),
    Route("/calidad/{edition}/{name}", quality),
    Route("/archivo/{edition}/{source}/{vintage}/{name}", archived),
]
