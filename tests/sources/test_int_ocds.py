"""OCDS of any publisher: known by its content, never another source's, nobody's name inside."""

import json
from pathlib import Path
from typing import Any

import pytest

from ingest.problems import IngestError
from ingest.registry import load_sources
from ingest.settings import Settings
from ingest.vintages import recognise
from tests.sample import int_ocds, pe_oece_ocds
from tests.sample.world import PEOPLE, SEED, World
from tests.sources.pe_support import bring_in, cents, lake

SOURCE = "int_ocds"
ENTITIES = [
    *("process", "award", "award_supplier", "contract", "contract_supplier"),
    *("bid", "bid_tenderer", "meta_reject"),
]


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    int_ocds.write(tmp_path, World(SEED))
    return tmp_path


def test_records_and_releases_of_both_versions_load(settings: Settings, sample: Path) -> None:
    reports = bring_in(settings, SOURCE, sorted(sample.glob("muestra*")))

    assert [r.rows_rejected for r in reports] == [0, 0]
    assert sorted(r.vintage.slice for r in reports) == ["ocds-mstr01", "ocds-mstr02"]
    package = json.loads((sample / int_ocds.RECORDS).read_text(encoding="utf-8"))
    compiled = [r["compiledRelease"] for r in package["records"]]
    bids = [b["value"]["amount"] for r in compiled for b in r["bids"]["details"]]
    total = "select count(*), sum(amount), any_value(country) from lake"
    assert lake(settings, "bid", total) == [(len(bids), cents(bids), "CO")]
    contracts = [c["value"]["amount"] for r in compiled for c in r["contracts"]]
    named = "select count(*), sum(initial_value) from lake where process_id like 'ocds-mstr01%'"
    assert lake(settings, "contract", named) == [(4, cents(contracts))]
    merged = "select buyer_code, region_name, status from lake where process_id = 'ocds-mstr02-1'"
    assert lake(settings, "process", merged) == [("CO-NIT-899999099", "Meta", "complete")]


def test_a_person_stays_out_even_of_a_contract_number(settings: Settings, sample: Path) -> None:
    bring_in(settings, SOURCE, [sample / int_ocds.RECORDS])

    texts = "\n".join(str(lake(settings, entity)) for entity in ENTITIES)
    document, name = PEOPLE[0]
    assert "persona-" in texts
    assert document not in texts
    assert name not in texts
    assert name.lower().replace(" ", "-") not in texts
    joined = """select count(distinct contract_id) from lake
        where contract_id like 'ocds-mstr01-%'"""
    assert lake(settings, "contract", joined) == lake(settings, "contract_supplier", joined)


def test_a_named_publisher_keeps_its_files_whatever_they_are_called(tmp_path: Path) -> None:
    pe_oece_ocds.write(tmp_path, World(SEED))
    (file,) = tmp_path.iterdir()
    unnamed = file.rename(tmp_path / "2025-01-releases.json")
    other = tmp_path / "oece-ocds-colombia.jsonl"
    release = {"ocid": "ocds-k50g02-1", "date": "2020-01-01", "tag": ["tender"]}
    other.write_text(json.dumps(release) + "\n" + json.dumps(release | {"id": "2"}) + "\n")

    assert recognise(unnamed, load_sources()).source.id == "pe_oece_ocds"
    assert recognise(other, load_sources()).source.id == SOURCE


@pytest.mark.parametrize(
    "text",
    [
        '{"ocid": "R018", "tender": {"numberOfTenderers": 1}}',  # no release: no date, no tag
        '{"a": 1}\n{"b": 2}',
    ],
)
def test_what_is_no_publication_is_left_where_it_is(tmp_path: Path, text: str) -> None:
    path = tmp_path / "something.jsonl"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(IngestError) as caught:
        recognise(path, load_sources())
    assert [p.code for p in caught.value.problems] == ["unknown_file"]


def test_without_a_country_a_row_is_rejected(settings: Settings, tmp_path: Path) -> None:
    path = tmp_path / "x-ocds.jsonl"
    known: dict[str, Any] = {"ocid": "ocds-zzz111-1", "date": "2020-01-01", "tag": ["tender"]}
    tender = {"tender": {"id": "1", "value": {"amount": 1, "currency": "MDL"}}}
    lines = [known | tender | {"ocid": f"ocds-zzz111-{n}"} for n in range(20)]
    lines.append(known | {"ocid": "ocds-zzz111-99", "tender": {"id": "9"}})
    path.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")

    (report,) = bring_in(settings, SOURCE, [path])

    assert (report.rows_loaded, report.rows_rejected) == (20, 1)
    assert lake(settings, "process", "select distinct country from lake") == [("MD",)]
    assert lake(settings, "meta_reject", 'select "column", reason from lake') == [
        ("country", "missing_value")
    ]


def test_real_files(settings: Settings, extracts: Path) -> None:
    folder = extracts / "intl" / "ocds_samples" / "derived"
    files = [folder / "mexico_grupo-aeroportuario.jsonl", folder / "ukraine.jsonl"]
    reports = bring_in(settings, SOURCE, files)

    releases = [
        json.loads(line) for f in files for line in f.read_text(encoding="utf-8").splitlines()
    ]
    processes = {r["ocid"]: r for r in sorted(releases, key=lambda r: r["date"])}
    assert lake(settings, "process", "select count(*) from lake") == [(len(processes),)]
    countries = "select distinct country from lake order by 1"
    assert lake(settings, "process", countries) == [("MX",), ("UA",)]
    bids = "select count(*), count(distinct country) from lake where amount is not null"
    assert lake(settings, "bid", bids) == [(12, 1)]
    # the airport's awards without the id that OCDS asks for, their items and suppliers
    nameless = [a for r in processes.values() for a in r.get("awards", []) if not a.get("id")]
    missing = "select count(*) from lake where entity = 'award' and reason = 'missing_value'"
    assert lake(settings, "meta_reject", missing) == [(len(nameless),)]
    assert sum(r.rows_rejected for r in reports) == 128
