"""Fetches what a source declares under ``live`` and hands it over as files with their address.

Does not belong here: landing (``vintages.py``); a fetched file is recognised like any other.
"""

import itertools
import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from ingest.durable import sync
from ingest.fetch import files, rows
from ingest.fetch.client import Client, FetchError
from ingest.fetch.state import Memory
from ingest.models import Live, Source
from ingest.problems import Problem
from ingest.settings import DataPaths

ADDRESS = ".address"
MAX_INDEX_PAGES = 500
Fetcher = Callable[[Client, Live, str, Memory], Path | None]
FETCHERS: dict[str, Fetcher] = {
    "file": files.fetch,
    "socrata": rows.socrata,
    "ckan": rows.ckan,
    "json_pages": rows.json_pages,
}


@dataclass
class Fetched:
    """What came from a publisher.

    Attributes:
        arrived: Files under their landing names and the address each came from; also those that
            an earlier, interrupted refresh left behind or could not take.
        unchanged: Addresses whose content is the one fetched before.
        problems: Addresses that failed; the others go on.
        requests: How often publishers were asked.
        received: Bytes and rows that came.
    """

    arrived: dict[Path, str] = field(default_factory=dict)
    unchanged: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    requests: int = 0
    received: Counter[str] = field(default_factory=Counter)


def fetch(
    source: Source,
    paths: DataPaths,
    say: Callable[[str], None] = lambda _line: None,
    chosen: Mapping[str, str] | None = None,
) -> Fetched:
    """Fetches everything a source declares.

    Args:
        source: The source.
        paths: Data folders; files arrive under ``state/fetch/<source>/arrived``.
        say: Told which address is being fetched, and every few seconds how far it has come.
        chosen: Values of ``each`` to keep to (one year, say); all by default.
    """
    result = Fetched()
    folder = paths.state / "fetch" / source.id / "arrived"
    for live in source.live:
        client = client_of(source, live)
        client.tell = say
        for url, filename in _addresses(client, live, result, chosen or {}):
            say(url)
            try:
                memory = Memory(paths, source.id, url)
                path = FETCHERS["file" if live.kind == "file_list" else live.kind](
                    client, live, url, memory
                )
            except FetchError as error:
                result.problems += error.problems
                continue
            if path is None:
                result.unchanged.append(url)
            else:
                _arrive(path, folder / filename, url)
            memory.settle()
        result.requests += client.requests
        result.received.update(client.received)
    for path in sorted(folder.glob("*")) if folder.exists() else []:
        if path.suffix != ADDRESS:
            result.arrived[path] = address_of(path).read_text(encoding="utf-8")
    return result


def _arrive(path: Path, final: Path, url: str) -> None:
    final.parent.mkdir(parents=True, exist_ok=True)
    sync(path)
    address_of(final).write_text(url, encoding="utf-8")
    path.replace(final)
    sync(final.parent)


def address_of(path: Path) -> Path:
    """The note beside an arrived file that holds its address."""
    return path.with_name(path.name + ADDRESS)


def done(path: Path) -> None:
    """Forgets an arrived file once its bytes are landed."""
    path.unlink(missing_ok=True)
    address_of(path).unlink(missing_ok=True)


def client_of(source: Source, live: Live) -> Client:
    """A client bound to the hosts that a source declares, with its app token if there is one."""
    headers = {
        header: token
        for header, variable in live.token.items()
        if (token := os.environ.get(variable))
    }
    return Client(source.id, {urlsplit(live.url).netloc, *live.hosts}, headers=headers)


def _addresses(
    client: Client, live: Live, result: Fetched, chosen: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    for values in itertools.product(*live.each.values()):
        filled = dict(zip(live.each, values, strict=True))
        if any(filled.get(name) != value for name, value in chosen.items()):
            continue
        url = live.url.format(**filled)
        filename = live.filename.format(**filled, name="{name}")
        if live.kind != "file_list":
            yield url, filename
            continue
        try:
            yield from _listed(client, live, url, filename)
        except FetchError as error:
            result.problems += error.problems


def _listed(client: Client, live: Live, url: str, filename: str) -> Iterator[tuple[str, str]]:
    """The files that an index names, by the dotted path ``records`` into its JSON.

    An index of several pages says how many under ``pagination.num_pages`` and takes ``page``.
    """
    first = client.get_json(url)
    pages = next((n for n in _walk(first, ["pagination", "num_pages"]) if isinstance(n, int)), 1)
    for number in range(1, min(pages, MAX_INDEX_PAGES) + 1):
        page = first if number == 1 else client.get_json(_with_page(url, number))
        for link in _walk(page, live.records.split(".")):
            if isinstance(link, str):
                address = _moved(urljoin(url, link), live)
                yield address, filename.replace("{name}", Path(urlsplit(address).path).name)


def _with_page(url: str, number: int) -> str:
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query)) | {"page": str(number)}
    return urlunsplit(parts._replace(query=urlencode(query)))


def _moved(address: str, live: Live) -> str:
    """The address at the publisher's present host: indexes go on naming hosts that are gone."""
    parts = urlsplit(address)
    return urlunsplit(parts._replace(netloc=live.moved.get(parts.netloc, parts.netloc)))


def _walk(node: object, path: list[str]) -> Iterator[object]:
    if isinstance(node, list):
        for item in node:
            yield from _walk(item, path)
    elif not path:
        yield node
    elif isinstance(node, dict) and path[0] in node:
        yield from _walk(node[path[0]], path[1:])
