"""What the README of a download says of years, updates and caveats."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from orchestration.manifest import PublicColumn, PublicTable
from orchestration.packages.package import Package
from orchestration.packages.readme import CAVEATS, licences, readme
from orchestration.publishing.facts import EditionFacts, SourceUse

FACTS = EditionFacts(
    "2026.11.0", dt.datetime(2026, 11, 20, tzinfo=dt.UTC), dt.date(2026, 1, 15), False, "abc"
)
SOURCE = SourceUse(
    "s", "Fuente", "Source", "Oficina", None, "not stated", "Cuidado.", "Beware.", ("v1",), None,
    None, dt.date(2026, 12, 31),
)  # fmt: skip
PACKAGE = Package(
    table=PublicTable(
        "fct_thing",
        "Una cosa. Nunca dos.",
        "One thing. Never two.",
        ("code",),
        (
            PublicColumn("code", "varchar", "Código", "Code", "code"),
            PublicColumn("amount", "decimal(20,2)", "Monto", "Amount", "currency"),
        ),
    ),
    stem="fct_thing",
    rows=1,
    guarded=0,
    empty_columns=(),
    key_is_complete=True,
    sources=(SOURCE,),
    years=(2008, 2024),
    corrections=3,
)


def due(day: dt.date | None) -> SourceUse:
    return dataclasses.replace(SOURCE, next_expected_on=day)


def test_the_first_sentence_is_the_title_and_the_citation() -> None:
    told = readme(PACKAGE, FACTS, "en")
    assert told.startswith("# One thing (`fct_thing`)\n")
    assert "One thing. Never two." in told
    assert "Veta (2026). fct_thing: One thing. v2026.11.0. Based on: Oficina." in told
    assert "- Years: 2008–2024" in told
    assert "- Units: units of the currency in `currency`" in told
    assert "corrects 3 values" in told


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ([dt.date(2025, 1, 1), dt.date(2027, 2, 1), dt.date(2026, 12, 1)], "2026-12-01"),
        (
            [dt.date(2025, 1, 1), dt.date(2026, 3, 1)],
            "ninguna por venir; la última se esperaba el 2026-03-01",
        ),
        ([None], "la fuente no lo dice"),
    ],
)
def test_an_update_that_is_overdue_is_not_promised(days: list[dt.date | None], said: str) -> None:
    package = dataclasses.replace(PACKAGE, sources=tuple(due(day) for day in days))
    assert f"- Próxima actualización esperada: {said}\n" in readme(package, FACTS, "es")


def test_caveats_that_do_not_fit_are_counted() -> None:
    package = dataclasses.replace(PACKAGE, sources=(SOURCE,) * (CAVEATS + 2))
    told = readme(package, FACTS, "en")
    assert told.count("- s: Beware.") == CAVEATS
    assert "- 2 more sources have caveats" in told


def test_a_licence_that_nobody_stated_is_not_invented() -> None:
    told = licences(PACKAGE)
    assert "el publicador no declara ninguna" in told
    assert "the publisher states none" in told
    open_one = dataclasses.replace(SOURCE, licence="CC BY 4.0")
    assert ": CC BY 4.0" in licences(dataclasses.replace(PACKAGE, sources=(open_one,)))
