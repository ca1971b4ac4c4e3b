"""Feeds: read back by a second parser; stable ids; differences to the cent."""

from __future__ import annotations

import datetime as dt
import shutil
import uuid
from pathlib import Path

import feedparser
import pytest
from starlette.testclient import TestClient

from dashboards import published
from dashboards.api.words import words
from dashboards.feeds.entries import WORDS, Entry
from ingest.pipeline import bring_up_to_date, take
from ingest.registry import load_sources
from ingest.settings import ROOT, Settings
from orchestration.alerts import digest

ADDRESSES = (
    "/feed.xml",
    "/feed/territorio/CO-50568.xml",
    "/feed/territorio/PE-180106.xml",
    "/feed/proyecto/CO/2021505680012.xml",
    "/feed/indicador/FX-15.xml",
)


def read(web: TestClient, address: str) -> feedparser.FeedParserDict:
    answer = web.get(address)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("application/atom+xml")
    return feedparser.parse(answer.content)


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("language", ["es", "en"])
def test_every_feed_is_well_formed_and_complete(
    web: TestClient, address: str, language: str
) -> None:
    feed = read(web, f"{address}?lang={language}")
    assert not feed.bozo, feed.get("bozo_exception")
    assert feed.version == "atom10"
    assert feed.feed.title.startswith("[SYNTHETIC" if language == "en" else "[DATOS SINT")
    assert feed.entries
    for entry in feed.entries:
        assert entry.title
        assert entry.link.startswith("http://veta.example/")
        assert entry.updated_parsed
    ids = [entry.id for entry in feed.entries]
    assert len(ids) == len(set(ids))
    assert all(uuid.UUID(name.removeprefix("urn:uuid:")) for name in ids)


def test_a_revision_says_by_how_much(web: TestClient) -> None:
    feed = read(web, "/feed/proyecto/CO/2021505680012.xml")
    (revision,) = [e for e in feed.entries if "total_value" in e.title]
    told = revision.content[0].value
    assert "12.000.000.000,00" in told
    assert "+500.000.000,00" in told
    assert "4,2" in told
    assert "project=2021505680012" in revision.link


def test_every_edition_is_news_with_its_file_of_corrections(web: TestClient) -> None:
    feed = read(web, "/feed.xml?lang=en")
    newer, older = [e for e in feed.entries if "correcciones.csv" in e.link]
    assert "Edition 2026.11.0: 1 values corrected" in newer.title
    assert "fct_money_chain: 1 (the source changed its figure)" in newer.content[0].value
    assert newer.link == "http://veta.example/descargas/2026.11.0/correcciones.csv"
    assert "Edition 2026.10.0: 0 values corrected" in older.title
    assert "corrects nothing" in older.content[0].value


def test_a_correction_says_by_how_much_and_why(web: TestClient) -> None:
    feed = read(web, "/feed/territorio/PE-180106.xml?lang=en")
    (correction,) = [e for e in feed.entries if "2026.11.0" in e.title]
    told = correction.content[0].value
    assert "from 94,135,000.00 to 94,135,000.50 (+0.50" in told
    assert "the source changed its figure" in told


def test_only_signals_that_the_edition_before_lacked_are_news(web: TestClient) -> None:
    assert len(read(web, "/feed/indicador/FX-15.xml").entries) == 1
    with_old = {e.title for e in read(web, "/feed/territorio/PE-180106.xml").entries}
    assert any("Tasa de ejecución" in title for title in with_old)
    everything = read(web, "/feed.xml").entries
    signals = [e for e in everything if "Señal nueva" in e.title]
    dates = {e.title.split(": ")[1].split(" ·")[0]: e.updated for e in signals}
    assert dates["Brecha físico-financiera"].startswith("2026-11-20")
    assert dates["Tasa de ejecución"].startswith("2026-10-20")


def test_ids_do_not_depend_on_feed_language_or_moment(web: TestClient) -> None:
    by_title = {e.id for e in read(web, "/feed.xml").entries}
    english = {e.id for e in read(web, "/feed.xml?lang=en").entries}
    assert by_title == english
    assert web.get("/feed.xml").content == web.get("/feed.xml").content
    place = {e.id for e in read(web, "/feed/territorio/CO-50568.xml").entries}
    project = {e.id for e in read(web, "/feed/proyecto/CO/2021505680012.xml").entries}
    assert project <= place


def test_a_late_source_and_a_failed_refresh_are_news(
    web: TestClient, data_dir: Path, settings: Settings
) -> None:
    source, due = "pe_inei_ubigeo", "2026-02-05"  # of 2025-01-01, and declared for every 400 days
    take(sorted((ROOT / "data" / "sample" / source).glob("*")), settings.paths)
    bring_up_to_date(load_sources()[source], settings)
    for day, failed in (("2026-02-05", None), ("2026-02-06", "dbt_failed")):
        digest.tell(settings, failed, now=dt.datetime.fromisoformat(f"{day}T12:00:00+00:00"))
    file = data_dir / "published" / "OPERATIONS.json"
    shutil.copy(settings.paths.published / file.name, file)
    try:
        spanish, english = read(web, "/feed.xml"), read(web, "/feed.xml?lang=en")
    finally:
        file.unlink()
    told = {e.title.partition(": ")[2]: e for e in english.entries if "Notice" in e.title}
    late = told[f"{source}: new data were expected on {due}."]
    assert late.updated == "2026-02-06T12:00:00+00:00", "not on the day itself"
    assert any("published nothing (dbt_failed)" in text for text in told)
    assert len(told) == 2
    texts = {e.id: e.title for e in spanish.entries}
    assert f"Aviso: {source}: se esperaban datos nuevos el {due}." in texts[late.id]


def test_unknown_subjects_are_404(web: TestClient) -> None:
    for address in (
        "/feed/territorio/PE-999999.xml",
        "/feed/proyecto/CO/0.xml",
        "/feed/indicador/XX-99.xml",
    ):
        assert web.get(address).status_code == 404


def test_control_characters_of_a_source_do_not_break_the_feed(data_dir: object) -> None:
    from dashboards.feeds.atom import atom
    from dashboards.feeds.collect import parse
    from dashboards.feeds.entries import Voice

    moment = parse("2026-11-20T00:00:00Z")
    assert moment is not None
    entry = Entry("x", "a\x0b<b>&", "c\ud800\x00", "http://veta.example/?a=1&b=2", moment)
    with published.reading() as edition:
        body = atom("http://veta.example/feed.xml", "t", [entry], edition, Voice("es", "http://v"))
    feed = feedparser.parse(body)
    assert not feed.bozo
    assert feed.entries[0].link == "http://veta.example/?a=1&b=2"


def test_what_was_hidden_stays_hidden(data_dir: object) -> None:
    from dashboards.feeds.entries import Voice, of_corrections

    row = {
        "edition_id": "2026.11.0", "table_name": "fct_contract", "record_key": "CO|1",
        "field": "object", "old_value": "Pago a Ana Ruiz", "new_value": "Pago a [reservado]",
        "cause": "our_error", "note": "",
    }  # fmt: skip
    (entry,) = of_corrections([row], {}, Voice("es", "http://veta.example"))
    assert "Ana" not in entry.title + entry.text
    assert "[reservado]" in entry.text


def test_every_text_has_both_languages() -> None:
    for key, told in words(WORDS).items():
        assert sorted(told) == ["en", "es"], key
