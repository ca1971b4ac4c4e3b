"""Streamlit's scripts and styles compressed once and kept, not anew for every visitor.

Their names hold a hash of what they hold, so what was compressed stays right for as long as the
server runs. Streamlit sends them as they are, five megabytes on a first visit.
"""

from __future__ import annotations

import gzip
from dataclasses import dataclass

import anyio
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

ASSETS = "/static/"
KINDS = (".js", ".css", ".svg")  # fonts and pictures are compressed already


@dataclass(frozen=True)
class Asset:
    """One asset as it is sent."""

    start: Message
    body: bytes


class KeptAssets:
    """Answers for assets that can be compressed; everything else goes on to the app."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.kept: dict[str, Asset] = {}  # of the some 320 files that there are, no others

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send what is kept, or ask once and keep it."""
        if not _wanted(scope):
            await self.app(scope, receive, send)
            return
        found = self.kept.get(scope["path"])
        if found is None:
            found = await self._asked(scope)
            if found.start["status"] == 200:
                self.kept[scope["path"]] = found
        # A copy: those who complete the headers on the way out change what they are given.
        await send({**found.start, "headers": list(found.start["headers"])})
        await send({"type": "http.response.body", "body": found.body})

    async def _asked(self, scope: Scope) -> Asset:
        start: Message = {}
        body = bytearray()

        async def gather(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                start = message
            else:
                body.extend(message.get("body", b""))

        # Whoever leaves while a file is read cuts it short, and half of it would be kept for all.
        await self.app(scope, _stays, gather)
        if start["status"] != 200:
            return Asset(start, bytes(body))
        packed = await run_in_threadpool(gzip.compress, bytes(body), 9, mtime=0)
        headers = MutableHeaders(scope=start)
        headers["content-encoding"] = "gzip"
        headers["content-length"] = str(len(packed))
        headers.add_vary_header("Accept-Encoding")
        for of_the_file in ("etag", "last-modified", "accept-ranges"):
            if of_the_file in headers:
                del headers[of_the_file]
        return Asset(start, packed)


async def _stays() -> Message:
    """A visitor who never hangs up."""
    await anyio.sleep_forever()
    raise AssertionError("for ever has ended")


def _wanted(scope: Scope) -> bool:
    """A whole asset, by somebody who takes gzip."""
    if scope["type"] != "http" or scope["method"] != "GET":
        return False
    path = scope["path"].removeprefix(scope.get("root_path", ""))  # under any path of a proxy
    headers = Headers(scope=scope)
    return (
        path.startswith(ASSETS)
        and path.endswith(KINDS)
        and "range" not in headers
        and "gzip" in headers.get("accept-encoding", "")
    )
