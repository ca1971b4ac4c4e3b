"""Publication from a hand-made warehouse: what an edition holds and when there is a new one."""

import csv
import json
from pathlib import Path

import duckdb
import pytest
from frictionless import validate

from ingest.lake import ensure_empty_files
from ingest.settings import Settings
from orchestration.publishing import edition, publish, tables
from orchestration.publishing.publish import PublicationStopped
from tests.unit import orchestration_warehouse as small

ROWS = ["('c1', 'obra', 10.50)", "('c2', '=1+1', 20)", "('c3', '', null)"]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    found = Settings(data_dir=tmp_path)
    ensure_empty_files(found.paths)
    return found


def published(settings: Settings, rows: list[str], vintage: str = "v1") -> publish.Published:
    small.build(settings, rows, vintage)
    return publish.publish(settings, tables=small.tables())


def test_an_edition_is_whole_and_served(settings: Settings) -> None:
    done = published(settings, ROWS)
    served = edition.current(settings.paths.published)
    assert done.is_new
    assert served is not None
    assert served.name == done.edition.name
    assert edition.damage(served) == []
    manifest = served.manifest
    assert manifest["tables"]["fct_contract"]["rows"] == len(ROWS)
    assert manifest["reference_date"] == "2024-01-31"
    assert manifest["synthetic"] is False
    assert [v["vintage_id"] for v in manifest["vintages"]] == ["v1"]
    with small.database(served.folder) as con:
        ids = [r[0] for r in con.sql("select contract_id from fct_contract").fetchall()]
        checks = con.sql("select distinct layer from fct_quality_check order by 1").fetchall()
    assert ids == ["c1", "c2", "c3"]
    assert checks == [("edition",), ("lake",)]


def test_a_long_table_is_sorted_by_numbers_and_says_the_same(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = ["('c10', 'ñandú', 1)", "('C2', '', 20)", "('c1', null, null)", "('Ñ', 'z', 3)"]
    small.build(settings, rows)
    table = small.tables()["fct_contract"]
    attached = {tables.WAREHOUSE: settings.paths.warehouse}
    found = []
    for many in (len(rows), 0):  # as it is; with the texts as numbers
        monkeypatch.setattr(tables, "MANY", many)
        path = settings.data_dir / f"{many}.duckdb"
        with tables.opened(path, settings, attached) as con:
            assert tables.copy_table(con, table) == len(rows)
            found.append(con.sql("select * from main.fct_contract").fetchall())
            columns = con.sql("select column_type from (describe main.fct_contract)").fetchall()
            left = con.sql("from duckdb_types() where type_name like 'texts of%'").fetchall()
        assert ("VARCHAR",) in columns
        assert not left
    assert found[0] == found[1]
    assert [row[1] for row in found[0]] == ["C2", "c1", "c10", "Ñ"]


def test_the_same_data_make_no_new_edition(settings: Settings) -> None:
    first = published(settings, ROWS)
    again = published(settings, ROWS)
    assert not again.is_new
    assert again.edition.name == first.edition.name
    assert len(edition.editions(settings.paths.published)) == 1


def test_a_correction_does_not_give_away_what_is_withheld_now(settings: Settings) -> None:
    published(settings, ROWS)
    done = published(settings, ["('c1', 'obra de [reservado]', 10.50)", *ROWS[1:]])
    with small.database(done.edition.folder) as con:
        found = con.sql("select old_value, new_value from fct_correction").fetchall()
    assert ("[reservado]", "obra de [reservado]") in found
    assert all(old != "obra" for old, _ in found)


def test_changed_data_make_an_edition_that_says_what_changed(settings: Settings) -> None:
    published(settings, ROWS)
    same_vintage = published(settings, ["('c1', 'obra', 11)", *ROWS[1:]])
    next_vintage = published(settings, ["('c1', 'otra', 11)", "('c4', 'nueva', 1)"], "v2")
    with small.database(next_vintage.edition.folder) as con:
        rows = con.sql(
            "select edition_id, record_key, field, old_value, new_value, cause "
            "from fct_correction order by all"
        ).fetchall()
    assert rows == [
        (same_vintage.edition.name, "CO|c1", "paid", "10.50", "11.00", "our_error"),
        (next_vintage.edition.name, "CO|c1", "object", "obra", "otra", "source_revised"),
        (next_vintage.edition.name, "CO|c2", "*", "present", None, "source_revised"),
        (next_vintage.edition.name, "CO|c3", "*", "present", None, "source_revised"),
    ]


def test_every_package_is_valid_and_its_sums_hold(settings: Settings) -> None:
    done = published(settings, ROWS)
    packages = sorted((done.edition.folder / "downloads").glob("*/datapackage.json"))
    assert len(packages) == len(small.tables()) + 1  # and the corrections
    for package in packages:
        report = validate(str(package))
        assert report.valid, f"{package.parent.name}: {report.flatten(['message'])}"
    contract = done.edition.folder / "downloads" / "fct_contract" / "fct_contract.csv"
    contract.write_bytes(contract.read_bytes().replace(b"obra", b"obrA"))
    assert not validate(str(contract.with_name("datapackage.json"))).valid


def test_cells_that_a_spreadsheet_would_run_are_made_harmless_and_counted(
    settings: Settings,
) -> None:
    starts = ["=", "+", "-", "@", "\t", "\r"]
    rows = [f"('c{n}', '{s}x', -5)" for n, s in enumerate(starts)] + ["('c9', 'a=b', -5)"]
    done = published(settings, rows)
    folder = done.edition.folder / "downloads" / "fct_contract"
    with (folder / "fct_contract.csv").open(encoding="utf-8", newline="") as file:
        read = list(csv.DictReader(file))
    assert [r["object"] for r in read] == [f"'{s}x" for s in starts] + ["a=b"]
    assert {r["paid"] for r in read} == {"-5.00"}, "numbers are left alone"
    assert {r["seen_at"] for r in read} == {"2024-01-02T03:04:05Z"}
    parquet = folder / "fct_contract.parquet"
    with duckdb.connect() as con:
        raw = con.sql(f"select object from read_parquet('{parquet}')").fetchall()
    assert [r[0] for r in raw] == [f"{s}x" for s in starts] + ["a=b"]
    assert f"{len(starts)} text cells" in (folder / "README.en.md").read_text("utf-8")


def test_synthetic_data_say_so_everywhere(settings: Settings) -> None:
    (settings.paths.root / publish.SYNTHETIC_MARK).touch()
    done = published(settings, ROWS)
    folder = done.edition.folder / "downloads" / "fct_contract"
    package = json.loads((folder / "datapackage.json").read_text("utf-8"))
    assert done.edition.manifest["synthetic"] is True
    assert package["name"] == "fct_contract-sintetico"
    paths = [r["path"] for r in (*package["resources"], *package["alternates"])]
    assert len(paths) == 3
    assert all(p.startswith("fct_contract-sintetico.") for p in paths)
    for name, word in (("README.es.md", "SINTÉTICOS"), ("README.en.md", "SYNTHETIC")):
        assert word in (folder / name).read_text("utf-8")
    assert "sintéticos" in (done.edition.folder / "quality" / "index.html").read_text("utf-8")


@pytest.mark.parametrize(
    "text",
    [
        "escribir a ana@example.org",
        "cédula 52.345.678 de la supervisora",
        "RUC 10456789012",
        "celular 310 555 1234",
        "girar a la cuenta de ahorros 123-456789-01",
    ],
)
def test_personal_data_stop_publication_and_the_old_edition_stays(
    settings: Settings, text: str
) -> None:
    first = published(settings, ROWS)
    with pytest.raises(PublicationStopped) as stopped:
        published(settings, [f"('c1', '{text}', 1)"])
    assert stopped.value.failed[0]["check_id"].startswith("personal_data:")
    assert "fct_contract.object" in stopped.value.failed[0]["subject"]
    served = edition.current(settings.paths.published)
    assert served is not None
    assert served.name == first.edition.name
    names = sorted(p.name for p in settings.paths.published.iterdir())
    assert names == [first.edition.name, "CURRENT"]


def test_a_name_after_an_office_is_a_warning_that_is_shown(settings: Settings) -> None:
    done = published(settings, ["('c1', 'apoyo al honorable concejal Ana Ruiz Soto', 1)"])
    failed = [c for c in done.checks if not c["passed"]]
    assert [c["check_id"] for c in failed] == ["personal_data:named_by_office"]
    assert failed[0]["severity"] == "warning"


def test_amounts_and_pseudonyms_are_no_personal_data(settings: Settings) -> None:
    pseudonym = "persona-" + "a10123456789b0000000000000000000"
    assert published(settings, [f"('{pseudonym}', '10085171737.31', 1)"]).is_new


def test_a_repeated_key_stops_publication(settings: Settings) -> None:
    with pytest.raises(PublicationStopped, match="edition_key_repeats"):
        published(settings, ["('c1', 'a', 1)", "('c1', 'b', 2)"])


def test_a_crash_before_the_pointer_leaves_the_old_edition_and_is_finished_later(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = published(settings, ROWS)

    def dies(_edition: edition.Edition) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(edition, "serve", dies)
        with pytest.raises(KeyboardInterrupt):
            published(settings, ROWS[:2])
    served = edition.current(settings.paths.published)
    assert served is not None
    assert served.name == first.edition.name
    done = published(settings, ROWS[:2])
    assert edition.order(done.edition.name) > edition.order(first.edition.name)
    assert not done.is_new, "the finished folder is served, none is made twice"
    assert len(edition.editions(settings.paths.published)) == 2


def test_a_crash_while_writing_leaves_nothing_behind(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    published(settings, ROWS)
    monkeypatch.setattr(publish, "write_report", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        published(settings, ROWS[:1])
    names = [p.name for p in settings.paths.published.iterdir()]
    assert len(names) == 2, names


def test_a_reader_of_the_old_edition_is_not_disturbed(settings: Settings) -> None:
    first = published(settings, ROWS)
    with small.database(first.edition.folder) as reader:
        assert reader.sql("select count(*) from fct_contract").fetchall() == [(3,)]
        second = published(settings, ROWS[:1])
        assert reader.sql("select count(*) from fct_contract").fetchall() == [(3,)]
    assert second.edition.name != first.edition.name
