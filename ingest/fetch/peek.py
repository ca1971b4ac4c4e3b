"""Asks a publisher cheaply whether it has anything new, without fetching it.

One small request per address: a conditional one whose body is not read, or a dataset's own note of
when its rows changed. Does not belong here: fetching (``live.py``); nothing is written.
"""

import itertools

from ingest.fetch.client import Client
from ingest.fetch.live import client_of
from ingest.fetch.state import Memory
from ingest.models import Live, Source
from ingest.settings import DataPaths

ASKABLE = {"file", "socrata"}


def is_askable(source: Source) -> bool:
    """Whether its publisher can say cheaply that something changed."""
    return any(live.kind in ASKABLE for live in source.live)


def changed(source: Source, paths: DataPaths) -> list[str]:
    """Addresses of a source whose content is another than the one fetched last.

    Args:
        source: The source; what it declares of a kind that cannot be asked is passed over.
        paths: Data folders, where the last fetch was noted.

    Raises:
        FetchError: A publisher does not answer.
    """
    found = []
    for live in source.live:
        client = client_of(source, live)
        client.attempts = 2  # the next round asks again
        for values in itertools.product(*live.each.values()):
            url = live.url.format(**dict(zip(live.each, values, strict=True)))
            if live.kind in ASKABLE and _differs(client, live, url, Memory(paths, source.id, url)):
                found.append(url)
    return found


def _differs(client: Client, live: Live, url: str, memory: Memory) -> bool:
    noted = memory.read()
    if live.kind == "socrata":
        base, _, dataset = url.rpartition("/resource/")
        about = client.get_json(f"{base}/api/views/{dataset}.json")
        version = about.get("rowsUpdatedAt") if isinstance(about, dict) else None
        return version is None or version != noted.get("version")
    etag, modified = noted.get("etag"), noted.get("last_modified")
    headers = {"If-None-Match": etag, "If-Modified-Since": modified}
    sent = {name: str(value) for name, value in headers.items() if value}
    if not sent:
        return True
    with client.stream(url, headers=sent, accept=lambda status: status in {200, 304}) as got:
        if got.status_code == 304:
            return False
        # Some servers answer 200 whatever is asked: their validators still tell.
        told = got.headers.get("etag"), got.headers.get("last-modified")
        return told != (etag, modified)
