"""Headers that every answer carries, the language of the page shell, and compression.

The policy names no other host: a page that tried to call one would be stopped by the browser.
"""

from __future__ import annotations

from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboards.embed import preview
from dashboards.server import absent, again, letters, public
from dashboards.server.assets import KeptAssets

POLICY = "; ".join(
    (
        "default-src 'self'",
        # Streamlit's shell has one inline script and Vega compiles its expressions.
        "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
SHELL_LANGUAGE = b'<html lang="en">'
DOWNLOADS = "/descargas/"
# Answers of our own routes: they know their language and are sent as they are.
WRITTEN_HERE = (DOWNLOADS, "/ficha/", "/embed/", "/api/")


class SecurityHeaders:
    """Adds `HEADERS` to every HTTP answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and complete its answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def complete(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, complete)


class ShellLanguage:
    """Rewrites the shell's fixed `<html lang="en">` to the language of the address.

    Streamlit offers no setting for it; a screen reader would read Spanish with English sounds.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Rewrite HTML answers only; everything else streams through untouched."""
        if scope["type"] != "http" or scope["path"].startswith(WRITTEN_HERE):
            await self.app(scope, receive, send)
            return
        # Streamlit compresses its shell itself, and what is compressed cannot be rewritten:
        # `Compression` does it afterwards.
        scope = {**scope, "headers": [h for h in scope["headers"] if h[0] != b"accept-encoding"]}
        asked = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("lang", ["es"])[0]
        language = "en" if asked == "en" else "es"
        start: Message | None = None
        body = b""

        async def rewrite(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start":
                kind = MutableHeaders(scope=message).get("content-type", "")
                if kind.startswith("text/html"):
                    start = message
                    return
            elif start is not None and message["type"] == "http.response.body":
                body += message.get("body", b"")
                if message.get("more_body"):
                    return
                changed = body
                if SHELL_LANGUAGE in body:
                    start["status"], changed = await run_in_threadpool(
                        _shell, body, scope, language
                    )
                headers = MutableHeaders(scope=start)
                headers["content-length"] = str(len(changed))
                # The file's own ETag no longer describes what is sent.
                for name in ("etag", "last-modified"):
                    if name in headers:
                        del headers[name]
                await send(start)
                await send({"type": "http.response.body", "body": changed})
                return
            await send(message)

        await self.app(scope, receive, rewrite)


def _shell(shell: bytes, scope: Scope, language: str) -> tuple[int, bytes]:
    """The shell in its language, with what a message shows for a link to this page."""
    if not absent.is_page(scope["path"]):
        return 404, absent.page(language, scope.get("root_path", ""))
    request = Request(scope)
    shell = shell.replace(SHELL_LANGUAGE, f'<html lang="{language}">'.encode(), 1)
    query = dict(request.query_params)
    shell = again.insist(letters.spare(shell))
    return 200, preview.insert(shell, request.url.path, query, public.base(request))


class Compression:
    """Gzip for pages and scripts; downloads stay as they are so that Range keeps working."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.compressed = GZipMiddleware(app, minimum_size=1024, compresslevel=6)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Choose the compressed or the plain path."""
        plain = scope["type"] != "http" or scope["path"].startswith(DOWNLOADS)
        await (self.app if plain else self.compressed)(scope, receive, send)


def middleware() -> list[Middleware]:
    """Outermost first."""
    return [Middleware(SecurityHeaders), Middleware(Compression), Middleware(KeptAssets),
            Middleware(ShellLanguage)]  # fmt: skip
