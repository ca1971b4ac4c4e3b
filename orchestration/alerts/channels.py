"""How a digest leaves: e-mail through an SMTP server, JSON to a webhook."""

import smtplib
import ssl
from collections.abc import Callable
from email.message import EmailMessage
from typing import Any
from urllib.parse import unquote, urlsplit

from ingest.settings import Settings

SECONDS = 20
PORTS = {"smtp": 587, "smtps": 465}
LOOPBACK = {"localhost", "127.0.0.1", "::1"}
Channel = Callable[[Settings, str, str, list[dict[str, Any]]], None]


class ChannelError(Exception):
    """A digest did not leave; says why without the address, which may hold a password."""


def configured(settings: Settings) -> dict[str, Channel]:
    """Channels that the operator set."""
    found: dict[str, Channel] = {}
    if settings.alert_email_to and settings.alert_smtp:
        found["e-mail"] = email
    if settings.alert_webhook:
        found["webhook"] = webhook
    return found


def email(settings: Settings, subject: str, text: str, _items: list[dict[str, Any]]) -> None:
    """Sends a plain message through ``VETA_ALERT_SMTP`` (``smtp://user:password@host:port``).

    ``smtps`` is encrypted from the start; ``smtp`` must upgrade with STARTTLS unless the server is
    this machine. A certificate that does not verify is an error.

    Raises:
        ChannelError: The server is not reached, refuses, or offers no encryption.
    """
    assert settings.alert_smtp is not None  # noqa: S101 - a configured channel
    parts = urlsplit(settings.alert_smtp.get_secret_value())
    if parts.scheme not in PORTS or not parts.hostname:
        raise ChannelError("VETA_ALERT_SMTP: smtp://… | smtps://…")
    message = EmailMessage()
    message["Subject"], message["From"] = subject, settings.alert_email_from
    message["To"] = ", ".join(a.strip() for a in settings.alert_email_to.split(",") if a.strip())
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text)
    try:
        with _connected(parts.scheme, parts.hostname, parts.port or PORTS[parts.scheme]) as server:
            if parts.username:
                server.login(unquote(parts.username), unquote(parts.password or ""))
            server.send_message(message)
    except (OSError, smtplib.SMTPException) as error:
        raise ChannelError(type(error).__name__) from None


def webhook(settings: Settings, subject: str, text: str, items: list[dict[str, Any]]) -> None:
    """Posts ``{"text": …, "subject": …, "items": […]}``, which chat services take as a message.

    Raises:
        ChannelError: No answer, or one that is no success; redirects are not followed.
    """
    import httpx

    assert settings.alert_webhook is not None  # noqa: S101 - a configured channel
    body = {"text": f"{subject}\n\n{text}", "subject": subject, "items": items}
    try:
        answer = httpx.post(
            settings.alert_webhook.get_secret_value(),
            json=body,
            timeout=SECONDS,
            follow_redirects=False,
        )
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise ChannelError(type(error).__name__) from None
    if not answer.is_success:
        raise ChannelError(str(answer.status_code))


def _connected(scheme: str, host: str, port: int) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if scheme == "smtps":
        return smtplib.SMTP_SSL(host, port, timeout=SECONDS, context=context)
    server = smtplib.SMTP(host, port, timeout=SECONDS)
    if host not in LOOPBACK:
        server.starttls(context=context)
    return server
