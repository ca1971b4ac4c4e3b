"""A source of typed facts end to end: what reaches the lake, what is rejected and by which line."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest import pipeline, registry
from ingest.settings import Settings
from tests.sources.pe_support import lake

DECLARATION = """
title: {es: Prueba, en: Test}
publisher: Nobody
country: CO
cadence: once
evidence: typed_facts
patterns: ["*.facts.yml"]
vintage: {as_of: {const: '2012-07-31'}}
limits: {max_reject_ratio: 0.5}
layouts:
  - name: facts
    tables:
      - {name: forum, read: {format: facts}, outputs: [{entity: forum}]}
      - {name: forum_fact, read: {format: facts}, optional: true, outputs: [{entity: forum_fact}]}
"""
FORUM = """\
forum:
  - {forum_code: A, name: Mesa A, kind: dialogue_table, country: CO, starts_on: 2012-02-01}
"""


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    folder = tmp_path / "sources" / "xx_nobody_facts"
    folder.mkdir(parents=True)
    (folder / "source.yml").write_text(DECLARATION, encoding="utf-8")
    monkeypatch.setattr(registry, "bundled_sources", lambda: tmp_path / "sources")
    for cached in (registry.load_sources, registry.fingerprint):
        cached.cache_clear()
    yield "xx_nobody_facts"
    for cached in (registry.load_sources, registry.fingerprint):
        cached.cache_clear()


def load(settings: Settings, folder: Path, text: str) -> tuple[pipeline.Taken, list]:
    path = folder / "mesa.facts.yml"
    path.write_text(text, encoding="utf-8")
    taken = pipeline.take([path], settings.paths)
    declared = registry.load_sources()["xx_nobody_facts"]
    return taken, pipeline.bring_up_to_date(declared, settings)


@pytest.mark.usefixtures("source")
def test_a_fact_keeps_its_own_date_and_its_line(settings: Settings, tmp_path: Path) -> None:
    entry = "  - {forum_code: A, kind: lesson, name: Reglas, as_of: 2011-05-01}\n"
    load(settings, tmp_path, FORUM + "forum_fact:\n" + entry)
    found = lake(
        settings, "forum_fact", "select name, cast(as_of as varchar), source_row from lake"
    )
    assert found == [("Reglas", "2011-05-01", 4)]


@pytest.mark.usefixtures("source")
def test_a_missing_required_key_is_rejected_by_its_line(settings: Settings, tmp_path: Path) -> None:
    bad = "  - {forum_code: B, kind: other, country: CO}\n"
    _, (report,) = load(settings, tmp_path, FORUM + bad)
    assert (report.rows_loaded, report.rows_rejected) == (1, 1)
    why = "select source_row, column_name, reason from (select source_row, "
    why += '"column" as column_name, reason from lake)'
    assert lake(settings, "meta_reject", why) == [(3, "name", "missing_value")]


@pytest.mark.usefixtures("source")
def test_a_bad_value_is_rejected_by_its_line(settings: Settings, tmp_path: Path) -> None:
    bad = "  - {forum_code: B, name: B, kind: fiesta, country: CO, starts_on: 2012-02-31}\n"
    _, (report,) = load(settings, tmp_path, FORUM + bad)
    assert report.rows_rejected == 1
    why = 'select source_row, "column", reason from lake order by 2'
    expected = [(3, "kind", "not_in_list"), (3, "starts_on", "bad_date")]
    assert lake(settings, "meta_reject", why) == expected


@pytest.mark.usefixtures("source")
@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        (FORUM + "foro: []\n", "undeclared_section", "foro"),
        (FORUM.replace("name:", "nombre:"), "undeclared_column", "nombre"),
        ("forum_fact:\n  - {forum_code: A, kind: lesson, name: x}\n", "wrong_header", "forum"),
        (FORUM + "  - {forum_code: B\n", "unreadable_file", "line "),
    ],
)
def test_what_is_misspelt_is_refused_whole(
    settings: Settings, tmp_path: Path, text: str, code: str, said: str
) -> None:
    taken, reports = load(settings, tmp_path, text)
    problems = [p for found in taken.refused.values() for p in found] + taken.unknown
    assert [(p.code, said in p.value) for p in problems] == [(code, True)]
    assert reports == []
