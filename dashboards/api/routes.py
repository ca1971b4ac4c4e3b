"""Addresses of the API: lists, single rows, editions, its own description."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

from starlette.convertors import Convertor, register_url_convertor
from starlette.endpoints import HTTPEndpoint
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dashboards import published
from dashboards.api import answers, meta, openapi, rows
from dashboards.api.editions import editions
from dashboards.api.errors import ApiError, language_of, problem, text
from dashboards.api.filters import RESERVED, check_common, read
from dashboards.api.filters import text as checked_text
from dashboards.api.resources import RESOURCES, Resource
from dashboards.published import Edition
from dashboards.queries import places, tables

ROOT = "/api/v1"
SECONDS = float(os.environ.get("VETA_API_SECONDS", "10"))

Handler = Callable[[Request], Response]
Answer = Callable[[Request, Edition, str], Response]


class _Rest(Convertor[str]):
    """Everything that is left of an address; Starlette's own stops at a line break."""

    regex = r"[\s\S]*"

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


register_url_convertor("rest", _Rest())


def guarded(answer: Answer) -> Handler:
    """Chooses language and edition, limits time, and turns every failure into its reason."""

    def handle(request: Request) -> Response:
        language = language_of(request)
        try:
            check_common(request)
            asked = request.query_params.get("edition")
            with published.reading(asked, SECONDS) as edition:
                return answer(request, edition, language)
        except ApiError as error:
            return problem(error, language, request)
        except published.UnknownEditionError as error:
            gone = ApiError(404, "unknown_edition", value=str(error)[:100])
            return problem(gone, language, request)
        except published.EditionError:
            return problem(ApiError(503, "unavailable"), language, request)
        except published.QueryTooLongError:
            long = ApiError(503, "too_long", seconds=f"{SECONDS:g}")
            return problem(long, language, request)

    return handle


def _list(resource: Resource) -> Answer:
    def answer(request: Request, edition: Edition, language: str) -> Response:
        _present(resource, edition)
        asked = read(request, resource)
        total = tables.count(resource.table, asked.conditions)
        found = rows.listed(resource, asked, language)
        if answers.wants_csv(request):
            return _csv(request, edition, resource, found, asked.told, total)
        said = {
            "resource": resource.name,
            **meta.about(edition, language),
            **meta.paging(request, asked, total),
            **_note(resource, language),
            "sources": meta.sources(found, resource, language),
        }
        return _json(request, {"meta": said, "data": found})

    return answer


def _one(resource: Resource) -> Answer:
    def answer(request: Request, edition: Edition, language: str) -> Response:
        _present(resource, edition)
        for name in request.query_params:
            if name not in RESERVED[2:]:
                known = ", ".join(RESERVED[2:])
                raise ApiError(
                    400, "unknown_parameter", name=name, resource=resource.name, known=known
                )
        key = [checked_text(name, request.path_params[name]) for name in resource.item]
        if resource.name == "territories":
            place = places.find(key[0])
            key = [place.id] if place else key
        found = rows.one(resource, key, language)
        if found is None:
            raise ApiError(404, "not_found", value="/".join(key), resource=resource.name)
        if answers.wants_csv(request):
            return _csv(request, edition, resource, [found], {"id": "_".join(key)}, 1)
        said = {
            "resource": resource.name,
            **meta.about(edition, language),
            **_note(resource, language),
            "sources": meta.sources([found], resource, language),
        }
        return _json(request, {"meta": said, "data": found})

    return answer


def _present(resource: Resource, edition: Edition) -> None:
    if resource.table not in edition.tables:
        raise ApiError(404, "no_such_table", edition=edition.id, resource=resource.name)


def _note(resource: Resource, language: str) -> dict[str, str]:
    return {"note": text("signal_note", language)} if resource.name == "signals" else {}


def _json(request: Request, body: dict[str, Any]) -> Response:
    named = "edition" in request.query_params
    language = {"Content-Language": body["meta"]["language"]}
    return answers.respond(
        request, answers.as_json(body), answers.JSON, named_edition=named, headers=language
    )


def _csv(
    request: Request,
    edition: Edition,
    resource: Resource,
    found: list[published.Row],
    filters: dict[str, Any],
    total: int,
) -> Response:
    """A table whose every row still says its edition, licence and whether it is invented."""
    licences = {s["source_id"]: s["licence"] for s in meta.sources(found, None, "es")}
    own = [column.name for column in tables.columns(resource.table)]
    columns = [*own, *(r.name for r in resource.relatives)]
    extra = [name for name in ("source_licence", "edition", "synthetic") if name not in own]
    for row in found:
        named = dict.fromkeys(row.get(name) for name in meta.SOURCE_COLUMNS)
        row["source_licence"] = "; ".join(f"{n}: {licences[n]}" for n in named if n in licences)
        row["edition"], row["synthetic"] = edition.id, edition.synthetic
    name = answers.file_name(edition, resource.name, filters, "csv")
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Veta-Edition": edition.id,
        "Veta-Synthetic": str(edition.synthetic).lower(),
        "Veta-Total": str(total),
    }
    body = answers.as_csv([*columns, *extra], found)
    for_ever = "edition" in request.query_params
    return answers.respond(request, body, answers.CSV, named_edition=for_ever, headers=headers)


def _index(request: Request, edition: Edition, language: str) -> Response:
    said = meta.about(edition, language)
    listed = [
        {
            "name": r.name,
            "href": f"{ROOT}/{r.name}",
            "title": r.es if language == "es" else r.en,
            "rows": tables.count(r.table, []),
        }
        for r in RESOURCES.values()
        if r.table in edition.tables
    ]
    listed.append({"name": "editions", "href": f"{ROOT}/editions", "title": None, "rows": None})
    body = {"meta": {**said, "description": f"{ROOT}/openapi.json"}, "data": listed}
    return _json(request, body)


def _editions(request: Request, edition: Edition, language: str) -> Response:
    found = editions(edition.id)
    if answers.wants_csv(request):
        body = answers.as_csv(list(found[0]), found)
        return answers.respond(request, body, answers.CSV)
    return _json(request, {"meta": meta.about(edition, language), "data": found})


def _description(request: Request, edition: Edition, language: str) -> Response:
    body = answers.as_json(openapi.describe(edition, language))
    return answers.respond(request, body, answers.JSON)


def _nothing(_request: Request, _edition: Edition, _language: str) -> Response:
    raise ApiError(404, "no_such_path")


class _Root(HTTPEndpoint):
    """The index under its address with a slash.

    A class, because it refuses other methods itself: what a function's route leaves open, the
    pages' server would answer with a redirect.
    """

    def get(self, request: Request) -> Response:
        """The resources and their rows."""
        return guarded(_index)(request)


def _routes() -> list[Route]:
    found = [
        Route(ROOT, guarded(_index)),
        Route(f"{ROOT}/", _Root),
        Route(f"{ROOT}/openapi.json", guarded(_description)),
        Route(f"{ROOT}/editions", guarded(_editions)),
    ]
    for resource in RESOURCES.values():
        address = f"{ROOT}/{resource.name}"
        found.append(Route(address, guarded(_list(resource))))
        if resource.item:
            parts = [f"{{{name}}}" for name in resource.item[:-1]]
            # Numbers of contracts and processes may hold a slash.
            parts.append(f"{{{resource.item[-1]}:rest}}")
            found.append(Route(f"{address}/{'/'.join(parts)}", guarded(_one(resource))))
    return found


ROUTES = _routes()
FALLBACK = [Route(f"{ROOT}/{{rest:rest}}", guarded(_nothing))]
