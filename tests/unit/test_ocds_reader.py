"""OCDS in the shapes that publishers use, merged by the standard's rules."""

import gzip
import json
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from ingest.problems import IngestError
from ingest.readers import ocds
from ingest.readers.ocds_rows import SECTIONS
from ingest.readers.sheet import Sheet

OCID = "ocds-abc123-1"


def release(date: str, **more: Any) -> dict[str, Any]:
    return {"ocid": OCID, "id": f"{OCID}-{date}", "date": date, **more}


def sections(path: Path) -> dict[str, list[dict[str, str | None]]]:
    return {s.name: rows(s) for s in ocds.read(path)}


def rows(sheet: Sheet) -> list[dict[str, str | None]]:
    columns = [list(sheet.column(at)) for at in range(len(sheet.rows[0]))]
    return [dict(zip(sheet.rows[0], row, strict=True)) for row in zip(*columns, strict=True)]


FIRST = release(
    "2025-01-01T00:00:00Z",
    buyer={"id": "B-1", "name": "Buyer"},
    tender={"id": "T", "title": "Bridge", "status": "active", "value": {"amount": 10}},
    awards=[{"id": "A", "status": "pending", "suppliers": [{"id": "S-1", "name": "One"}]}],
)
SECOND = release(
    "2025-02-01T00:00:00Z",
    tender={"id": "T", "title": None, "status": "complete", "description": "A bridge"},
    awards=[
        {"id": "A", "status": "active", "value": {"amount": 9.5, "currency": "PEN"}},
        {"id": "B", "status": "active"},
    ],
    contracts=[{"id": "C", "awardID": "A", "value": {"amount": 9.5, "currency": "PEN"}}],
)
RECORD = {"ocid": OCID, "releases": [SECOND, FIRST]}
COMPILED = {"ocid": OCID, "releases": [FIRST], "compiledRelease": ocds.merge([FIRST, SECOND])}
SHAPES = {
    "release package": json.dumps({"version": "1.1", "releases": [SECOND, FIRST]}),
    "record package": json.dumps({"records": [RECORD]}),
    "record package with a compiled release": json.dumps({"records": [COMPILED]}),
    "list of packages": json.dumps([{"releases": [FIRST]}, {"releases": [SECOND]}]),
    "envelope of an interface": json.dumps(
        {"releases": [{"package": {"releases": [FIRST, SECOND]}}]}
    ),
    "JSON lines": json.dumps(SECOND) + "\n" + json.dumps(FIRST) + "\n",
    "JSON lines of packages": "\n".join(json.dumps({"releases": [r]}) for r in (FIRST, SECOND)),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_gives_the_same_merged_process(tmp_path: Path, shape: str) -> None:
    path = tmp_path / "x.json"
    path.write_text(SHAPES[shape], encoding="utf-8")
    found = sections(path)
    (process,) = found["process"]
    assert process["title"] == "A bridge"  # the null of the later release removed the title
    assert (process["status"], process["estimated_value"]) == ("complete", "10")
    assert [(a["award_id"], a["status"], a["amount"]) for a in found["award"]] == [
        ("A", "active", "9.5"),
        ("B", "active", None),
    ]
    (supplier,) = found["award_supplier"]  # kept from the first release, which alone names it
    assert (supplier["award_id"], supplier["supplier_id"]) == ("A", "S-1")
    assert found["contract_supplier"][0]["supplier_id"] == "S-1"  # through its award


def test_gzip_and_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "x.json.gz"
    path.write_bytes(gzip.compress(SHAPES["release package"].encode("utf-8-sig")))
    assert len(sections(path)["process"]) == 1


def test_bids_of_the_extension_and_tenderers_without_them(tmp_path: Path) -> None:
    bid = {
        "id": "1",
        "date": "2025-01-02T10:00:00-05:00",
        "status": "valid",
        "tenderers": [{"id": "S-1"}, {"id": "S-2"}],
        "value": {"amount": 8, "currency": "PEN"},
    }
    other = {"ocid": "ocds-abc123-2", "date": "2025", "tender": {"tenderers": [{"id": "S-3"}]}}
    path = tmp_path / "x.json"
    path.write_text(json.dumps([release("2025-01-02", bids={"details": [bid]}), other]))
    found = sections(path)
    assert [(b["amount"], b["status"]) for b in found["bid"]] == [("8", "valid")]
    assert [t["tenderer_id"] for t in found["bid_tenderer"]] == ["S-1", "S-2"]
    assert [t["tenderer_id"] for t in found["tenderer"]] == ["S-3"]
    assert [p["bidders"] for p in found["process"]] == [None, "1"]


def test_version_1_0_names_parties_by_identifier(tmp_path: Path) -> None:
    party = {"identifier": {"scheme": "CO-RUE", "id": "900"}, "name": "X"}
    path = tmp_path / "x.json"
    path.write_text(json.dumps(release("2017", buyer=party)))
    assert sections(path)["process"][0]["buyer_code"] == "CO-RUE-900"


def test_values_outside_the_code_lists_stay_as_raw_text(tmp_path: Path) -> None:
    tender = {"procurementMethod": "Cerere a ofertelor", "status": "Executarea"}
    path = tmp_path / "x.json"
    path.write_text(json.dumps(release("2017", tender=tender)))
    (process,) = sections(path)["process"]
    assert (process["method"], process["method_details"]) == (None, "Cerere a ofertelor")
    assert (process["status"], process["status_raw"]) == (None, "Executarea")


def test_row_numbers_differ_between_sections(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text(SHAPES["release package"], encoding="utf-8")
    numbers = [n for s in ocds.read(path) for n in pq.read_table(s.file)["source_row"].to_pylist()]
    assert len(numbers) == len(set(numbers))
    assert {s.name for s in ocds.read(path)} == set(SECTIONS)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"releases": []}', '{"a": 1}', "{}\n{", "\x80"])
def test_what_is_no_ocds_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "x.json"
    path.write_bytes(text.encode("latin-1"))
    with pytest.raises(IngestError) as caught:
        ocds.read(path)
    assert caught.value.problems[0].code == "unreadable_file"
