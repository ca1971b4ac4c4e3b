"""Filtered downloads: rows of the filters only, named in the file's name and README."""

from __future__ import annotations

import csv
import io
import zipfile

import pytest
from starlette.testclient import TestClient

from dashboards.api import parcel
from dashboards.api.words import words

ADDRESS = "/descargas/filtro/money-chain.zip?within=PE-18&fiscal_period=2012"


def opened(web: TestClient, address: str) -> dict[str, str]:
    answer = web.get(address)
    assert answer.status_code == 200, answer.text
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.testzip() is None
        return {n.rpartition("/")[2]: archive.read(n).decode() for n in archive.namelist()}


def table(files: dict[str, str]) -> list[dict[str, str]]:
    (name,) = [n for n in files if n.endswith(".csv") and n != "diccionario.csv"]
    return list(csv.DictReader(io.StringIO(files[name])))


def test_the_filters_are_in_the_name_the_readme_and_the_rows(web: TestClient) -> None:
    name = web.get(ADDRESS).headers["content-disposition"]
    for part in ("money-chain", "within-PE-18", "fiscal_period-2012", "sintetico", ".zip"):
        assert part in name
    files = opened(web, ADDRESS)
    assert "- `within` = PE-18" in files["README.es.md"]
    assert "SYNTHETIC DATA" in files["README.en.md"]
    assert "licence: not stated" in files["README.en.md"]
    rows = table(files)
    expected = web.get(ADDRESS.replace("/descargas/filtro/money-chain.zip", "/api/v1/money-chain"))
    assert len(rows) == expected.json()["meta"]["total"] == 4
    assert f"Rows: {len(rows)}" in files["README.en.md"]
    assert files["diccionario.csv"].count("\n") == len(rows[0]) + 1


def test_batches_join_into_one_table(web: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = table(opened(web, "/descargas/filtro/territories.zip"))
    monkeypatch.setattr(parcel, "BATCH", 3)
    assert table(opened(web, "/descargas/filtro/territories.zip")) == whole
    assert len(whole) == 19


def test_an_empty_download_has_its_header(web: TestClient) -> None:
    files = opened(web, "/descargas/filtro/contracts.zip?country=PE")
    assert table(files) == []
    assert any(text.startswith("country,contract_id") for text in files.values())


def test_too_many_rows_and_bad_filters_are_refused(
    web: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parcel, "MOST_ROWS", 3)
    answer = web.get("/descargas/filtro/territories.zip?lang=en")
    assert answer.status_code == 413
    assert "/descargas/2026.11.0/dim_territory/" in answer.json()["title"]
    assert web.get("/descargas/filtro/territories.zip?colour=red").status_code == 400
    assert web.get("/descargas/filtro/nonsense.zip").status_code == 404


def test_every_text_has_both_languages() -> None:
    for key, told in words(parcel.WORDS).items():
        assert sorted(told) == ["en", "es"], key
