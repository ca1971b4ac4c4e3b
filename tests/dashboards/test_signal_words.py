"""A signal's figures never stand without their unit, nor its subject without its stream."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from dashboards.components import signal_words
from dashboards.i18n import set_language
from tests.conftest import ROOT

BARE = {"star", "MAD", "HHI 0-10 000"}  # indices: a number is all there is to say
UNITS = {
    str(yaml.safe_load(path.read_text(encoding="utf-8"))["unit"])
    for path in (ROOT / "dbt_project/indicators").glob("*.yml")
}


@pytest.mark.parametrize("unit", sorted(UNITS - BARE))
def test_every_unit_of_an_indicator_has_words(unit: str) -> None:
    set_language("es")
    assert signal_words.value(2.5, unit, "PE") != signal_words.plain(2.5, "PE")


def test_money_per_head_names_its_currency() -> None:
    set_language("en")
    told = signal_words.value(5_086_027.06, "currency per inhabitant", "CO")
    assert told.replace("\u00a0", " ") == "COP 5.09 million per inhabitant"


def test_a_body_with_a_result_for_each_stream_names_it(edition: Path) -> None:
    set_language("en")
    row = {"subject_name": "Puerto Gaitán", "subject_id": "1", "scope": "PE_CANON"}
    told = signal_words.subject({**row, "subject_type": "beneficiary_period"})
    assert told == "Puerto Gaitán (Mining canon)"
    assert signal_words.subject({**row, "subject_type": "project"}) == "Puerto Gaitán"
