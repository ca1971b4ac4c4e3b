"""Alerts against real servers on loopback: told once, together, without secrets or persons."""

import datetime as dt
import json
import socketserver
import threading
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from pydantic import SecretStr

from ingest.settings import Settings
from orchestration import operations
from orchestration.alerts import digest
from orchestration.alerts.memory import Memory
from orchestration.publishing import edition
from tests.unit.servers import Publisher, publisher, send

NOW = dt.datetime(2026, 11, 21, 12, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
PASSWORD = "a-password-nobody-may-read"


class MailServer(socketserver.ThreadingTCPServer):
    """An SMTP server as small as a test needs: takes every message and keeps it."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        self.messages: list[str] = []
        self.refuses = False
        super().__init__(("127.0.0.1", 0), Session)

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.server_address[1]}"


class Session(socketserver.StreamRequestHandler):
    """One client's talk with the server."""

    def handle(self) -> None:
        self.say("220 test")
        while line := self.rfile.readline().decode().strip():
            word = line.split(" ")[0].upper()
            if word == "QUIT":
                return self.say("221 bye")
            if word == "MAIL" and self.server.refuses:
                self.say("451 not now")
            elif word == "DATA":
                self.say("354 go on")
                body = []
                while (text := self.rfile.readline().decode()) != ".\r\n":
                    body.append(text)
                self.server.messages.append("".join(body))
                self.say("250 kept")
            else:
                self.say("250 ok")
        return None

    def say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


@pytest.fixture
def mail() -> Iterator[MailServer]:
    with MailServer() as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def hook() -> Iterator[Publisher]:
    with publisher() as server:
        server.bodies = []

        def answer(handler) -> None:
            length = int(handler.headers["Content-Length"])
            server.bodies.append(json.loads(handler.rfile.read(length)))
            send(handler, 200)

        server.answer = answer
        yield server


def with_mail(settings: Settings, mail: MailServer) -> Settings:
    said = {"alert_email_to": "ana@example.org", "alert_smtp": SecretStr(mail.url)}
    return settings.model_copy(update=said)


def published(settings: Settings, name: str, checks: list[str], signals: list[str]) -> None:
    """An edition with failed checks and signals, and one revision that is the same in each."""
    folder = settings.paths.published / name
    folder.mkdir(parents=True)
    with duckdb.connect(str(folder / edition.DATABASE)) as con:
        con.sql("create table fct_quality_check (check_id varchar, severity varchar, "
                "subject varchar, passed boolean, observed varchar)")  # fmt: skip
        for check in checks:
            row = [check, "warning", "fct_x", False, "Ana Ruiz 1.130.673.320"]
            con.execute("insert into fct_quality_check values (?, ?, ?, ?, ?)", row)
        con.sql("create table fct_indicator_result (indicator_code varchar, subject_type varchar, "
                "subject_id varchar, period varchar, status varchar)")  # fmt: skip
        for subject in signals:
            con.execute("insert into fct_indicator_result values "
                        "('FX-01', 'municipality', ?, '2025', 'signal')", [subject])  # fmt: skip
        con.sql("create table fct_revision as select 'co_x' as source_id, 'v2' as new_vintage_id, "
                "'changed' as kind from range(3)")  # fmt: skip
    manifest = {"edition": name, "tables": {}, "created_at": NOW.isoformat()}
    (folder / edition.MANIFEST).write_text(json.dumps(manifest))
    (settings.paths.published / "CURRENT").write_text(name)


def test_a_digest_arrives_by_mail_once(settings: Settings, mail: MailServer) -> None:
    told = with_mail(settings, mail)
    published(settings, "2026.11.0", ["reject_ratio", "size_ratio"], [])
    assert digest.tell(told, "dbt_failed", now=NOW)
    assert len(mail.messages) == 1
    assert "To: ana@example.org" in mail.messages[0]
    assert "failed refreshes: 1, failed checks: 2" in mail.messages[0]
    assert "dbt_failed" in mail.messages[0]
    for later in (1, 7, 13):
        assert digest.tell(told, "dbt_failed", now=NOW + later * HOUR / 2)
    assert len(mail.messages) == 1


def test_what_happens_between_two_digests_is_gathered(settings: Settings, mail: MailServer) -> None:
    told = with_mail(settings, mail)
    published(settings, "2026.11.0", ["a"], ["CO-1", "CO-2"])
    digest.tell(told, now=NOW)
    for number in range(1, 6):
        published(settings, f"2026.11.{number}", ["a", f"b{number}"], ["CO-1", f"CO-9{number}"])
        digest.tell(told, now=NOW + HOUR * number / 2)
    assert len(mail.messages) == 1
    digest.tell(told, now=NOW + 7 * HOUR)
    assert len(mail.messages) == 2
    assert "indicators with new signals: 5" in mail.messages[1]
    assert "FX-01, new signals in edition 2026.11.5: 1" in mail.messages[1]
    assert "co_x" not in mail.messages[1], "a revision that was there before is no news"


def test_a_server_that_is_down_loses_nothing_and_a_restart_forgets_nothing(
    settings: Settings, mail: MailServer
) -> None:
    told = with_mail(settings, mail)
    published(settings, "2026.11.0", ["a"], [])
    mail.refuses = True
    said: list[str] = []
    assert not digest.tell(told, out=said.append, now=NOW)
    assert "e-mail" in said[0]
    assert len(Memory.read(settings.paths).waiting) == 1
    mail.refuses = False
    assert digest.tell(told, now=NOW + HOUR)
    assert len(mail.messages) == 1


def test_a_check_that_comes_back_is_told_again(settings: Settings, mail: MailServer) -> None:
    told = with_mail(settings, mail)
    for number, checks in enumerate((["a"], [], ["a"])):
        published(settings, f"2026.11.{number}", checks, [])
        digest.tell(told, now=NOW + number * 7 * HOUR)
    assert len(mail.messages) == 2


def test_a_late_source_is_told_from_its_expected_date(
    settings: Settings, mail: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = {"source_id": "co_x", "state": "late", "next_expected_on": "2026-11-01", "refused": 0}
    monkeypatch.setattr("orchestration.alerts.items.status", lambda *_: {"sources": [row]})
    told = with_mail(settings, mail)
    digest.tell(told, now=NOW)
    digest.tell(told, now=NOW + 24 * HOUR)
    assert len(mail.messages) == 1
    assert "co_x: new data were expected on 2026-11-01." in mail.messages[0]


def test_the_webhook_gets_the_same_as_json(settings: Settings, hook: Publisher) -> None:
    address = SecretStr(f"{hook.url}/services/{PASSWORD}")
    told = settings.model_copy(update={"alert_webhook": address, "lang": "es"})
    published(settings, "2026.11.0", ["a"], [])
    assert digest.tell(told, now=NOW)
    [body] = hook.bodies
    assert body["subject"] == "Veta: controles fallidos: 1"
    assert body["items"][0]["kind"] == "check"
    assert body["text"].startswith(body["subject"])


def test_no_person_and_no_secret_leaves(settings: Settings, hook: Publisher) -> None:
    address = SecretStr(f"{hook.url}/services/{PASSWORD}")
    told = settings.model_copy(update={"alert_webhook": address})
    published(settings, "2026.11.0", ["a"], [])
    said: list[str] = []
    digest.tell(told, "run_failed", out=said.append, now=NOW)
    hook.answer = lambda handler: send(handler, 500)
    digest.tell(told, "dbt_failed", out=said.append, now=NOW + 7 * HOUR)
    assert any("webhook (500)" in line for line in said)
    kept = [p.read_text("utf-8") for p in settings.paths.root.rglob("*.json")]
    for text in [json.dumps(hook.bodies), *said, *kept]:
        assert PASSWORD not in text
        assert "Ana Ruiz" not in text
        assert "1.130.673.320" not in text


def test_without_channels_the_feed_still_has_notices(settings: Settings) -> None:
    published(settings, "2026.11.0", ["a"], [])
    assert digest.tell(settings, "dbt_failed", now=NOW)
    notices = operations.read(settings.paths)["notices"]
    assert [n["kind"] for n in notices] == ["check", "failure"]
    assert all(n["es"] and n["en"] for n in notices)
    digest.tell(settings, now=NOW + HOUR)
    assert operations.read(settings.paths)["notices"] == notices


def test_mail_to_another_machine_is_encrypted_or_not_sent(
    settings: Settings, mail: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("orchestration.alerts.channels.LOOPBACK", set())
    published(settings, "2026.11.0", ["a"], [])
    assert not digest.tell(with_mail(settings, mail), now=NOW)
    assert mail.messages == []


def test_a_test_message_arrives(settings: Settings, mail: MailServer, tmp_path: Path) -> None:
    assert not digest.test(settings, print)
    assert digest.test(with_mail(settings, mail), print)
    assert "Test message" in mail.messages[0]
