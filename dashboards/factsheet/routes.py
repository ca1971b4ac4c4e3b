"""Addresses of factsheets: page, PDF, picture, and the short link that the QR holds."""

from __future__ import annotations

from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from dashboards.api import answers
from dashboards.api.errors import ApiError
from dashboards.api.filters import once
from dashboards.api.routes import guarded
from dashboards.factsheet import content, html, typeset
from dashboards.published import Edition
from dashboards.queries import places
from dashboards.queries.places import Place
from dashboards.server import public

KNOWN = ("year", "scope", "lang", "edition")
SCOPES = ("own_government", "all_within")


def _asked(request: Request) -> tuple[Place, str | None, str | None]:
    country, code = request.path_params["country"].upper(), request.path_params["code"]
    place = places.find(code, country)
    if place is None or place.country != country:
        raise ApiError(404, "unknown_territory", value=f"{country}/{code}"[:100])
    for name in request.query_params:
        if name not in KNOWN:
            listed = ", ".join(KNOWN)
            raise ApiError(400, "unknown_parameter", name=name, resource="ficha", known=listed)
    scope = once(request, "scope")
    if scope is not None and scope not in SCOPES:
        raise ApiError(400, "not_in_list", name="scope", value=scope, known=", ".join(SCOPES))
    return place, once(request, "year"), scope


def _no_period(error: content.NoSuchPeriod) -> ApiError:
    known = ", ".join(error.known)
    return ApiError(404, "no_period", year=error.year, name=error.place.label, known=known)


def _page(request: Request, edition: Edition, language: str) -> Response:
    place, year, scope = _asked(request)
    root = public.base(request)
    try:
        told = content.sheet(place, year, language, root, scope)
    except content.NoSuchPeriod as error:
        raise _no_period(error) from error
    body = html.html(told, f"{root}/ficha/{place.country}/{place.id}", root).encode()
    return _send(request, body, "text/html; charset=utf-8", language)


def _pdf(request: Request, edition: Edition, language: str) -> Response:
    place, year, scope = _asked(request)
    try:
        body = typeset.pdf(place, year, language, public.base(request), scope)
    except content.NoSuchPeriod as error:
        raise _no_period(error) from error
    name = answers.file_name(edition, place.id, {"year": year} if year else {}, "pdf")
    kept = {"Content-Disposition": f'inline; filename="{name}"'}
    return _send(request, body, "application/pdf", language, kept)


def _picture(request: Request, edition: Edition, language: str) -> Response:
    place, year, scope = _asked(request)
    try:
        told = content.sheet(place, year, language, public.base(request), scope)
    except content.NoSuchPeriod as error:
        raise _no_period(error) from error
    return _send(request, typeset.picture(told), "image/png", language)


def _send(
    request: Request,
    body: bytes,
    kind: str,
    language: str,
    headers: dict[str, str] | None = None,
) -> Response:
    named = "edition" in request.query_params
    more = {"Content-Language": language, **(headers or {})}
    return answers.respond(request, body, kind, named_edition=named, headers=more)


def _short(request: Request, edition: Edition, language: str) -> Response:
    """What paper carries; the territory is known by its id alone."""
    place = places.find(request.path_params["code"])
    if place is None:
        raise ApiError(404, "unknown_territory", value=request.path_params["code"][:100])
    values = {"year": request.path_params.get("year")}
    values |= {name: request.query_params.get(name) for name in ("lang", "edition")}
    query = urlencode({name: value for name, value in values.items() if value})
    address = f"/ficha/{place.country}/{place.id}" + (f"?{query}" if query else "")
    return RedirectResponse(address, status_code=302)


ROUTES = [
    Route("/ficha/{country}/{code}.pdf", guarded(_pdf)),
    Route("/ficha/{country}/{code}.png", guarded(_picture)),
    Route("/ficha/{country}/{code}", guarded(_page)),
    Route("/f/{code}", guarded(_short)),
    Route("/f/{code}/{year}", guarded(_short)),
]
