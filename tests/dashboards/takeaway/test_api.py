"""The API: figures, filters, pages, languages, reasons, validators, persons."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
import yaml
from starlette.testclient import TestClient

from dashboards import published
from dashboards.api import rows
from dashboards.api.errors import MESSAGES
from dashboards.api.resources import RESOURCES

TORATA = "/api/v1/money-chain?territory_id=180106&fiscal_period=2012&stream_code=ALL"


def get(web: TestClient, address: str, **headers: str) -> dict:
    answer = web.get(address, headers={k.replace("_", "-"): v for k, v in headers.items()})
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_money_is_exact_text_and_sources_are_named(web: TestClient) -> None:
    found = get(web, TORATA)
    (row,) = found["data"]
    assert row["accrued"] == "94135000.50"
    assert row["received"] is None
    assert found["meta"]["synthetic"] is True
    assert [s["source_id"] for s in found["meta"]["sources"]] == ["peru_canon"]
    assert found["meta"]["sources"][0]["licence"] == "not stated"
    assert found["meta"]["sources"][0]["vintages"] == ["v-pe-1"]


def test_csv_says_the_same_and_its_rows_carry_edition_and_licence(web: TestClient) -> None:
    answer = web.get(TORATA, headers={"accept": "text/csv"})
    (row,) = csv.DictReader(io.StringIO(answer.text))
    assert row["accrued"] == "94135000.50"
    assert row["received"] == ""
    assert (row["edition"], row["synthetic"]) == ("2026.11.0", "true")
    assert row["source_licence"] == "peru_canon: not stated"
    assert "sintetico" in answer.headers["content-disposition"]
    assert answer.text == web.get(TORATA + "&format=csv").text


@pytest.mark.parametrize("resource", sorted(RESOURCES))
def test_pages_of_one_hold_every_row_once_in_a_stable_order(
    web: TestClient, resource: str, data_dir: Path
) -> None:
    table = RESOURCES[resource].table
    with published.reading():
        if not published.has(table):
            assert web.get(f"/api/v1/{resource}").status_code == 404
            return
    whole = get(web, f"/api/v1/{resource}?per_page=2000")
    singles = [
        get(web, f"/api/v1/{resource}?per_page=1&page={n + 1}")["data"][0]
        for n in range(whole["meta"]["total"])
    ]
    assert singles == whole["data"]
    where = "where status = 'signal'" if resource == "signals" else ""
    counted = published.rows(f"select count(*) as n from {table} {where}")[0]["n"]
    assert len(whole["data"]) == whole["meta"]["total"] == counted


def test_neighbouring_pages_are_linked(web: TestClient) -> None:
    first = get(web, "/api/v1/territories?country=PE&per_page=4")["meta"]
    assert first["previous"] is None
    second = get(web, first["next"])["meta"]
    assert (second["page"], second["filters"]) == (2, {"country": "PE"})
    assert get(web, second["previous"])["meta"]["page"] == 1


def test_within_holds_the_place_and_everything_inside(web: TestClient) -> None:
    inside = {r["territory_id"] for r in get(web, "/api/v1/territories?within=PE-1801")["data"]}
    assert inside == {"PE-1801", "PE-180101", "PE-180104", "PE-180106"}
    everywhere = get(web, "/api/v1/territories?within=PE")["data"]
    assert {r["country"] for r in everywhere} == {"PE"}
    assert get(web, "/api/v1/projects?within=CO-50")["meta"]["total"] == 2
    assert get(web, "/api/v1/projects?within=PE-18")["meta"]["total"] == 0
    assert get(web, "/api/v1/commitments?territory_id=CO-50568")["meta"]["total"] == 1


def test_filters_take_several_values_and_ranges(web: TestClient) -> None:
    both = get(web, "/api/v1/money-chain?fiscal_period=2010&fiscal_period=2011")["data"]
    assert {r["fiscal_period"] for r in both} == {"2010", "2011"}
    large = get(web, "/api/v1/money-chain?received.from=98400000&received.to=113000000.00")["data"]
    assert [r["received"] for r in large] == ["98400000.00", "113000000.00"]
    dated = get(web, "/api/v1/contracts?signed_on.from=2022-01-15&signed_on.to=2022-01-15")
    assert dated["meta"]["total"] == 2
    assert get(web, "/api/v1/streams?is_extractive=false")["meta"]["total"] == 1


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("colour=red", "unknown_parameter"),
        ("page=0", "out_of_range"),
        ("page=1&page=2", "repeated"),
        ("per_page=5000", "out_of_range"),
        ("per_page=many", "bad_integer"),
        ("peers=1.5", "bad_integer"),
        ("peers=99999999999999999999", "bad_integer"),
        ("received.from=1,5", "bad_number"),
        ("received.from=1e400", "bad_number"),
        ("data_as_of=31/12/2014", "bad_date"),
        ("data_as_of=2014-02-30", "bad_date"),
        ("fiscal_period=%00", "bad_text"),
        ("lang=fr", "not_in_list"),
        ("format=xml", "not_in_list"),
    ],
)
def test_a_bad_request_is_refused_with_its_reason(web: TestClient, query: str, code: str) -> None:
    answers = {}
    for language in ("es", "en"):
        answer = web.get(f"/api/v1/money-chain?{query}", headers={"accept-language": language})
        assert answer.status_code == 400
        assert answer.json()["code"] == code
        answers[language] = answer.json()["title"]
    assert answers["es"] != answers["en"]


def test_unknown_things_are_404_with_their_reason(web: TestClient) -> None:
    for address, code in (
        ("/api/v1/money-chain?territory_id=999999", "unknown_territory"),
        ("/api/v1/territories/PE-999999", "not_found"),
        ("/api/v1/sources?edition=1999.01.0", "unknown_edition"),
        ("/api/v1/sources?edition=../2026.11.0", "unknown_edition"),
        ("/api/v1/nonsense", "no_such_path"),
        ("/api/v1/corrections?edition=2026.10.0", "no_such_table"),
    ):
        answer = web.get(address + ("&" if "?" in address else "?") + "lang=en")
        assert (answer.status_code, answer.json()["code"]) == (404, code)


def test_values_are_bound_never_run(web: TestClient) -> None:
    attack = "' or 1=1; drop table dim_territory; --"
    answer = web.get("/api/v1/territories", params={"name": attack})
    assert answer.json()["data"] == []
    assert get(web, "/api/v1/territories?country=CO")["meta"]["total"] == 8


def test_a_signal_comes_with_its_evidence_and_replies(web: TestClient) -> None:
    (signal,) = get(web, "/api/v1/signals?indicator_code=FX-15")["data"]
    assert signal["replies"] == []
    assert [e["source_row"] for e in signal["evidence"]] == [4]
    others = get(web, "/api/v1/signals?status=not_computable")["data"]
    assert [r["reason"] for r in others] == ["physical_progress_not_published"]


def test_a_commitment_comes_with_its_whole_history(web: TestClient) -> None:
    found = get(web, "/api/v1/commitments/CO-2015-01")["data"]
    assert [h["status"] for h in found["history"]] == ["limited", "complete", "substantial"]
    assert [t["territory_id"] for t in found["territories"]] == ["CO-50568"]


def test_no_natural_person_leaves(web: TestClient) -> None:
    suppliers = [s for c in get(web, "/api/v1/contracts")["data"] for s in c["suppliers"]]
    person = next(s for s in suppliers if s["supplier_kind"] == "person")
    assert (person["supplier_id"], person["supplier_name"]) == (None, "Persona natural")
    named = {"supplier_id": "52123456", "supplier_kind": "unknown", "supplier_name": "Ana Ruiz"}
    assert "Ana" not in json.dumps(rows.without_person(named, "en"))
    keyed = {**named, "supplier_id": "persona-" + "7f3a9c" + "0" * 26}
    assert rows.without_person(keyed, "es")["supplier_name"] == "Persona natural · 7f3a9c…"


def test_a_reader_that_has_the_answer_gets_304(web: TestClient) -> None:
    first = web.get(TORATA)
    tag = first.headers["etag"]
    again = web.get(TORATA, headers={"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")
    other = web.get(TORATA + "&lang=en", headers={"if-none-match": tag})
    assert other.status_code == 200


def test_a_named_edition_may_be_kept_for_ever(web: TestClient) -> None:
    old = web.get(TORATA + "&edition=2026.10.0")
    assert old.json()["meta"]["edition"] == "2026.10.0"
    assert "immutable" in old.headers["cache-control"]
    assert "immutable" not in web.get(TORATA).headers["cache-control"]
    listed = get(web, "/api/v1/editions")["data"]
    assert [(e["edition"], e["is_served"]) for e in listed] == [
        ("2026.11.0", True),
        ("2026.10.0", False),
    ]


def test_a_long_query_is_interrupted(data_dir: Path) -> None:
    with published.reading(seconds=0.05), pytest.raises(published.QueryTooLongError):
        published.rows("select sum(a.range * b.range) from range(9000000) a, range(9000000) b")


def test_text_that_a_spreadsheet_would_run_is_guarded_in_csv_only(data_dir: Path) -> None:
    from dashboards.api.answers import as_csv, as_json

    row = {"name": "=1+1", "amount": -5}
    assert as_csv(["name", "amount"], [row]) == b"name,amount\n'=1+1,-5\n"
    assert json.loads(as_json(row)) == row


def test_the_description_names_every_route_and_column(web: TestClient) -> None:
    told = get(web, "/api/v1/openapi.json")
    assert told["openapi"] == "3.1.0"
    chain = told["components"]["schemas"]["MoneyChain"]["properties"]
    assert list(chain) == list(get(web, TORATA)["data"][0])
    assert chain["received"]["type"] == ["string", "null"]
    assert "/api/v1/contracts/{country}/{contract_id}" in told["paths"]


def test_every_message_has_both_languages() -> None:
    for key, told in yaml.safe_load(MESSAGES.read_text(encoding="utf-8")).items():
        assert sorted(told) == ["en", "es"], key
        assert all(text.strip() for text in told.values()), key
