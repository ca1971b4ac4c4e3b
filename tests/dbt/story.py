"""The story that the tests of the warehouse tell: a few invented rows in real territories.

Small enough to be added up by hand; each block says what it is there to show. Amounts are invented.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

Row = dict[str, Any]


def vintage(source: str, name: str, part: str, as_of: str, **other: Any) -> Row:
    """One row of meta_vintage; counts are of one row loaded unless said otherwise."""
    row: Row = {
        "vintage_id": name,
        "source_id": source,
        "slice": part,
        "kind": "snapshot",
        "retrieved_at": datetime(2026, 1, 1, tzinfo=UTC),
        "origin": f"{name}.csv",
        "sha256": "0" * 64,
        "bytes": 1,
        "data_as_of": date.fromisoformat(as_of),
        "rows_read": 1,
        "rows_loaded": 1,
        "rows_rejected": 0,
        "rows_skipped": 0,
        "rows_written": 1,
        "precedence": 1,
    }
    return {**row, **other}


def lineage(source: str, name: str, part: str) -> Row:
    """Where a row of the lake comes from."""
    return {"source_id": source, "vintage_id": name, "slice": part}


def source(name: str, country: str, entities: str) -> Row:
    """One row of meta_source."""
    return {
        "source_id": name,
        "title_es": name,
        "title_en": name,
        "publisher": "prueba",
        "country": country,
        "licence": "not stated",
        "republish": False,
        "cadence": "once",
        "entities": entities,
        "evidence": "synthetic",
        "state": "active",
    }


def place(territory: str, level: str, name: str, parent: str | None) -> Row:
    """One territory of the list."""
    return {
        **lineage("places", "p1", "all"),
        "territory_id": territory,
        "country": territory[:2],
        "level": level,
        "official_code": territory[3:],
        "name": name,
        "parent_territory_id": parent,
    }


def listed(code: str, territory: str | None, name: str) -> Row:
    """One line of another register's codes."""
    return {
        **lineage("places", "p1", "all"),
        "country": "PE",
        "code_system": "RENIEC",
        "code": code,
        "territory_id": territory,
        "region_name": "Moquegua",
        "province_name": "Mariscal Nieto",
        "municipality_name": name,
    }


PLACES = [
    place("PE-18", "region", "MOQUEGUA", "PE"),
    place("PE-1801", "province", "MARISCAL NIETO", "PE-18"),
    place("PE-180101", "municipality", "MOQUEGUA", "PE-1801"),
    place("PE-180106", "municipality", "TORATA", "PE-1801"),
    place("CO-70", "region", "SUCRE", "CO"),
    place("CO-70001", "municipality", "SINCELEJO", "CO-70"),
    place("CO-70823", "municipality", "SAN JOSÉ DE TOLUVIEJO", "CO-70"),
    place("CO-50", "region", "META", "CO"),
    place("CO-50001", "municipality", "VILLAVICENCIO", "CO-50"),
]


def canon(code: str, amount: str, part: str = "main", name: str = "c1") -> Row:
    """Canon transferred to a municipality in 2013."""
    return {
        **lineage("panel", name, part),
        "country": "PE",
        "beneficiary_code": code,
        "beneficiary_name": code,
        "beneficiary_kind": "municipality",
        "territory_id": f"PE-{code}",
        "fiscal_period": "2013",
        "fiscal_year": 2013,
        "month": 0,
        "stream_code": "CANON_MINERO",
        "income_class": "current",
        "phase": "transferred",
        "amount": amount,
        "currency": "PEN",
    }


def plan(code: str, kind: str, territory: str | None, stream: str, amount: str) -> Row:
    """Planned cash of the biennium 2023-2024."""
    return {
        **lineage("plan", "b1", "2023-2024"),
        "country": "CO",
        "beneficiary_code": code,
        "beneficiary_name": code,
        "beneficiary_kind": kind,
        "territory_id": territory,
        "fiscal_period": "2023-2024",
        "month": 0,
        "stream_code": stream,
        "stream_label": stream,
        "income_class": "current",
        "phase": "planned_cash",
        "amount": amount,
        "currency": "COP",
    }


def part_of_plan(month: int) -> Row:
    """A month of a report that goes up to February of the first year."""
    return plan("70001", "municipality", "CO-70001", "AFAE", "1.00") | {
        **lineage("works", "w2", "all"),
        "fiscal_period": "2025-2026",
        "fiscal_year": 2025,
        "month": month,
    }


def budget(code: str, level: str, pia: str, pim: str, accrued: str, part: str = "main") -> Row:
    """A municipality's year 2013, all funds, in one row of month 0."""
    return {
        **lineage("panel", "c1" if part == "main" else "c2", part),
        "country": "PE",
        "territory_id": f"PE-{code}",
        "entity_code": code,
        "entity_name": code,
        "government_level": level,
        "fiscal_year": 2013,
        "month": 0,
        "stream_code": "ALL",
        "initial_budget": pia,
        "current_budget": pim,
        "accrued": accrued,
        "currency": "PEN",
    }


def contract(name: str, number: str, value: str, region: str, town: str | None, state: str) -> Row:
    """A contract as one daily snapshot showed it."""
    return {
        **lineage("secop", name, "day"),
        "country": "CO",
        "contract_id": number,
        "buyer_code": "B",
        "buyer_name": "Alcaldía",
        "region_name": region,
        "municipality_name": town,
        "method": "open",
        "type": "Obra",
        "current_value": value,
        "funding": "royalty",
        "currency": "COP",
        "signed_on": date(2026, 1, 5),
        "status_raw": state,
        "status": "active",
    }


def public_body(code: str, name: str) -> Row:
    """A body of the register of contracting entities, with an address in Moquegua."""
    return {
        **lineage("places", "p1", "all"),
        "country": "PE",
        "tax_id": f"20{code}",
        "name": name,
        "procurement_code": code,
        "region_name": "MOQUEGUA",
        "province_name": "MARISCAL NIETO",
        "municipality_name": "MOQUEGUA",
        "is_active": True,
    }


def bought_by(code: str) -> Row:
    """A Peruvian contract that names its buyer by code only."""
    return {
        **lineage("places", "p1", "all"),
        "country": "PE",
        "contract_id": f"of-{code}",
        "buyer_code": code,
        "funding": "unknown",
        "currency": "PEN",
        "status": "active",
    }


def project_link(project_code: str, contract_id: str) -> Row:
    """What a register says: this contract carries out that project."""
    return {
        **lineage("works", "w2", "all"),
        "country": "CO",
        "project_code": project_code,
        "contract_id": contract_id,
        "process_id": "PROCESS",
    }


def project(name: str, code: str, progress: float) -> Row:
    """A work as one vintage showed it."""
    return {
        **lineage("works", name, "all"),
        "country": "CO",
        "project_code": code,
        "name": "Vía",
        "status": "in_progress",
        "currency": "COP",
        "physical_progress_pct": progress,
        "financial_progress_pct": 10.0,
    }


def price_index(year: int, value: str, base: str = "2013 = 100") -> Row:
    """The consumer price index of a year."""
    return {
        **lineage("panel", "c1", "main"),
        "country": "PE",
        "concept": "consumer_price_index",
        "year": year,
        "value": value,
        "unit": base,
        "evidence_level": "verified",
    }


def inhabitants(territory: str, count: int) -> Row:
    """Population in 2013."""
    return {
        **lineage("panel", "c1", "main"),
        "territory_id": territory,
        "year": 2013,
        "population": count,
    }


STORY: dict[str, list[Row]] = {
    "meta_source": [
        source("panel", "PE", "allocation,spending"),
        source("plan", "CO", "allocation"),
        source("secop", "CO", "contract"),
        source("works", "CO", "project"),
        source("places", "XX", "territory"),
        source("unseen", "CO", "process"),
    ],
    "meta_vintage": [
        vintage("places", "p1", "all", "2025-01-01"),
        vintage("panel", "c1", "main", "2014-12-31"),
        vintage("panel", "c2", "regional", "2014-12-31", precedence=2),
        vintage("plan", "b1", "2023-2024", "2023-01-01"),
        vintage("secop", "s1", "day", "2026-01-10"),
        vintage("secop", "s2", "day", "2026-01-11"),
        vintage("works", "w1", "all", "2025-01-01"),
        vintage("works", "w2", "all", "2025-03-01"),
    ],
    "territory": PLACES,
    "territory_code": [
        listed("170105", "PE-180106", "TORATA"),
        listed("170101", None, "Moquegua"),
        listed("170107", None, "SAN ANTONIO"),
    ],
    "population": [inhabitants("PE-180101", 100), inhabitants("PE-180106", 50)],
    "reference_value": [
        price_index(2013, "100"),
        price_index(2020, "125"),
        # an index of another base is another series: never mixed with the longer one
        price_index(2022, "10", "2022 = 10"),
    ],
    "allocation": [
        canon("180101", "1000.00"),
        canon("180106", "500.00"),
        # the regional file repeats a row of the main one: loaded once
        canon("180106", "500.00", part="regional", name="c2"),
        plan("70000", "department", "CO-70", "AIRD", "300.00"),
        plan("70001", "municipality", "CO-70001", "ADIR", "200.00"),
        plan("99999", "municipality", "CO-99999", "ADIR", "7.00"),
        plan("SE001", "national_body", None, "AAMB", "11.00"),
        plan("70000", "department", "CO-70", "AFAE", "1000000.00"),
        # collected against a plan up to February: no plan of the biennium
        *(part_of_plan(month) for month in (1, 2)),
    ],
    "spending": [
        budget("180101", "local", "800.00", "2000.00", "1500.00"),
        budget("180106", "local", "100.00", "400.00", "100.00"),
        budget("180106", "local", "100.00", "400.00", "100.00", part="regional"),
    ],
    "contract": [
        contract("s1", "K1", "100.00", "Sucre", "Sincelejo", "Aprobado"),
        contract("s1", "K2", "50.00", "SUCRE", "Toluviejo", "Aprobado"),
        contract("s2", "K1", "120.00", "Sucre", "Sincelejo", "En ejecución"),
        contract("s2", "K3", "70.00", "Meta", "Sincelejo", "Aprobado"),
        *(bought_by(number) for number in ("P1", "P2", "P3")),
    ],
    "entity_bridge": [
        public_body("P1", "MUNICIPALIDAD PROVINCIAL DE MARISCAL NIETO"),
        public_body("P2", "GOBIERNO REGIONAL DE MOQUEGUA - SALUD"),
        public_body("P3", "MINISTERIO DE CULTURA"),
    ],
    "project_contract": [
        project_link("2012", "K1"),
        # a register names two projects of one contract: neither is the contract's
        project_link("2012", "K3"),
        project_link("2013", "K3"),
        # the contract of a process is the one that it names, not its neighbours
        project_link("2013", "ELSEWHERE"),
    ],
    "contract_supplier": [
        {
            **lineage("secop", "s2", "day"),
            "country": "CO",
            "contract_id": "K1",
            "supplier_id": "900",
            "supplier_kind": "company",
            "supplier_name": "Obras SAS",
        }
    ],
    "project": [
        project("w1", "2012", 20.0),
        project("w2", "2012", 35.0),
        project("w1", "2013", 5.0),
    ],
    "project_territory": [
        {
            **lineage("works", "w2", "all"),
            "country": "CO",
            "project_code": "2012",
            "region_name": "Sucre",
        }
    ],
    "forum": [
        {
            **lineage("plan", "b1", "2023-2024"),
            "forum_code": "MX-1",
            "name": "Plan",
            "kind": "action_plan",
            "country": "MX",
        }
    ],
}
