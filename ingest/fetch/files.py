"""Downloads one file: asks whether it changed, resumes what was cut, refuses what is no data."""

from pathlib import Path

import httpx

from ingest.fetch.client import Client, FetchError
from ingest.fetch.state import Memory
from ingest.models import Live
from ingest.problems import Problem

MAGIC = {"xlsx": b"PK\x03\x04", "zip": b"PK\x03\x04", "gzip": b"\x1f\x8b"}


def fetch(client: Client, live: Live, url: str, memory: Memory) -> Path | None:
    """Downloads a file unless it is the one that was fetched before.

    An unchanged file costs one request. A cut download goes on from where it was cut, if the
    server still has the same file; a half file is never returned.

    Args:
        client: Client bound to the source's hosts.
        live: Declared content and size limits.
        url: Address.
        memory: What is known of it.

    Returns:
        The finished file in the memory's folder, or None where nothing changed.

    Raises:
        FetchError: An error page, a wrong kind of content, a wrong size, no answer.
    """
    noted = memory.read()
    for _ in range(client.attempts):
        headers = _conditions(noted, memory)
        with client.stream(url, headers=headers, accept=lambda s: s in {200, 206, 304, 416}) as got:
            if got.status_code == 304:
                memory.write(noted | {"part": None})
                return None
            if got.status_code == 416:  # the file changed under a cut download
                memory.part.unlink(missing_ok=True)
                noted = {k: v for k, v in noted.items() if k != "part"}
                continue
            noted["part"] = _validators(got)
            memory.write(noted)
            whole = _receive(got, live, memory, client)
        if whole:
            _check(memory.part, live, url, client)
            memory.write_later(noted["part"] | {"part": None})
            return memory.part
    raise FetchError(Problem("fetch_incomplete", url, client.source_id, value=_size(memory.part)))


def _conditions(noted: dict[str, object], memory: Memory) -> dict[str, str]:
    part = noted.get("part")
    if isinstance(part, dict) and memory.part.exists() and memory.part.stat().st_size:
        validator = part.get("etag") or part.get("last_modified")
        if validator:
            start = memory.part.stat().st_size
            return {"Range": f"bytes={start}-", "If-Range": str(validator)}
    headers = {}
    if noted.get("etag"):
        headers["If-None-Match"] = str(noted["etag"])
    if noted.get("last_modified"):
        headers["If-Modified-Since"] = str(noted["last_modified"])
    return headers


def _validators(response: httpx.Response) -> dict[str, str | None]:
    return {
        "etag": response.headers.get("etag"),
        "last_modified": response.headers.get("last-modified"),
    }


def _receive(response: httpx.Response, live: Live, memory: Memory, client: Client) -> bool:
    """Writes the body after what is already there; says whether it came whole."""
    resumed = response.status_code == 206
    mode = "ab" if resumed else "wb"
    declared = response.headers.get("content-length")
    wanted = int(declared) + (memory.part.stat().st_size if resumed else 0) if declared else None
    try:
        with memory.part.open(mode) as file:
            for chunk in response.iter_raw():  # a chunk size would hold back what a cut leaves
                file.write(chunk)
                client.progress(str(response.url), "bytes", len(chunk), file.tell(), wanted)
                if file.tell() > live.max_bytes:
                    raise _refused("fetch_too_large", response, client, str(live.max_bytes))
    except httpx.TransportError:
        return False
    return wanted is None or memory.part.stat().st_size == wanted


def _check(path: Path, live: Live, url: str, client: Client) -> None:
    """Looks at what arrived: publishers send error pages with status 200."""
    with path.open("rb") as file:
        start = file.read(512)
    shown = start[:80].decode("utf-8", "replace")
    problem = None
    if path.stat().st_size < live.min_bytes:
        problem = Problem("fetch_too_small", url, client.source_id, value=_size(path))
    elif start.lstrip()[:1] == b"<" and live.content != "any":
        problem = Problem("fetch_error_page", url, client.source_id, value=shown)
    elif live.content in MAGIC and not start.startswith(MAGIC[live.content]):
        problem = Problem("fetch_wrong_content", url, client.source_id, value=shown)
    if problem:
        path.unlink()
        raise FetchError(problem)


def _refused(code: str, response: httpx.Response, client: Client, value: str) -> FetchError:
    return FetchError(Problem(code, str(response.url), client.source_id, value=value))


def _size(path: Path) -> str:
    return f"{path.stat().st_size if path.exists() else 0} bytes"
