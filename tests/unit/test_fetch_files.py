"""Files from publishers that are well and from publishers that are not."""

import datetime as dt
import ssl
from pathlib import Path

import pytest
import stamina

from ingest.fetch import files
from ingest.fetch.client import FetchError
from ingest.fetch.state import Memory
from tests.unit.fetching import CONTENT, client, code_of, declared, paths, server
from tests.unit.servers import Publisher, file_with_ranges, publisher, send, slow_drip

__all__ = ["paths", "server"]


def fetched(server: Publisher, memory: Memory) -> Path | None:
    """A file that has arrived, so that what is known of it is noted."""
    path = files.fetch(client(server), declared(server), f"{server.url}/data", memory)
    memory.settle()
    return path


def test_a_file_arrives_and_an_unchanged_one_costs_one_request(server, paths) -> None:
    server.answer = file_with_ranges(CONTENT, '"v1"')
    memory = Memory(paths, "xx_test", "u")
    got = fetched(server, memory)
    assert got is not None
    assert got.read_bytes() == CONTENT
    server.requests.clear()
    assert fetched(server, memory) is None
    assert len(server.requests) == 1


def test_a_changed_etag_brings_the_new_file(server, paths) -> None:
    memory = Memory(paths, "xx_test", "u")
    for tag, content in (('"v1"', b"a\n1\n"), ('"v2"', b"a\n2\n")):
        server.answer = file_with_ranges(content, tag)
        got = fetched(server, memory)
        assert got is not None
        assert got.read_bytes() == content


def test_a_cut_download_goes_on_where_it_was_cut(server, paths) -> None:
    server.answer = file_with_ranges(CONTENT, '"v1"', cut_at=70_000)
    memory = Memory(paths, "xx_test", "u")
    got = fetched(server, memory)
    assert got is not None
    assert got.read_bytes() == CONTENT
    ranges = [headers.get("range") for _, headers in server.requests]
    assert ranges[0] is None
    assert ranges[1] is not None
    assert ranges[1].startswith("bytes=")


def test_a_file_that_changed_under_a_cut_download_starts_anew(server, paths) -> None:
    memory = Memory(paths, "xx_test", "u")
    memory.part.write_bytes(b"old half")
    memory.write({"part": {"etag": '"old"', "last_modified": None}})
    server.answer = file_with_ranges(CONTENT, '"new"')
    got = fetched(server, memory)
    assert got is not None
    assert got.read_bytes() == CONTENT


def test_a_half_file_is_never_returned(server, paths) -> None:
    def always_cut(handler) -> None:
        file_with_ranges(CONTENT, '"v1"', cut_at=10)(handler)

    server.answer = always_cut
    memory = Memory(paths, "xx_test", "u")
    with pytest.raises(FetchError) as error:
        files.fetch(client(server, attempts=2), declared(server), f"{server.url}/data", memory)
    assert code_of(error) in {"fetch_incomplete", "fetch_no_answer"}


@pytest.mark.parametrize("status", [408, 429, 500, 503])
def test_a_passing_failure_is_tried_again(server, paths, status: int) -> None:
    left = {"n": 2}

    def answer(handler) -> None:
        if left["n"]:
            left["n"] -= 1
            return send(handler, status, Retry_After="0")
        return send(handler, 200, CONTENT)

    server.answer = answer
    memory = Memory(paths, "xx_test", "u")
    assert files.fetch(client(server), declared(server), f"{server.url}/data", memory)
    assert len(server.requests) == 3


def test_a_final_failure_is_said_at_once(server, paths) -> None:
    server.answer = lambda handler: send(handler, 403)
    with pytest.raises(FetchError) as error:
        files.fetch(
            client(server), declared(server), f"{server.url}/data", Memory(paths, "xx_test", "u")
        )
    assert code_of(error) == "fetch_status"
    assert len(server.requests) == 1
    assert "403" in error.value.problems[0].text("es")


@pytest.mark.parametrize(
    ("body", "options", "code"),
    [
        (b"<!DOCTYPE html><html>Mantenimiento</html>", {"content": "csv"}, "fetch_error_page"),
        (b"  <html>", {"content": "json"}, "fetch_error_page"),
        (b"a,b\n1,2\n", {"content": "xlsx"}, "fetch_wrong_content"),
        (b"a,b\n1,2\n", {"content": "gzip"}, "fetch_wrong_content"),
        (b"", {}, "fetch_too_small"),
        (b"x" * 2_000_000, {"max_bytes": 1_000_000}, "fetch_too_large"),
    ],
)
def test_what_is_no_data_is_refused(server, paths, body, options, code) -> None:
    server.answer = lambda handler: send(handler, 200, body)
    memory = Memory(paths, "xx_test", "u")
    with pytest.raises(FetchError) as error:
        files.fetch(client(server), declared(server, **options), f"{server.url}/data", memory)
    assert code_of(error) == code


def test_a_slow_drip_is_given_up(server, paths) -> None:
    server.answer = slow_drip(CONTENT, pause=3.0)
    memory = Memory(paths, "xx_test", "u")
    with pytest.raises(FetchError) as error:
        files.fetch(
            client(server, timeout=0.2, attempts=2),
            declared(server),
            f"{server.url}/data",
            memory,
        )
    assert code_of(error) in {"fetch_incomplete", "fetch_no_answer"}


def test_a_redirect_stays_on_declared_hosts(server, paths) -> None:
    server.answer = lambda handler: send(handler, 302, Location="http://127.0.0.1:9/steal")
    with pytest.raises(FetchError) as error:
        files.fetch(
            client(server), declared(server), f"{server.url}/data", Memory(paths, "xx_test", "u")
        )
    assert code_of(error) == "fetch_host"


def test_an_address_of_another_scheme_is_not_asked(server, paths) -> None:
    with pytest.raises(FetchError) as error:
        files.fetch(
            client(server), declared(server), "file:///etc/passwd", Memory(paths, "xx_test", "u")
        )
    assert code_of(error) == "fetch_host"


def test_an_expired_certificate_is_explained_and_not_bypassed(paths, tmp_path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(_expired_certificate(tmp_path))
    with publisher(tls=context) as server:
        server.answer = lambda handler: send(handler, 200, CONTENT)
        with pytest.raises(FetchError) as error:
            files.fetch(
                client(server),
                declared(server),
                f"{server.url}/data",
                Memory(paths, "xx_test", "u"),
            )
    assert code_of(error) == "fetch_certificate"
    assert "SSL_CERT_FILE" in error.value.problems[0].text("en")
    assert server.requests == []


def _expired_certificate(folder: Path) -> Path:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    past = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(past)
        .not_valid_after(past + dt.timedelta(days=30))
        .sign(key, hashes.SHA256())
    )
    path = folder / "expired.pem"
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    return path


def test_retries_are_not_switched_off_in_these_tests() -> None:
    assert stamina.is_active()
