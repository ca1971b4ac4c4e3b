"""``veta editions diff``: rows, fields and sums between two editions made by publication itself."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator

import pytest
from click.testing import CliRunner

from ingest.lake import ensure_empty_files
from ingest.settings import Settings
from orchestration.cli import main
from orchestration.publishing import differences_told, publish
from tests.unit import orchestration_warehouse as small

FIRST = ["('c1', 'obra', 10.50)", "('c2', 'pozo', 20)", "('c3', 'otra', null)"]
SECOND = ["('c1', 'obra', 11)", "('c3', 'otra', 4.25)", "('c4', '=nueva', 1000)"]


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """Names of two editions; the second one rests on a new vintage."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VETA_DATA_DIR", str(tmp_path_factory.mktemp("editions")))
        patch.setenv("VETA_LANG", "en")
        patch.setattr(differences_told, "public_tables", small.tables)
        patch.setattr(differences_told, "ensure_manifest", lambda: None)
        settings = Settings()
        ensure_empty_files(settings.paths)
        names = []
        for rows, vintage in ((FIRST, "v1"), (SECOND, "v2")):
            small.build(settings, rows, vintage)
            names.append(publish.publish(settings, tables=small.tables()).edition.name)
        yield names[0], names[1]


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["editions", "diff", *arguments], catch_exceptions=False)
    return result.exit_code, result.output


def test_people_read_rows_fields_and_sums(pair: tuple[str, str]) -> None:
    code, told = run(*pair)
    assert code == 0
    assert "fct_contract: 3 → 3 rows; 1 added, 1 removed, 2 changed" in told
    assert "paid: 2 changes (1 had no data, 0 have none now); the largest by 0.50" in told
    assert "sum of paid : 30.50 → 1,015.25 (+984.75)" in told
    assert "changed CO|c1 paid: 10.50 → 11.00 (source_revised)" in told
    assert "changed CO|c3 paid: ∅ → 4.25 (source_revised)" in told
    assert "removed CO|c2 (source_revised)" in told
    assert "added CO|c4" in told
    assert "dim_source" not in told, "what says the same is only counted"
    assert "tables say the same" in told


def test_in_spanish_and_backwards(pair: tuple[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VETA_LANG", "es")
    told = run(*reversed(pair))[1]
    assert "1 nuevas, 1 quitadas, 2 cambiadas" in told
    assert "(0 antes sin dato, 1 ahora sin dato)" in told
    assert "cambiada CO|c1 paid: 11.00 → 10.50\n" in told, "nobody wrote a cause for going back"


def test_programs_get_counts_and_sums(pair: tuple[str, str]) -> None:
    told = json.loads(run(*pair, "--json", "--table", "fct_contract")[1])
    assert (told["from"]["edition"], told["to"]["edition"]) == pair
    (table,) = told["tables"]
    assert (table["added"], table["removed"], table["changed"]) == (1, 1, 2)
    assert table["key"] == ["country", "contract_id"]
    (total,) = table["totals"]
    assert (total["before"], total["now"], total["difference"]) == ("30.50", "1015.25", "984.75")


def test_every_record_is_a_line_of_csv(pair: tuple[str, str]) -> None:
    told = run(*pair, "--csv", "--table", "fct_contract")[1]
    rows = [tuple(r.values()) for r in csv.DictReader(io.StringIO(told))]
    assert rows == [
        ("fct_contract", "added", "CO|c4", "*", "", "present", ""),
        ("fct_contract", "changed", "CO|c1", "paid", "10.50", "11.00", "source_revised"),
        ("fct_contract", "changed", "CO|c3", "paid", "", "4.25", "source_revised"),
        ("fct_contract", "removed", "CO|c2", "*", "present", "", "source_revised"),
    ]


def test_an_edition_equals_itself(pair: tuple[str, str]) -> None:
    told = json.loads(run(pair[1], pair[1], "--json")[1])
    assert told["tables"] == []
    assert "fct_contract" in told["unchanged"]


def test_what_is_withheld_now_stays_withheld(pair: tuple[str, str]) -> None:
    settings = Settings()
    small.build(settings, ["('c1', 'obra de [reservado]', 11)", *SECOND[1:]], "v2")
    third = publish.publish(settings, tables=small.tables()).edition.name
    told = run(pair[1], third, "--csv")[1]
    assert "object,[reservado],obra de [reservado]" in told


def test_an_unknown_edition_or_table_is_said(pair: tuple[str, str]) -> None:
    assert run(pair[0], "1999.01.0") == (1, "There is no edition 1999.01.0.\n")
    assert run(pair[0], "../..")[0] == 1
    code, told = run(*pair, "--table", "fct_nothing")
    assert (code, told) == (1, "Neither edition has a table fct_nothing.\n")
