"""A source that shrinks to a tenth is kept out until a person says that it is right."""

import datetime as dt
import json
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner

from ingest.acceptance import accept
from ingest.lake import scan
from ingest.models import Outcome
from ingest.pipeline import Report, bring_up_to_date, take
from ingest.registry import load_sources
from ingest.settings import Settings
from orchestration import refresh
from orchestration.cli import main
from tests.conftest import ROOT

SOURCE = "pe_inei_ubigeo"


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """A full list of one year and a tenth of it of the next."""
    whole = (ROOT / "data" / "sample" / SOURCE / "ubigeo_inei_2025.csv").read_text("utf-8")
    header, first, *_ = whole.splitlines(keepends=True)
    region, province, _, _, *rest = first.split(";")
    many = [
        ";".join([region, province, f"Distrito {n}", f"{180100 + n}", *rest]) for n in range(1, 31)
    ]
    folder = tmp_path / "inbox"
    folder.mkdir()
    (folder / "ubigeo_inei_2024.csv").write_text(header + "".join(many), "utf-8")
    (folder / "ubigeo_inei_2025.csv").write_text(header + "".join(many[:2]), "utf-8")
    return sorted(folder.iterdir())


def refreshed(settings: Settings) -> list[Report]:
    return bring_up_to_date(load_sources()[SOURCE], settings)


def vintages_in_lake(settings: Settings) -> list[int]:
    with duckdb.connect() as con:
        sql = f"select count(*) from {scan(settings.paths, 'territory')} group by vintage_id"
        return sorted(n for (n,) in con.sql(sql).fetchall())


def test_it_is_kept_out_explained_and_let_in_by_a_person(
    settings: Settings, files: list[Path]
) -> None:
    taken = take(files, settings.paths)
    assert len(taken.landed[SOURCE]) == 2
    good, shrunk = refreshed(settings)
    assert (good.outcome, shrunk.outcome) == (Outcome.LOADED, Outcome.REFUSED)
    assert len(vintages_in_lake(settings)) == 1, "the last good one is kept"
    told = [p.text("en") for p in shrunk.problems]
    assert any(f"veta refresh --accept-shrink {SOURCE}" in text for text in told), told

    accept(shrunk.vintage, settings.paths, dt.date(2026, 11, 21))
    _, taken_in = refreshed(settings)
    assert taken_in.outcome is Outcome.LOADED
    assert len(vintages_in_lake(settings)) == 2
    rows = {c["check_id"]: c for c in taken_in.checks}
    assert rows["size_ratio"]["passed"] is False
    assert rows["size_ratio"]["severity"] == "warning"
    assert rows["accepted:size_ratio"]["observed"].endswith("2026-11-21")
    with duckdb.connect() as con:
        published = con.sql(
            f"select count(*) from {scan(settings.paths, 'meta_quality_check')} "
            "where check_id = 'accepted:size_ratio'"
        ).fetchall()
    assert published == [(1,)], "the edition says that a person let it in"
    assert [r.outcome for r in refreshed(settings)] == [Outcome.UNCHANGED] * 2


def test_a_word_does_not_let_broken_data_in(settings: Settings, files: list[Path]) -> None:
    header = files[1].read_text("utf-8").splitlines()[0]
    files[1].write_text(header + "\n", "utf-8")
    taken = take(files, settings.paths)
    empty = max(taken.landed[SOURCE], key=lambda v: v.vintage_id)
    accept(empty, settings.paths, dt.date(2026, 11, 21))
    assert (
        json.loads((settings.paths.raw / SOURCE / empty.vintage_id / "accepted.json").read_text())[
            "on"
        ]
        == "2026-11-21"
    )
    outcomes = {r.vintage.vintage_id: r.outcome for r in refreshed(settings)}
    assert outcomes[empty.vintage_id] is Outcome.REFUSED


def test_an_older_file_that_comes_late_changes_nothing_in_the_end(
    settings: Settings, files: list[Path], tmp_path: Path
) -> None:
    def verdicts(given: Settings) -> list[tuple]:
        with duckdb.connect() as con:
            relation = scan(given.paths, "meta_quality_check")
            sql = f"select check_id, subject, passed, observed from {relation} order by all"
            return con.sql(sql).fetchall()

    late = settings.model_copy(update={"data_dir": tmp_path / "late"})
    take(files, settings.paths)
    refreshed(settings)
    for file in reversed(files):  # the newer one first, each refreshed before the next arrives
        take([file], late.paths)
        reports = refreshed(late)
    assert [r.outcome for r in reports] == [Outcome.LOADED, Outcome.REFUSED]
    assert verdicts(late) == verdicts(settings)
    assert vintages_in_lake(late) == vintages_in_lake(settings)


def test_the_command_lets_in_what_waits(
    settings: Settings, files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VETA_DATA_DIR", str(settings.data_dir))
    monkeypatch.setenv("VETA_LANG", "en")
    monkeypatch.setattr(refresh.Refresh, "_has_work", lambda *_: False)
    take(files, settings.paths)
    assert [r.outcome for r in refreshed(settings)] == [Outcome.LOADED, Outcome.REFUSED]
    arguments = ["refresh", "--inbox", str(files[0].parent), "--source", SOURCE]
    result = CliRunner().invoke(main, [*arguments, "--accept-shrink", SOURCE])
    assert result.exit_code == 0, result.output
    assert "let in by a person's decision" in result.output
    assert len(vintages_in_lake(settings)) == 2
    assert (
        "There is no source nope"
        in CliRunner().invoke(main, ["refresh", "--accept-shrink", "nope"]).output
    )
