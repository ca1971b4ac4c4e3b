"""Alianzas para la Prosperidad: what its page says of Casanare in 2012."""

import datetime as dt
from pathlib import Path

from ingest.settings import Settings
from tests.sources.pe_support import lake
from tests.sources.promise_support import (
    bring_in_facts,
    check_every_fact,
    document,
    facts,
    places,
    says,
)

SOURCE = "co_mininterior_alianzas_prosperidad"
FORUM = "CO-ALIANZAS-PROSPERIDAD-2012"


def test_facts_of_the_page(settings: Settings) -> None:
    bring_in_facts(settings, SOURCE)
    check_every_fact(settings, {FORUM})
    assert facts(settings, "measure") == {"Municipios cubiertos": 13, "Comités de diálogo": 50}
    kinds = lake(settings, "forum_fact", "select kind, count(*) from lake group by 1")
    assert dict(kinds) == {
        "phase": 1, "measure": 2, "actor": 3, "topic": 7, "lesson": 4, "recommendation": 15,
    }  # fmt: skip


def test_period_is_of_months(settings: Settings) -> None:
    bring_in_facts(settings, SOURCE)
    period = "select starts_on, ends_on, period_precision, source_url from lake"
    expected = (dt.date(2012, 2, 1), dt.date(2012, 7, 31), "month", None)
    assert lake(settings, "forum", period) == [expected]
    as_of = lake(settings, "forum_fact", "select distinct as_of from lake")
    assert as_of == [(dt.date(2012, 7, 31),)]


def test_no_municipality_is_chosen(settings: Settings) -> None:
    bring_in_facts(settings, SOURCE)
    assert places(settings) == {(FORUM, "CO-85")}


def test_the_page_gives_these_numbers(extracts: Path) -> None:
    page = document(extracts, "000")
    assert says(page, 13, "municipios")
    assert says(page, 50, "comites")
    assert "febrero – julio de 2012" in page
