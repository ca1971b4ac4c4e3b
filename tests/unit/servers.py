"""Servers on loopback that behave like publishers, well and badly."""

import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit


class Publisher:
    """A server whose answers a test decides; every request is written down.

    Attributes:
        answer: Called with the handler; writes the response.
        requests: Paths with query, in order, and their headers.
    """

    def __init__(self) -> None:
        self.answer: Callable[[BaseHTTPRequestHandler], None] = lambda handler: send(handler, 404)
        self.requests: list[tuple[str, dict[str, str]]] = []
        self.url = ""
        self.host = ""


@contextmanager
def publisher(tls: object | None = None) -> Iterator[Publisher]:
    """Starts a publisher on a free port and stops it on leaving."""
    state = Publisher()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            state.requests.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
            state.answer(self)

        def do_POST(self) -> None:
            self.do_GET()

        def log_message(self, *_: object) -> None:
            """Keeps the test's output clean."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.handle_error = lambda *_: None  # a client that leaves is part of the test
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)  # type: ignore[attr-defined]
    state.host = f"127.0.0.1:{server.server_port}"
    state.url = f"http{'s' if tls else ''}://{state.host}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield state
    finally:
        server.shutdown()
        server.server_close()


def send(handler: BaseHTTPRequestHandler, status: int, body: bytes = b"", **headers: str) -> None:
    """A whole response; underscores in header names become dashes."""
    handler.send_response(status)
    for name, value in {"Content_Length": str(len(body)), **headers}.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(body)


def send_json(handler: BaseHTTPRequestHandler, value: object, status: int = 200) -> None:
    """A JSON response."""
    send(handler, status, json.dumps(value).encode(), Content_Type="application/json")


def file_with_ranges(content: bytes, etag: str, cut_at: int | None = None) -> Callable:
    """Serves a file with validators and ranges; the first answer may break off."""
    broken = {"left": cut_at is not None}

    def answer(handler: BaseHTTPRequestHandler) -> None:
        headers = {k.lower(): v for k, v in handler.headers.items()}
        if headers.get("if-none-match") == etag:
            return send(handler, 304, ETag=etag)
        start = 0
        asked = re.fullmatch(r"bytes=(\d+)-", headers.get("range", ""))
        if asked and headers.get("if-range") == etag:
            start = int(asked[1])
        body = content[start:]
        handler.send_response(206 if start else 200)
        handler.send_header("ETag", etag)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        if broken["left"]:
            broken["left"] = False
            handler.wfile.write(body[:cut_at])
            handler.wfile.flush()
            handler.connection.close()
            return None
        handler.wfile.write(body)
        return None

    return answer


def slow_drip(content: bytes, pause: float) -> Callable:
    """Sends a byte and then nothing for a while."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(content)))
        handler.end_headers()
        handler.wfile.write(content[:1])
        handler.wfile.flush()
        time.sleep(pause)

    return answer


def query(handler: BaseHTTPRequestHandler) -> dict[str, str]:
    """The query of a request, last value of each name."""
    return {k: v[-1] for k, v in parse_qs(urlsplit(handler.path).query).items()}
