"""What goes out and who gets in: declared hosts only, loopback only, secrets nowhere."""

import json
import os
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner
from pydantic import SecretStr

from ingest.fetch.client import Client, FetchError
from ingest.lake import ensure_empty_files
from ingest.registry import load_sources
from ingest.settings import ROOT, Settings
from orchestration import closing, manifest, serving
from orchestration.cli import main
from orchestration.publishing import edition, publish
from tests.unit import orchestration_warehouse as small
from tests.unit.servers import publisher, send

KEY = "a-pseudonym-key-that-stays-here"
HOOK = "https://hooks.example.org/a-secret-path"
SMTP = "smtp://veta:a-mail-password@mail.example.org:587"


def test_a_redirect_never_leaves_tls(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(str(request.url))
        return httpx.Response(302, headers={"location": "http://data.example.org/file"})

    real = httpx.Client
    monkeypatch.setattr(
        httpx, "Client", lambda **kw: real(transport=httpx.MockTransport(answer), **kw)
    )
    asking = Client("xx_test", {"data.example.org"}, interval=0.0)
    with pytest.raises(FetchError) as refused, asking.stream("https://data.example.org/file"):
        pass
    assert refused.value.problems[0].code == "fetch_host"
    assert asked == ["https://data.example.org/file"]


def test_a_token_is_not_carried_to_another_host() -> None:
    with publisher() as first, publisher() as second:
        first.answer = lambda handler: send(handler, 302, Location=f"{second.url}/file")
        second.answer = lambda handler: send(handler, 200, b"x")
        hosts = {first.host, second.host}
        asking = Client("xx_test", hosts, interval=0.0, headers={"X-App-Token": KEY})
        with asking.stream(f"{first.url}/file") as got:
            assert got.read() == b"x"
        assert first.requests[0][1]["x-app-token"] == KEY
        assert "x-app-token" not in second.requests[0][1]


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:9/",
        "http://169.254.169.254/latest/meta-data",
        "http://data.example.org@evil.example/",
        "http://data.example.org.evil.example/",
        "http://data.example.org:8080/",
        "file:///etc/passwd",
        "ftp://data.example.org/",
    ],
)
def test_an_address_that_is_not_declared_is_not_asked(url: str) -> None:
    asking = Client("xx_test", {"data.example.org"}, interval=0.0, attempts=1)
    with pytest.raises(FetchError) as refused, asking.stream(url):
        pass
    assert refused.value.problems[0].code == "fetch_host"


def test_no_source_declares_a_host_of_this_machine() -> None:
    for source in load_sources().values():
        for live in source.live:
            for host in [live.url.split("/")[2], *live.hosts]:
                assert not host.startswith(("127.", "10.", "192.168.", "169.254.", "localhost"))
                assert "." in host
                assert "@" not in host


def test_dagster_listens_on_this_machine_only(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: dict[str, list[str]] = {}

    def run(_settings: Settings, commands: dict[str, list[str]], *_: object) -> int:
        started.update(commands)
        return 0

    monkeypatch.setattr(serving, "_run", run)
    monkeypatch.setattr(manifest, "ensure_manifest", lambda: None)
    assert serving.schedule(settings, 3999) == 0
    web = started["webserver"]
    assert web[web.index("-h") + 1] == "127.0.0.1"
    shown = CliRunner().invoke(main, ["schedule", "--help"]).output
    assert "--address" not in shown, "Dagster's pages can start anything: there is no such door"


def test_the_dashboard_listens_on_this_machine_unless_told_otherwise(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[list[str]] = []
    monkeypatch.setattr(
        serving, "_run", lambda _s, commands, *_: started.append(commands["dashboard"]) or 0
    )
    serving.serve(settings, 8599)
    assert "--server.address=127.0.0.1" in started[0]


def test_secrets_are_in_no_log_manifest_note_or_edition(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = settings.model_copy(
        update={
            "pseudonym_key": SecretStr(KEY),
            "alert_webhook": SecretStr(HOOK),
            "alert_smtp": SecretStr(SMTP),
            "alert_email_to": "ana@example.org",
        }
    )
    monkeypatch.setattr(httpx, "post", lambda *_, **__: httpx.Response(500))
    monkeypatch.setenv("VETA_PSEUDONYM_KEY", KEY)
    ensure_empty_files(secret.paths)
    small.build(secret, ["('c1', 'obra', 1)"])
    said: list[str] = [repr(secret), str(secret.model_dump())]
    with closing.closing(secret, "run-1", said.append) as end:
        publish.publish(secret, tables=small.tables())
        end.code = 0
    assert edition.current(secret.paths.published) is not None
    kept = [p for p in secret.paths.root.rglob("*") if p.is_file()]
    assert {"manifest.json", "veta.jsonl", "OPERATIONS.json"} <= {p.name for p in kept}
    for text in [*(p.read_bytes() for p in kept), *(line.encode() for line in said)]:
        for word in (KEY, "a-secret-path", "a-mail-password"):
            assert word.encode() not in text


def test_no_secret_is_written_in_the_repository() -> None:
    """Settings that hold one have no default, and no tracked file sets them."""
    secrets = {
        name for name, field in Settings.model_fields.items() if "Secret" in str(field.annotation)
    }
    assert {"pseudonym_key", "alert_smtp", "alert_webhook"} <= secrets
    assert all(Settings.model_fields[name].default is None for name in secrets)
    for folder in ("orchestration", "ingest", "dashboards"):
        for path in (ROOT / folder).rglob("*.env*"):
            assert path.name.endswith(".example"), path


def test_the_log_has_the_run_its_stages_and_nothing_else(settings: Settings) -> None:
    from orchestration import logbook

    with closing.closing(settings, "run-7") as end:
        end.code = 0
    for number in range(3):
        logbook.note(settings.paths, "run-8", "raw", source="co_x", landed=number)
    lines = (settings.paths.root / "logs" / "veta.jsonl").read_text("utf-8").splitlines()
    told = [json.loads(line) for line in lines]
    assert [line["run_id"] for line in told] == ["run-7", *["run-8"] * 3]
    assert told[0]["stage"] == "refresh"
    assert told[0]["outcome"] == "published"


def test_a_full_log_is_turned(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    from orchestration import logbook

    monkeypatch.setattr(logbook, "MOST_BYTES", 200)
    for number in range(60):
        logbook.note(settings.paths, "run", "raw", landed=number)
    found = sorted((settings.paths.root / "logs").glob("veta.jsonl*"))
    assert len(found) == logbook.KEPT + 1
    assert all(p.stat().st_size < 400 for p in found)


def test_the_key_file_is_nobody_elses(settings: Settings) -> None:
    from ingest.privacy import pseudonym_key

    before = os.umask(0)
    try:
        pseudonym_key(settings, settings.paths.state)
    finally:
        os.umask(before)
    file: Path = settings.paths.state / "pseudonym.key"
    assert file.stat().st_mode & 0o777 == 0o600
