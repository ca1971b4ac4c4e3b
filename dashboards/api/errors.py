"""Answers that say why there is no answer, in the reader's language."""

from __future__ import annotations

from pathlib import Path

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

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


def problem(error: ApiError, language: str) -> Response:
    """The answer for an error: status, stable code and reason (RFC 9457)."""
    body = {
        "type": "about:blank",
        "status": error.status,
        "code": error.code,
        "title": text(error.code, language, **error.values),
    }
    headers = {"Cache-Control": "no-store", "Content-Language": language, "Vary": "Accept-Language"}
    if error.status == 503:
        headers["Retry-After"] = "60"
    return JSONResponse(
        body, status_code=error.status, headers=headers, media_type="application/problem+json"
    )
