"""Addresses of the feeds."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dashboards.api import answers
from dashboards.api.errors import ApiError
from dashboards.api.routes import guarded
from dashboards.feeds import collect
from dashboards.feeds.atom import atom
from dashboards.feeds.entries import Entry, Voice
from dashboards.i18n import pick, set_language
from dashboards.published import Edition
from dashboards.queries import places, signals, works
from dashboards.server import public

ATOM = "application/atom+xml; charset=utf-8"


def _voice(request: Request, language: str) -> Voice:
    set_language(language)
    return Voice(language, public.base(request))


def _everything(request: Request, edition: Edition, language: str) -> Response:
    voice = _voice(request, language)
    return _answer(request, edition, voice, voice.say("title_all"), collect.everything(voice))


def _place(request: Request, edition: Edition, language: str) -> Response:
    voice = _voice(request, language)
    asked = request.path_params["code"]
    found = places.find(asked)
    if found is None:
        raise ApiError(404, "unknown_territory", value=asked[:100])
    title = voice.say("title_place", name=found.label)
    return _answer(request, edition, voice, title, collect.place(found.id, voice))


def _project(request: Request, edition: Edition, language: str) -> Response:
    voice = _voice(request, language)
    country, code = request.path_params["country"], request.path_params["code"]
    row = works.project(code, country)
    if row is None:
        raise ApiError(404, "not_found", value=f"{country}/{code}"[:100], resource="projects")
    title = voice.say("title_project", name=f"{code} · {row['name']}")
    return _answer(request, edition, voice, title, collect.project(country, code, voice))


def _indicator(request: Request, edition: Edition, language: str) -> Response:
    voice = _voice(request, language)
    code = request.path_params["code"]
    row = next((r for r in signals.indicators() if r["indicator_code"] == code), None)
    if row is None:
        raise ApiError(404, "not_found", value=code[:100], resource="indicators")
    title = voice.say("title_indicator", name=pick(row, "name"))
    return _answer(request, edition, voice, title, collect.indicator(code, voice))


def _answer(
    request: Request, edition: Edition, voice: Voice, title: str, entries: list[Entry]
) -> Response:
    address = f"{voice.root}{request.url.path}"
    body = atom(address, title, entries, edition, voice)
    return answers.respond(request, body, ATOM, headers={"Content-Language": voice.language})


ROUTES = [
    Route("/feed.xml", guarded(_everything)),
    Route("/feed/territorio/{code}.xml", guarded(_place)),
    Route("/feed/proyecto/{country}/{code}.xml", guarded(_project)),
    Route("/feed/indicador/{code}.xml", guarded(_indicator)),
]
