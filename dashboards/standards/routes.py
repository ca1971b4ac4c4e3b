"""Addresses of the exports: mapping, OCDS, OC4IDS, Fiscal Data Package, EITI Part 4.

Lists take the filters and pages of `/api/v1/contracts` and `/api/v1/projects`.
"""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dashboards.api import answers, meta, rows
from dashboards.api.errors import ApiError
from dashboards.api.filters import Asked, once, read
from dashboards.api.resources import RESOURCES
from dashboards.api.routes import guarded
from dashboards.published import Edition, Row
from dashboards.queries import revenue, tables
from dashboards.server import public
from dashboards.standards import eiti, fiscal, oc4ids, ocds
from dashboards.standards.mappings import mappings

ROOT = "/estandares"
PHASES = (
    "available",
    "blocked",
    "budgeted",
    "certified",
    "collected",
    "committed",
    "paid",
    "planned_cash",
    "transferred",
)


def _index(request: Request, edition: Edition, language: str) -> Response:
    body = {"meta": meta.about(edition, language), "data": mappings()}
    return answers.respond(request, answers.as_json(body), answers.JSON)


def _releases(request: Request, edition: Edition, language: str) -> Response:
    found, asked, total = _page(request, "contracts", language)
    return _package(
        request,
        ocds.package(found, edition, _address(request), _policy(request)),
        asked,
        total,
        edition,
    )


def _projects(request: Request, edition: Edition, language: str) -> Response:
    found, asked, total = _page(request, "projects", language)
    if not found:  # the standard knows no empty package
        raise ApiError(404, "not_found", value=request.url.query[:100], resource="projects")
    keys = [(row["country"], row["project_code"]) for row in found]
    contracts: dict[tuple[str, str], list[Row]] = {}
    for row in revenue.of_projects(keys):
        contracts.setdefault((row["country"], row["project_code"]), []).append(row)
    body = oc4ids.package(found, contracts, edition, _address(request), _policy(request))
    return _package(request, body, asked, total, edition)


def _page(request: Request, name: str, language: str) -> tuple[list[Row], Asked, int]:
    resource = RESOURCES[name]
    asked = read(request, resource)
    return (
        rows.listed(resource, asked, language),
        asked,
        tables.count(resource.table, asked.conditions),
    )


def _address(request: Request) -> str:
    query = f"?{request.url.query}" if request.url.query else ""
    return f"{public.base(request)}{request.url.path}{query}"


def _policy(request: Request) -> str:
    return public.page(public.base(request), "fuentes")


def _package(
    request: Request, body: dict[str, Any], asked: Asked, total: int, edition: Edition
) -> Response:
    told = meta.paging(request, asked, total)
    headers = {"Veta-Total": str(total), "Veta-Edition": edition.id}
    if told["next"]:
        headers["Link"] = f'<{told["next"]}>; rel="next"'
    named = "edition" in request.query_params
    return answers.respond(
        request, answers.as_json(body), answers.JSON, named_edition=named, headers=headers
    )


def _fiscal(request: Request, edition: Edition, language: str) -> Response:
    table = request.path_params["table"]
    body = fiscal.descriptor(table, edition, public.base(request))
    if body is None:
        raise ApiError(404, "not_found", value=table[:100], resource="fiscal")
    return answers.respond(request, answers.as_json(body), answers.JSON)


def _part4(request: Request, edition: Edition, language: str) -> Response:
    country, period = once(request, "country"), once(request, "fiscal_period")
    for name, value in (("country", country), ("fiscal_period", period)):
        if not value:
            raise ApiError(400, "needed", name=name)
    phases = request.query_params.getlist("phase") or list(eiti.RECEIVED)
    for phase in phases:
        if phase not in PHASES:
            known = ", ".join(PHASES)
            raise ApiError(400, "not_in_list", name="phase", value=phase[:50], known=known)
    found = revenue.by_stream_and_entity(str(country), str(period), phases)
    body = answers.as_csv(eiti.COLUMNS, eiti.part4(found))
    filters = {"country": country, "fiscal_period": period}
    name = answers.file_name(edition, "eiti-part4", filters, "csv")
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Veta-Synthetic": str(edition.synthetic).lower(),
    }
    return answers.respond(request, body, answers.CSV, headers=headers)


ROUTES = [
    Route(f"{ROOT}/", guarded(_index)),
    Route(f"{ROOT}/ocds/releases.json", guarded(_releases)),
    Route(f"{ROOT}/oc4ids/projects.json", guarded(_projects)),
    Route(f"{ROOT}/fiscal/{{table}}.json", guarded(_fiscal)),
    Route(f"{ROOT}/eiti/part4.csv", guarded(_part4)),
]
