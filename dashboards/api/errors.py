"""Answers that say why there is no answer, in the reader's language."""

from __future__ import annotations

from html import escape
from pathlib import Path

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from dashboards.api.words import say
from dashboards.i18n import DEFAULT_LANGUAGE, LANGUAGES

MESSAGES = Path(__file__).with_name("messages.yml")


class ApiError(Exception):
    """A request that cannot be answered.

    Attributes:
        status: HTTP status.
        code: key of the message, stable for programs.
        values: what is put into the message.
    """

    def __init__(self, status: int, code: str, **values: object) -> None:
        super().__init__(code)
        self.status, self.code, self.values = status, code, values


def language_of(request: Request) -> str:
    """Language of an answer: `lang`, else what the browser accepts first, else Spanish."""
    asked = request.query_params.get("lang")
    if asked in LANGUAGES:
        return str(asked)
    for part in request.headers.get("accept-language", "").split(","):
        tag = part.split(";")[0].strip().lower()[:2]
        if tag in LANGUAGES:
            return tag
    return DEFAULT_LANGUAGE


def text(code: str, language: str, **values: object) -> str:
    """A message of the API in a language."""
    return say(MESSAGES, code, language, **values)


def problem(error: ApiError, language: str, request: Request) -> Response:
    """The answer for an error: status, stable code and reason (RFC 9457), or a page for people."""
    reason = text(error.code, language, **error.values)
    headers = {
        "Cache-Control": "no-store",
        "Content-Language": language,
        "Vary": "Accept, Accept-Language",
    }
    if error.status == 503:
        headers["Retry-After"] = "60"
    if request.headers.get("accept", "").startswith("text/html"):
        page = _page(reason, language)
        return HTMLResponse(page, status_code=error.status, headers=headers)
    body = {
        "type": "about:blank",
        "status": error.status,
        "code": error.code,
        "title": reason,
    }
    return JSONResponse(
        body, status_code=error.status, headers=headers, media_type="application/problem+json"
    )


def _page(reason: str, language: str) -> str:
    title = text("error_title", language)
    start = "/?lang=en" if language == "en" else "/"
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)} · Veta</title>\n"
        "<style>body{font:1.05rem/1.5 system-ui,sans-serif;color:#17212B;max-width:40rem;"
        "margin:2rem auto;padding:0 1rem}a{color:#005A8C}</style>\n</head>\n<body>\n<main>\n"
        f"<h1>{escape(title)}</h1>\n<p>{escape(reason)}</p>\n"
        f'<p><a href="{start}">{escape(text("back", language))}</a></p>\n'
        "</main>\n</body>\n</html>\n"
    )
