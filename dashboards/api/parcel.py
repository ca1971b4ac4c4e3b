"""A filtered download: the rows asked for, their dictionary and a README that names the filters.

The same filters as the list in the API, without its pages. Whole tables are in `/descargas/`.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from dashboards.api import answers, meta, rows
from dashboards.api.errors import ApiError
from dashboards.api.filters import Asked, read
from dashboards.api.resources import RESOURCES, Resource
from dashboards.api.routes import guarded
from dashboards.api.words import say
from dashboards.i18n import LANGUAGES, formats, set_language
from dashboards.published import Edition, Row
from dashboards.queries import tables
from dashboards.server import public

WORDS = Path(__file__).with_name("parcel.yml")
MOST_ROWS = 200_000  # beyond it the whole table is the better download
BATCH = 5_000
IN_MEMORY = 8 << 20
CHUNK = 1 << 16


def _parcel(request: Request, edition: Edition, language: str) -> Response:
    resource = RESOURCES.get(request.path_params["resource"])
    if resource is None or resource.table not in edition.tables:
        name = request.path_params["resource"][:100]
        raise ApiError(404, "no_such_table", edition=edition.id, resource=name)
    asked = read(request, resource)
    total = tables.count(resource.table, asked.conditions)
    if total > MOST_ROWS:
        address = f"/descargas/{edition.id}/{resource.table}/"
        raise ApiError(413, "too_many_rows", rows=total, most=MOST_ROWS, address=address)
    file: IO[bytes] = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - closed when it is sent
    stem = answers.file_name(edition, resource.name, asked.told, "zip").removesuffix(".zip")
    address = f"{public.base(request)}{request.url.path}?{request.url.query}".rstrip("?")
    _write(file, stem, resource, asked, edition, (total, address, language))
    size = file.tell()
    file.seek(0)
    headers = {
        "Content-Disposition": f'attachment; filename="{stem}.zip"',
        "Content-Length": str(size),
        "Cache-Control": answers.FRESH,
    }
    closing = BackgroundTask(file.close)
    return StreamingResponse(
        _chunks(file), media_type="application/zip", headers=headers, background=closing
    )


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    while chunk := file.read(CHUNK):
        yield chunk


def _write(
    file: IO[bytes],
    stem: str,
    resource: Resource,
    asked: Asked,
    edition: Edition,
    told: tuple[int, str, str],
) -> None:
    total, address, language = told
    found: dict[str, dict[str, Any]] = {}
    guarded_cells = 0
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as archive:
        with archive.open(f"{stem}/{stem}.csv", "w") as target:
            for number, batch in enumerate(_batches(resource, asked, total, language)):
                body, guarded_here = _csv(resource, batch)
                guarded_cells += guarded_here
                # One header: that of the first batch.
                target.write(body if number == 0 else body.partition(b"\n")[2])
                for source in meta.sources(batch, None, language):
                    _remember(found, source)
        archive.writestr(f"{stem}/diccionario.csv", _dictionary(resource))
        for each in LANGUAGES:
            facts = (total, guarded_cells, address)
            text = _readme(resource, asked, edition, facts, list(found.values()), each)
            archive.writestr(f"{stem}/README.{each}.md", text)


def _batches(resource: Resource, asked: Asked, total: int, language: str) -> Iterator[list[Row]]:
    """At least one batch, so that an empty download still has its header."""
    for start in range(0, max(total, 1), BATCH):
        found = tables.page(resource.table, asked.conditions, resource.key, BATCH, start)
        yield [rows.without_person(row, language) for row in found]


def _csv(resource: Resource, batch: list[Row]) -> tuple[bytes, int]:
    names = [column.name for column in tables.columns(resource.table)]
    starts = answers.FORMULA_STARTS
    hit = sum(isinstance(v, str) and v.startswith(starts) for row in batch for v in row.values())
    return answers.as_csv(names, batch), hit


def _remember(found: dict[str, dict[str, Any]], source: dict[str, Any]) -> None:
    known = found.setdefault(source["source_id"], {**source, "vintages": []})
    known["vintages"] = sorted({*known["vintages"], *source["vintages"]})


def _dictionary(resource: Resource) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["column", "type", "about"])
    writer.writerows([c.name, c.type, c.about] for c in tables.columns(resource.table))
    return out.getvalue()


def _readme(
    resource: Resource,
    asked: Asked,
    edition: Edition,
    facts: tuple[int, int, str],
    sources: list[dict[str, Any]],
    language: str,
) -> str:
    set_language(language)
    total, guarded_cells, address = facts

    def told(key: str, **values: object) -> str:
        return say(WORDS, key, language, **values)

    filters = [f"- `{name}` = {value}" for name, value in asked.told.items()]
    day = formats.day(edition.reference_date)
    lines = [
        f"# {told('title', name=resource.name)}",
        f"**{told('synthetic')}**" if edition.synthetic else "",
        f"## {told('row')}",
        resource.es if language == "es" else resource.en,
        f"## {told('filters')}",
        "\n".join(filters) or told("none"),
        f"## {told('facts')}",
        f"- {told('rows', n=total)}\n- {told('edition', edition=edition.id, day=day)}\n"
        f"- {told('guarded', n=guarded_cells)}\n- {told('repeat', address=address)}",
        told("dialect"),
        told("dictionary"),
        f"## {told('sources')}",
        "\n".join(
            "- "
            + told(
                "source",
                **{**s, "day": formats.day(s["data_as_of"]), "vintages": ", ".join(s["vintages"])},
            )
            for s in sources
        )
        or "-",
        f"## {told('cite')}",
        f"Veta, {edition.id}, {resource.table}. {address}",
    ]
    return "\n\n".join(line for line in lines if line) + "\n"


ROUTES = [Route("/descargas/filtro/{resource}.zip", guarded(_parcel))]
