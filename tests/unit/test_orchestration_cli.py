"""The command line without a pipeline: what it says, how it ends, what it does not import."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from ingest.registry import load_sources
from ingest.settings import ROOT, Settings
from ingest.vintages import recognise
from orchestration import operations, refresh
from orchestration.cli import main
from orchestration.intake import survey
from orchestration.progress import is_published, note_done
from orchestration.publishing import edition
from tests.unit.test_orchestration_edition import made


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("VETA_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("VETA_LANG", "en")
    return tmp_path


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, arguments, catch_exceptions=False)
    return result.exit_code, result.output


def test_an_unknown_source_and_a_missing_folder_are_refused_at_once(data: Path) -> None:
    assert "There is no source nope" in run("refresh", "--source", "nope")[1]
    code, output = run("refresh", "--inbox", str(data / "absent"))
    assert code == refresh.NOTHING
    assert "There is no folder" in output


def test_status_of_an_empty_folder_says_where_to_begin(data: Path) -> None:
    assert "veta demo" in run("status")[1]
    found = json.loads(run("status", "--json")[1])
    assert found["edition"] is None
    assert {s["state"] for s in found["sources"]} == {"never_loaded"}


def test_sources_lists_every_folder(data: Path) -> None:
    output = run("sources")[1]
    for path in (ROOT / "ingest" / "sources").glob("*/source.yml"):
        assert path.parent.name in output


def test_check_names_the_problem_of_a_foreign_file(data: Path) -> None:
    file = data / "recipe.txt"
    file.write_text("flour")
    code, output = run("check", str(file))
    assert code == 1
    assert "no source declares this kind of file" in output


def test_editions_list_verify_and_prune(data: Path) -> None:
    published = Settings().paths.published
    published.mkdir()
    first, second = made(published, "2026.11.0"), made(published, "2026.11.1")
    edition.serve(second)
    assert "* 2026.11.1" in run("editions", "list")[1]
    assert run("editions", "verify")[0] == 0
    first.database.write_bytes(b"?")
    code, output = run("editions", "verify", "2026.11.0")
    assert code == 1
    assert "changed veta.duckdb" in output
    assert "2026.11.0 removed" in run("editions", "prune", "--keep", "1")[1]
    assert run("editions", "verify", "2026.11.0")[0] == 1


def test_doctor_sees_damage(data: Path) -> None:
    published = Settings().paths.published
    published.mkdir()
    edition.serve(made(published, "2026.11.0"))
    assert run("doctor")[0] == 0
    (published / "2026.11.0" / edition.DATABASE).write_bytes(b"?")
    code, output = run("doctor")
    assert code == 1
    assert "1 damaged files" in output


def test_live_says_which_sources_cannot_be_fetched(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(refresh.Refresh, "_has_work", lambda *_: False)
    output = run("refresh", "--live", "--source", "co_red_plypp")[1]
    assert "co_red_plypp: declares no address to fetch from" in output


def test_a_source_without_good_data_ends_in_one(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(refresh.Refresh, "_has_work", lambda *_: False)
    inbox = data / "files"
    inbox.mkdir()
    (inbox / "plan-bienal-caja-2023-2024.xlsx").write_bytes(b"not a workbook")
    code, output = run("refresh", "--inbox", str(inbox))
    assert code == refresh.PARTLY
    assert "plan-bienal-caja-2023-2024.xlsx" in output
    assert "co_dnp_sicodis_cash_plan: has no good data yet" in output


def test_a_file_is_opened_once_and_known_by_its_content(data: Path) -> None:
    paths = Settings().paths
    inbox = data / "files"
    inbox.mkdir()
    (inbox / "plan-bienal-caja-2023-2024.xlsx").write_bytes(b"not a workbook")
    (inbox / "unrelated.bin").write_bytes(b"?")
    first = survey(sorted(inbox.iterdir()), paths)
    noted = json.loads((paths.state / "_inbox.json").read_text("utf-8"))
    again = survey(sorted(inbox.iterdir()), paths)
    assert len(noted) == 1
    assert first.refused == again.refused
    assert [p.file for p in again.unknown] == ["unrelated.bin"]


def test_what_is_published_is_known_until_the_lake_changes(data: Path) -> None:
    paths = Settings().paths
    paths.published.mkdir()
    file = paths.lake / "allocation" / "a.parquet"
    file.parent.mkdir(parents=True)
    file.write_bytes(b"1")
    edition.serve(made(paths.published, "2026.11.0"))
    assert not is_published(paths)
    note_done(paths, "2026.11.0")
    assert is_published(paths)
    file.write_bytes(b"22")
    assert not is_published(paths)
    note_done(paths, "2026.11.0")
    edition.serve(made(paths.published, "2026.11.1"))
    assert not is_published(paths), "another edition is served than the one noted"


def test_the_command_line_imports_nothing_heavy() -> None:
    script = (
        "import sys, orchestration.cli, orchestration.refresh\n"
        "heavy = {'dagster', 'dagster_dbt', 'dbt', 'great_expectations', 'pandas', 'streamlit'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.strip() == "[]"


def test_a_stopped_publication_says_why_and_ends_in_two(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from orchestration import job

    check = {"check_id": "edition_money", "subject": "fct_x", "observed": "5", "expected": "≤ 0"}
    outcome = job.Outcome("stopped", checks=[check])
    monkeypatch.setattr(job, "run_job", lambda _run: outcome)
    code, output = run("refresh")
    assert code == refresh.NOTHING
    assert "Not published" in output
    assert "edition_money · fct_x: observed 5, expected ≤ 0" in output
    told = operations.read(Settings().paths)
    assert told["last_refresh"]["outcome"] == "nothing"
    assert told["last_refresh"]["failed"] == "stopped"
    assert [n["kind"] for n in told["notices"]] == ["failure"]
    log = (data / "logs" / "veta.jsonl").read_text("utf-8").splitlines()
    assert json.loads(log[-1])["run_id"] == told["last_refresh"]["run_id"]
    assert "nothing was published" in run("status")[1]


def test_a_template_gets_a_name_by_which_it_is_known_again(tmp_path: Path) -> None:
    other, good = tmp_path / "libro.xlsx", tmp_path / "Compromisos_red del sur.xlsx"
    refused = CliRunner().invoke(main, ["template", "commitments", str(other)])
    assert refused.exit_code != 0
    assert "compromisos-mi-red.xlsx" in refused.output
    assert not other.exists()
    assert CliRunner().invoke(main, ["template", "commitments", str(good)]).exit_code == 0
    assert recognise(good, load_sources()).slice == "red del sur"
