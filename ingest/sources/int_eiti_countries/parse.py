"""Lays out the EITI API's countries as rows: reports are nested by year and by kind of answer.

Contact persons are left out. Does not belong here: typing of values (``source.yml`` says it).
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ingest.problems import IngestError, Problem
from ingest.readers.excel import as_text
from ingest.readers.sheet import Cell, Sheet

Json = dict[str, Any]
Row = tuple[Any, ...]
HEADER = ["iso2", "year", "section", "topic", "label", "value", "unit", "text", "source"]
RATES = ["iso2", "year", "rate", "currency"]
ABOUT = ("year_start", "year_end", "currency_code", "currency_rate")
OPENNESS = {"licenses": "Licences (2.3)", "contracts": "Contracts (2.4)"}
RATES_FROM = 1_000_000  # source_row of the first exchange rate


def read(path: Path) -> list[Sheet]:
    """Two sheets: what each report discloses, and its exchange rate.

    Raises:
        IngestError: The file is not the interface's answer.
    """
    try:
        countries = json.loads(path.read_text(encoding="utf-8"))["data"]
        disclosed = [row for country in countries for row in _disclosed(country)]
        rates = [row for country in countries for row in _rates(country)]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise IngestError(Problem("unreadable_file", path.name, value=str(error))) from error
    return [
        Sheet("disclosure", _cells(HEADER, disclosed), list(range(len(disclosed) + 1))),
        Sheet("rate", _cells(RATES, rates), [RATES_FROM + n for n in range(len(rates) + 1)]),
    ]


def _disclosed(country: Json) -> Iterator[Row]:
    iso2 = country["iso2"]
    for year, sides in _years(country, "revenues"):
        for side, amount in sides.items():
            yield iso2, year, "total", "Revenues", side, amount, "USD", None, None
    for year, answers in _years(country, "reports"):
        for a in answers:
            text = a["value_text"] if a["value_bool"] is None else a["value_bool"]
            place = (iso2, year, "context", a["parent"], a["commodity"])
            yield *place, a["value"], a["unit"], text, a["source"]
    for year, about in _years(country, "metadata"):
        yield from _words(iso2, year, "about", "Report", _about(about))
    for key, topic in OPENNESS.items():
        for year, answers in _years(country, key):
            yield from _words(iso2, year, "requirement", topic, answers)


def _about(about: Json) -> Json:
    """Terms of a report, without its contact person."""
    answers = {key: about.get(key) for key in ABOUT}
    answers |= about.get("reporting_organisations") or {}
    disaggregated = about.get("disaggregated") or {}
    answers |= {f"disaggregated by {key}": value for key, value in disaggregated.items()}
    return answers | {"sectors": ", ".join(about.get("sectors_covered") or [])}


def _words(iso2: str, year: str, section: str, topic: str, answers: Json) -> Iterator[Row]:
    for label, text in answers.items():
        if text:
            yield iso2, year, section, topic, label, None, None, text, None


def _rates(country: Json) -> Iterator[Row]:
    for year, about in _years(country, "metadata"):
        if about.get("currency_rate") and about.get("currency_code") not in (None, "USD"):
            yield country["iso2"], year, about["currency_rate"], about["currency_code"]


def _years(country: Json, key: str) -> list[tuple[str, Any]]:
    """Reports by year; the interface gives an empty list, not an object, where there is none."""
    found = country.get(key)
    return sorted(found.items()) if isinstance(found, dict) else []


def _cells(header: list[str], rows: list[Row]) -> list[list[Cell]]:
    return [list(header), *([as_text(value) for value in row] for row in rows)]
