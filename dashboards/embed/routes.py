"""Addresses of embeddable charts: a page without scripts that any site may frame, SVG and PNG."""

from __future__ import annotations

from html import escape

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dashboards.api import answers
from dashboards.api.errors import ApiError
from dashboards.api.filters import once
from dashboards.api.routes import guarded
from dashboards.api.words import say
from dashboards.embed import catalogue, pictures
from dashboards.embed.kinds import CHOICES, KINDS, NothingToDraw
from dashboards.embed.pictures import WORDS, Picture
from dashboards.factsheet import typeset
from dashboards.factsheet.content import NoSuchPeriod
from dashboards.i18n import set_language
from dashboards.published import Edition
from dashboards.queries import places
from dashboards.server import public

# Others may frame these pages; they can run nothing and call nobody.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; frame-ancestors *"
ENDINGS = ("svg", "png")


def _place(request: Request, edition: Edition, language: str) -> Response:
    set_language(language)
    code, kind = request.path_params["code"], request.path_params["kind"]
    kind, ending = _ending(kind)
    place = places.find(code)
    if place is None:
        raise ApiError(404, "unknown_territory", value=code[:100])
    if kind not in KINDS:
        known = ", ".join(KINDS)
        raise ApiError(404, "not_in_list", name="chart", value=kind[:100], known=known)
    asked = {name: once(request, name) for name in CHOICES}
    year = asked["year"]
    link = f"{public.base(request)}/f/{place.id}" + (f"/{year}" if year else "")
    try:
        picture = pictures.of_place(place, kind, asked, link)
    except NothingToDraw:
        raise ApiError(404, "nothing_to_draw") from None
    except NoSuchPeriod as error:
        known = ", ".join(error.known)
        raise ApiError(
            404, "no_period", year=error.year[:50], name=place.label, known=known
        ) from None
    return _answer(request, picture, ending, link, language)


def _index(request: Request, edition: Edition, language: str) -> Response:
    """Every chart of a place that has data, with the code that puts it into another page."""
    set_language(language)
    code = request.path_params["code"]
    place = places.find(code)
    if place is None:
        raise ApiError(404, "unknown_territory", value=code[:100])
    root = f"{public.base(request)}/embed/territorio/{place.id}"
    query = f"?{request.url.query}" if request.url.query else ""
    asked = {name: once(request, name) for name in CHOICES}
    shown = []
    for kind in KINDS:
        try:
            picture = pictures.of_place(place, kind, asked, root)
        except (NothingToDraw, NoSuchPeriod):
            continue
        address = escape(f"{root}/{kind}{query}")
        frame = (
            f'<iframe src="{address}" title="{escape(picture.title)}" width="700" height="520" '
            'style="border:0" loading="lazy"></iframe>'
        )
        image = escape(f"{root}/{kind}.svg{query}")
        files = " · ".join(
            f'<a href="{escape(f"{root}/{kind}.{ending}{query}")}">{ending.upper()}</a>'
            for ending in ENDINGS
        )
        shown.append(
            f"<h2>{escape(picture.title)}</h2>\n"
            f'<p><img src="{image}" alt="{escape(picture.words)}"></p>\n'
            f"<p>{files}</p>\n<pre><code>{escape(frame)}</code></pre>\n"
        )
    if not shown:
        raise ApiError(404, "nothing_to_draw")
    title = escape(say(WORDS, "index", language, name=place.label))
    body = (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title} · Veta</title>\n<style>body{{font:1.05rem/1.5 system-ui,sans-serif;"
        "color:#17212B;max-width:46rem;margin:0 auto;padding:1rem}img{max-width:100%}a{color:"
        "#005A8C}pre{white-space:pre-wrap;overflow-wrap:anywhere}</style>\n</head>\n<body>\n<main>\n"
        f"<h1>{title}</h1>\n<p>{escape(say(WORDS, 'index_how', language))}</p>\n"
        f"{''.join(shown)}</main>\n</body>\n</html>\n"
    )
    headers = {"Content-Language": language}
    return answers.respond(request, body.encode(), "text/html; charset=utf-8", headers=headers)


def _project(request: Request, edition: Edition, language: str) -> Response:
    set_language(language)
    country, code = request.path_params["country"], request.path_params["code"]
    kind, ending = _ending(request.path_params["kind"])
    if kind != "progress":
        raise ApiError(404, "not_in_list", name="chart", value=kind[:100], known="progress")
    root = public.base(request)
    link = public.page(root, "proyecto", country=country, project=code)
    try:
        picture = pictures.of_project(country, code, link)
    except NothingToDraw:
        raise ApiError(404, "nothing_to_draw") from None
    if picture is None:
        raise ApiError(404, "not_found", value=f"{country}/{code}"[:100], resource="projects")
    return _answer(request, picture, ending, link, language)


def _ending(name: str) -> tuple[str, str]:
    kind, _dot, ending = name.partition(".")
    if ending and ending not in ENDINGS:
        raise ApiError(404, "not_in_list", name="format", value=ending[:20], known="svg, png")
    return kind, ending


def _answer(request: Request, picture: Picture, ending: str, link: str, language: str) -> Response:
    named = "edition" in request.query_params
    if ending == "png":
        return answers.respond(request, picture.png(), "image/png", named_edition=named)
    drawn = picture.svg()
    headers = {"Content-Security-Policy": POLICY, "Cross-Origin-Resource-Policy": "cross-origin"}
    if ending == "svg":
        kind = "image/svg+xml"
        return answers.respond(request, drawn.encode(), kind, named_edition=named, headers=headers)
    body = _page(request, picture, drawn, link, language)
    return answers.respond(
        request,
        body.encode(),
        "text/html; charset=utf-8",
        named_edition=named,
        headers={**headers, "Content-Language": language},
    )


def _page(request: Request, picture: Picture, drawn: str, link: str, language: str) -> str:
    query = f"?{request.url.query}" if request.url.query else ""
    image = escape(f"{public.base(request)}{request.url.path}.png{query}")
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(picture.title)} · Veta</title>\n"
        f'<meta property="og:title" content="{escape(picture.title)}">\n'
        f'<meta property="og:description" content="{escape(picture.words)}">\n'
        f'<meta property="og:image" content="{image}">\n'
        "<style>body{margin:0;font:.9rem system-ui,sans-serif}svg{max-width:100%;height:auto}"
        "figure{margin:0}a{color:#005A8C}</style>\n</head>\n<body>\n<figure>\n"
        f'<div role="img" aria-label="{escape(picture.words)}">{drawn}</div>\n'
        f'<figcaption><a href="{escape(link)}" target="_blank" rel="noopener">Veta</a> · '
        f'<a href="{image}" target="_blank" rel="noopener">'
        f"{escape(say(WORDS, 'picture', language))}</a></figcaption>\n"
        "</figure>\n</body>\n</html>\n"
    )


def _catalogue(request: Request, edition: Edition, language: str) -> Response:
    body = answers.as_json(catalogue.dcat(edition, public.base(request), language))
    return answers.respond(request, body, "application/ld+json")


def _sitemap(request: Request, edition: Edition, language: str) -> Response:
    body = catalogue.sitemap(edition, public.base(request))
    return answers.respond(request, body, "application/xml")


def _card(request: Request, edition: Edition, language: str) -> Response:
    """The picture of links that speak of no place."""
    synthetic = say(WORDS, "synthetic", language) if edition.synthetic else ""
    body = typeset.card(
        {
            "title": "Veta",
            "language": language,
            "subtitle": "",
            "sentence": say(WORDS, "home", language),
            "size": 40,
            "synthetic": synthetic,
            "foot": say(WORDS, "veta", language, edition=edition.id, link=""),
        }
    )
    return answers.respond(request, body, "image/png")


ROUTES = [
    Route("/tarjeta.png", guarded(_card)),
    Route("/embed/territorio/{code}", guarded(_index)),
    Route("/embed/territorio/{code}/{kind}", guarded(_place)),
    Route("/embed/proyecto/{country}/{code}/{kind}", guarded(_project)),
    Route("/catalogo.jsonld", guarded(_catalogue)),
    Route("/sitemap.xml", guarded(_sitemap)),
]
