"""One polite HTTP client for every fetcher: time-outs, retries, rate, hosts, readable failures.

Proxy and CA settings come from the environment (``HTTPS_PROXY``, ``SSL_CERT_FILE``); a
certificate that does not verify is explained and never bypassed.
"""

import email.utils
import ssl
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import urljoin, urlsplit

import httpx
import stamina

from ingest.problems import IngestError, Problem

AGENT = "Veta/0.1 (open data pipeline for extractive revenue; one request at a time)"
RETRIED = {408, 425, 429, 500, 502, 503, 504}
MAX_REDIRECTS = 5
MAX_PAUSE = 120.0  # seconds; a longer Retry-After is a publisher that is down for today


class FetchError(IngestError):
    """A publisher did not give what it should; the problem says what was seen."""


class _Again(Exception):  # noqa: N818  # not an error yet
    """A response that is worth another try, with the pause the server asked for."""

    def __init__(self, response: httpx.Response) -> None:
        super().__init__(response.status_code)
        self.response = response


@dataclass
class Client:
    """An HTTP client bound to the hosts that a source declares.

    Attributes:
        source_id: Named in problems.
        hosts: Hosts that may be asked, with port where it is not the scheme's own.
        interval: Least seconds between two requests.
        attempts: Tries of one request.
        timeout: Seconds without a byte before a try is given up.
        headers: Sent with every request (an app token, say).
        tell: Told how far a long fetch has come, every few seconds.
        requests: Sent so far.
        received: Bytes or rows received so far, by unit.
    """

    source_id: str
    hosts: set[str]
    interval: float = 0.5
    attempts: int = 6
    timeout: float = 60.0
    headers: dict[str, str] = field(default_factory=dict)
    wait_initial: float = 1.0
    tell: Callable[[str], None] = lambda _line: None
    tell_every: float = 5.0
    requests: int = 0
    received: Counter[str] = field(default_factory=Counter)
    _last: float = 0.0
    _told: float = 0.0

    def progress(self, url: str, unit: str, more: int, done: int, total: int | None = None) -> None:
        """Counts what came and tells of it, not too often.

        Args:
            url: Address being fetched.
            unit: ``bytes`` or ``rows``.
            more: What came now.
            done: What came so far, earlier tries included.
            total: What will come, where the publisher says so.
        """
        self.received[unit] += more
        now = time.monotonic()
        if self._told == 0.0:
            self._told = now  # a fetch that is over at once needs no progress
        elif now - self._told >= self.tell_every:
            self._told = now
            self.tell(f"{url} · {_amount(done, total, unit)}")

    def get_json(self, url: str, params: dict[str, str] | None = None) -> object:
        """The JSON body of a GET.

        Raises:
            FetchError: Another status, no JSON, a host that is not declared, no answer.
        """
        with self.stream(url, params=params) as response:
            body = response.read()
            try:
                return response.json()
            except ValueError as error:
                raise self._problem(
                    "fetch_not_json", url, body[:120].decode("utf-8", "replace")
                ) from error

    @contextmanager
    def stream(
        self,
        url: str,
        params: dict[str, str] | None = None,
        headers: dict[str, str] | None = None,
        accept: Callable[[int], bool] = lambda status: status == 200,
    ) -> Iterator[httpx.Response]:
        """A response whose body is read by the caller; closed on leaving.

        Args:
            url: Address; its host must be declared.
            params: Query.
            headers: Besides the client's own.
            accept: Which statuses are an answer; others are retried or raised.
        """
        with httpx.Client(
            timeout=httpx.Timeout(self.timeout, connect=20.0),
            headers={"User-Agent": AGENT, **self.headers},
            follow_redirects=False,
        ) as http:
            response = self._ask(http, url, params, headers or {}, accept)
            try:
                yield response
            finally:
                response.close()

    def _ask(
        self,
        http: httpx.Client,
        url: str,
        params: dict[str, str] | None,
        headers: dict[str, str],
        accept: Callable[[int], bool],
    ) -> httpx.Response:
        try:
            for attempt in stamina.retry_context(
                on=_worth_another_try,
                attempts=self.attempts,
                timeout=None,
                wait_initial=self.wait_initial,
                wait_max=60.0,
                wait_jitter=self.wait_initial,
            ):
                with attempt:
                    response = self._follow(http, url, params, headers)
                    if accept(response.status_code):
                        return response
                    response.read()
                    response.close()
                    if response.status_code in RETRIED:
                        raise _Again(response)
                    raise self._problem("fetch_status", url, str(response.status_code))
        except _Again as again:
            status = str(again.response.status_code)
            raise self._problem("fetch_status", url, status) from again
        except httpx.HTTPError as error:
            if _is_certificate(error):
                raise self._problem("fetch_certificate", url, str(error)) from error
            raise self._problem(
                "fetch_no_answer", url, str(error) or type(error).__name__
            ) from error
        raise self._problem("fetch_no_answer", url, "")

    def _follow(
        self,
        http: httpx.Client,
        url: str,
        params: dict[str, str] | None,
        headers: dict[str, str],
    ) -> httpx.Response:
        """Sends a request and follows redirects to declared hosts only, never out of TLS."""
        first = urlsplit(url)
        for _ in range(MAX_REDIRECTS):
            self._check_host(url)
            if first.scheme == "https" and urlsplit(url).scheme != "https":
                raise self._problem("fetch_host", url, "https → http")
            self._pause()
            self.requests += 1
            request = http.build_request("GET", url, params=params, headers=headers)
            if urlsplit(url).netloc != first.netloc:
                for name in self.headers:  # a token is for the host that gave it
                    request.headers.pop(name, None)
            response = http.send(request, stream=True)
            if not response.has_redirect_location:
                return response
            response.close()
            url, params = urljoin(str(request.url), response.headers["location"]), None
        raise self._problem("fetch_redirects", url, str(MAX_REDIRECTS))

    def _check_host(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or parts.netloc not in self.hosts:
            raise self._problem("fetch_host", url, parts.netloc)

    def _pause(self) -> None:
        wait = self._last + self.interval - time.monotonic()
        if wait > 0:
            time.sleep(wait)
        self._last = time.monotonic()

    def _problem(self, code: str, url: str, value: str) -> FetchError:
        return FetchError(Problem(code, url, self.source_id, value=value))


def _amount(done: int, total: int | None, unit: str) -> str:
    if unit == "rows":
        return f"{done:,}" if total is None else f"{done:,} / {total:,}"
    if not total:
        return f"{done / 1e6:,.1f} MB"
    return f"{done / 1e6:,.1f} / {total / 1e6:,.1f} MB ({100 * done // total} %)"


def _worth_another_try(error: Exception) -> bool | float:
    if isinstance(error, _Again):
        pause = _asked_pause(error.response)
        return pause if pause is not None and pause <= MAX_PAUSE else pause is None
    return isinstance(error, httpx.TransportError) and not _is_certificate(error)


def _asked_pause(response: httpx.Response) -> float | None:
    """Seconds of a ``Retry-After`` header, given as a number or as a date."""
    text = response.headers.get("retry-after")
    if text is None:
        return None
    if text.strip().isdigit():
        return float(text)
    try:
        until = email.utils.parsedate_to_datetime(text)
    except ValueError:
        return None
    return max(0.0, (until - datetime.now(UTC)).total_seconds())


def _is_certificate(error: BaseException) -> bool:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError) or "CERTIFICATE_VERIFY" in str(cause):
            return True
        cause = cause.__cause__ or cause.__context__
    return False
