"""A person who asked to be forgotten leaves the bytes, the lake, and every later file."""

import gzip
import json
import shutil
import zipfile
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner

from ingest.erasing import occurrences, rewritten
from ingest.forgotten import Forgotten, register, remember
from ingest.lake import scan
from ingest.models import Vintage
from ingest.pipeline import bring_up_to_date, take
from ingest.privacy import RESERVED, pseudonym, pseudonym_key
from ingest.registry import load_sources
from ingest.settings import DataPaths, Settings
from ingest.vintages import bytes_of, sha256_of, vintages_of
from orchestration.care.doctor import findings
from orchestration.care.forget import forget
from orchestration.cli import main
from tests.conftest import ROOT

SOURCE = "co_cce_secop1"
DOCUMENT, NAME = "1000000001", "PERSONA INVENTADA ALFA"
KEY = b"a key for tests"


def files(folder: Path = ROOT / "data" / "sample" / SOURCE) -> list[Path]:
    return sorted(folder.glob("*.csv.gz"))


def refreshed(settings: Settings) -> int:
    """Rows loaded by a refresh of the source."""
    reports = bring_up_to_date(load_sources()[SOURCE], settings)
    assert all(not r.problems for r in reports)
    return sum(r.rows_loaded for r in reports)


def suppliers(paths: DataPaths) -> list[tuple[str, str]]:
    with duckdb.connect() as con:
        sql = (
            f"select contract_id, supplier_id from {scan(paths, 'contract_supplier')} order by all"
        )
        return con.sql(sql).fetchall()


def money(paths: DataPaths) -> list[tuple]:
    with duckdb.connect() as con:
        sql = f"select count(*), sum(current_value) from {scan(paths, 'contract')}"
        return con.sql(sql).fetchall()


def clear_text(path: Path) -> str:
    return gzip.decompress(path.read_bytes()).decode("utf-8")


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with two vintages that name the person. Only copied."""
    settings = Settings(data_dir=tmp_path_factory.mktemp("forget"))
    take(files(), settings.paths)
    assert refreshed(settings) == 18
    return settings.data_dir


@pytest.fixture
def loaded(once: Path, settings: Settings) -> Settings:
    """The same, of the test's own."""
    shutil.copytree(once, settings.data_dir)
    return settings


def test_a_person_leaves_the_bytes_and_the_lake_and_the_money_stays(loaded: Settings) -> None:
    paths = loaded.paths
    key = pseudonym_key(loaded, paths.state)
    before, total = suppliers(paths), money(paths)
    assert any(s == pseudonym(key, DOCUMENT) for _, s in before), "the sample names the person"
    named = [v for v in vintages_of(SOURCE, paths) if DOCUMENT in clear_text(bytes_of(v, paths))]
    assert named

    report = forget(loaded, [DOCUMENT], [NAME], "EXP-1")
    assert set(report.erased) == {f"{SOURCE}/{v.vintage_id}" for v in named}
    for vintage in vintages_of(SOURCE, paths):
        path = bytes_of(vintage, paths)
        assert DOCUMENT not in clear_text(path)
        assert NAME not in clear_text(path)
        assert sha256_of(path) == vintage.kept_sha256
        assert bool(vintage.forgotten) == (vintage.vintage_id in {v.vintage_id for v in named})
    after = suppliers(paths)
    assert [c for c, _ in after] == [c for c, _ in before], "the public act stays"
    assert money(paths) == total
    assert not any(s == pseudonym(key, DOCUMENT) for _, s in after)
    untouched = {c: s for c, s in before if s != pseudonym(key, DOCUMENT)}
    assert {c: s for c, s in after if c in untouched} == untouched


def test_the_note_explains_the_bytes_and_the_same_file_is_known_again(loaded: Settings) -> None:
    paths = loaded.paths
    forget(loaded, [DOCUMENT], [NAME])
    note = next(v for v in vintages_of(SOURCE, paths) if v.forgotten)
    original = next(p for p in files() if p.name == note.filename)
    assert note.sha256 == sha256_of(original), "what was received"
    assert note.forgotten[0].sha256 == sha256_of(bytes_of(note, paths)), "what is kept"
    assert (note.forgotten[0].request, note.forgotten[0].places > 0) == (1, True)
    assert take(files(), paths).landed == {}, "the same bytes do not bring the person back"


def test_a_later_file_loses_the_person_before_its_rows_are_kept(
    loaded: Settings, tmp_path: Path
) -> None:
    paths = loaded.paths
    forget(loaded, [DOCUMENT], [NAME])
    later = tmp_path / "secop1_20261001.csv.gz"
    newest = next(p for p in reversed(files()) if DOCUMENT in clear_text(p))
    text = clear_text(newest).replace("OBJETO DE MUESTRA", "OTRO OBJETO DE MUESTRA")
    later.write_bytes(gzip.compress(text.replace("2026-08-1", "2026-09-1").encode()))
    vintage = take([later], paths).landed[SOURCE][0]
    refreshed(loaded)
    assert DOCUMENT not in clear_text(bytes_of(vintage, paths))
    assert NAME not in clear_text(bytes_of(vintage, paths))
    note = next(v for v in vintages_of(SOURCE, paths) if v.vintage_id == vintage.vintage_id)
    assert note.forgotten
    gone = pseudonym(pseudonym_key(loaded, paths.state), DOCUMENT)
    assert gone not in {s for _, s in suppliers(paths)}


def test_the_register_holds_hashes_only_and_is_closed(loaded: Settings) -> None:
    paths = loaded.paths
    forget(loaded, [DOCUMENT], [NAME], "EXP-1")
    again = forget(loaded, [DOCUMENT], [NAME], "EXP-1")
    assert again.erased == {}
    file = paths.root / "privacy" / "forgotten.json"
    text = file.read_text("utf-8")
    assert len(register(paths)) == 1
    assert not any(word in text.casefold() for word in (DOCUMENT, *NAME.casefold().split()))
    assert file.stat().st_mode & 0o077 == 0
    for path in paths.root.rglob("*.json"):
        assert DOCUMENT not in path.read_text("utf-8"), path


def test_a_look_changes_nothing_and_says_where_else(loaded: Settings) -> None:
    paths = loaded.paths
    paths.inbox.mkdir()
    (paths.inbox / "otra.csv").write_text(f"nombre\n{NAME.title()}\n", "utf-8")
    before = {p: p.read_bytes() for p in paths.raw.rglob("*") if p.is_file()}
    report = forget(loaded, [DOCUMENT], [NAME], look_only=True)
    assert report.erased
    assert [p.name for p in report.elsewhere] == ["otra.csv"]
    assert {p: p.read_bytes() for p in paths.raw.rglob("*") if p.is_file()} == before
    assert register(paths) == []


def test_another_key_does_not_recognise(settings: Settings) -> None:
    remember(settings.paths, KEY, [DOCUMENT], [NAME], "")
    assert Forgotten(KEY, register(settings.paths)).note("1.000.000.001")
    assert not Forgotten(b"another", register(settings.paths)).note(DOCUMENT)


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("Pago a Alfa Persona Inventada.", f"Pago a {RESERVED}."),
        ("C.C. 1.000.000.001 firma", f"C.C. {RESERVED} firma"),
        ("persona ínventada ALFA, 1000000001", f"{RESERVED}, {RESERVED}"),
        ("PERSONA INVENTADA BETA", "PERSONA INVENTADA BETA"),
        ("contrato 1000000002", "contrato 1000000002"),
    ],
)
def test_free_text_is_cleared_by_hashes(settings: Settings, text: str, clean: str) -> None:
    remember(settings.paths, KEY, [DOCUMENT], [NAME], "")
    assert Forgotten(KEY, register(settings.paths)).clear(text) == clean


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "json", "xml"])
@pytest.mark.parametrize("packed", ["plain", "gzip", "zip"])
def test_bytes_are_cleared_in_every_wrapping(tmp_path: Path, encoding: str, packed: str) -> None:
    line = "7;NÚÑEZ Pérez, José;44556677;10445566778;NÚÑEZ PÉREZ JOSEFA;144556677;9.50\n"
    if encoding == "json":
        data = json.dumps(line).encode()
    elif encoding == "xml":
        data = line.encode("ascii", "xmlcharrefreplace")
    else:
        data = line.encode(encoding)
    path, target = tmp_path / "in", tmp_path / "out"
    if packed == "plain":
        path.write_bytes(data)
    elif packed == "gzip":
        path.write_bytes(gzip.compress(data))
    else:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("a/sheet.xml", data)
    assert occurrences(path, ["44.556.677", "José Núñez Pérez"]) == 3
    assert rewritten(path, target, 7, ["44.556.677", "José Núñez Pérez"]) == 3
    if packed == "zip":
        with zipfile.ZipFile(target) as archive:
            found = archive.read("a/sheet.xml")
    else:
        found = gzip.decompress(target.read_bytes()) if packed == "gzip" else target.read_bytes()
    assert b";[reservado];00000007;00000000007;" in found
    assert found.endswith(data[data.index(b"10445566778") + 11 :]), "others stay as they are"
    assert occurrences(target, ["44.556.677", "José Núñez Pérez"]) == 0


def test_a_name_is_not_cut_where_a_large_file_is_read_in_pieces(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ingest import erasing

    monkeypatch.setattr(erasing, "CHUNK", 64)
    path, target = tmp_path / "in.csv", tmp_path / "out.csv"
    path.write_text("".join(f"{n};{NAME};{DOCUMENT}\n" for n in range(200)), "utf-8")
    assert rewritten(path, target, 1, [NAME, DOCUMENT]) == 400
    assert target.read_text("utf-8") == "".join(f"{n};{RESERVED};0000000001\n" for n in range(200))


def test_a_note_without_erasures_is_written_as_before() -> None:
    plain = {
        "vintage_id": "v", "source_id": "s", "layout": "l", "slice": "all", "kind": "delta",
        "retrieved_at": "2026-01-01T00:00:00Z", "origin": "f", "filename": "f", "sha256": "0",
        "bytes": 1, "data_as_of": None,
    }  # fmt: skip
    assert json.loads(Vintage.model_validate(plain).as_json()) == plain


def test_another_key_gives_everybody_another_pseudonym_and_keeps_who_is_who(
    loaded: Settings,
) -> None:
    """The steps of ``SECURITY.md``, to change the pseudonym key."""
    paths = loaded.paths
    forget(loaded, [DOCUMENT], [NAME], "EXP-1")
    before, total = suppliers(paths), money(paths)
    persons = {s for _, s in before if s.startswith("persona-")}
    assert persons, "the sample has other persons"

    (paths.state / "pseudonym.key").unlink()
    shutil.rmtree(paths.lake)
    shutil.rmtree(paths.state / SOURCE)
    assert refreshed(loaded) == 18
    after = suppliers(paths)
    assert money(paths) == total
    assert not persons & {s for _, s in after}, "nobody keeps the old name"
    pairs = {(a, b) for (_, a), (_, b) in zip(before, after, strict=True)}
    assert len(pairs) == len({a for a, _ in pairs}) == len({b for _, b in pairs})
    assert all(a == b for a, b in pairs if a not in persons), "companies keep their numbers"
    told = [text for good, text in findings(loaded) if not good]
    assert any("requests to be forgotten 1 were noted under another key" in t for t in told), told
    again = forget(loaded, [DOCUMENT], [NAME], "EXP-1")
    assert again.erased == {}, "the bytes had lost the person before the key was changed"
    assert not any("another key" in text for good, text in findings(loaded) if not good)
    for vintage in vintages_of(SOURCE, paths):
        assert DOCUMENT not in clear_text(bytes_of(vintage, paths))


def test_the_command_asks_so_that_the_shell_remembers_nothing(
    loaded: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VETA_DATA_DIR", str(loaded.data_dir))
    monkeypatch.setenv("VETA_LANG", "en")
    result = CliRunner().invoke(main, ["forget"], input=f"{DOCUMENT}\n{NAME}; Alfa Inventada\n")
    assert result.exit_code == 0, result.output
    assert "places cleared; vintage.json says so" in result.output
    assert "Request 1 noted" in result.output
    nobody = CliRunner().invoke(main, ["forget"], input="\n\n")
    assert nobody.exit_code == 1
    assert "Neither a document nor a name" in nobody.output
