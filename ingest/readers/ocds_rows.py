"""Rows of the procurement entities that one merged OCDS process gives, as text.

Column names are the entities' own; values outside the standard's code lists stay in the ``*_raw``
or ``*_details`` column. Identifiers and names of parties come as published: which of them are
natural persons is for the source to say. Does not belong here: reading files (``ocds.py``).
"""

import re
from collections.abc import Iterator
from typing import Any

from ingest.readers.excel import as_text
from ingest.readers.sheet import Cell
from ingest.text import plain

Json = dict[str, Any]
Row = dict[str, Cell]
_PUBLISHER = re.compile(r"(?i)^(ocds-[a-z0-9]{6})-")

_COLUMNS: dict[str, list[str]] = {
    "process": [
        *("process_id", "tender_id", "buyer_code", "buyer_name", "procuring_entity_code"),
        *("region_name", "municipality_name", "title", "method", "method_details", "category"),
        *("estimated_value", "value_reserved", "currency"),
        *("published_on", "tender_start", "tender_end", "tender_start_at", "tender_end_at"),
        *("awarded_on", "bidders", "status_raw", "status", "project_code", "released_on"),
        *("publisher", "tagged"),
    ],
    "award": ["process_id", "award_id", "status", "amount", "currency", "awarded_on"],
    "award_supplier": ["process_id", "award_id", "supplier_id", "supplier_name"],
    "award_item": ["process_id", "award_id", "item_code", "item_scheme", "amount", "currency"],
    "contract": [
        *("contract_id", "process_id", "award_id", "buyer_code", "buyer_name", "region_name"),
        *("municipality_name", "object", "type", "method", "method_details", "item_code"),
        *("initial_value", "paid", "currency", "signed_on", "start_on", "end_on"),
        *("status_raw", "status", "project_code"),
    ],
    "contract_supplier": ["contract_id", "process_id", "supplier_id", "supplier_name"],
    "bid": ["process_id", "bid_id", "amount", "currency", "submitted_at", "status", "rank"],
    "bid_tenderer": ["process_id", "bid_id", "tenderer_id", "tenderer_name"],
    "tenderer": ["process_id", "bid_id", "tenderer_id", "tenderer_name"],
    "party_contact": ["process_id", "party_id", "party_name", "contact_kind", "contact"],
}
# Every row says what a source of any publisher tells the country by.
SECTIONS = {
    section: [*columns, "country_name", "process_currency"] for section, columns in _COLUMNS.items()
}
SELLERS = {"tenderer", "supplier"}
CODES = {
    "method": {"open", "selective", "limited", "direct"},
    "tender": {
        *("planning", "planned", "active", "cancelled", "unsuccessful", "complete", "withdrawn"),
    },
    "award": {"pending", "active", "cancelled", "unsuccessful"},
    "contract": {"pending", "active", "cancelled", "terminated"},
    "bid": {"invited", "pending", "valid", "disqualified", "withdrawn"},
}


def rows_of(section: str, process: Json) -> Iterator[Row]:
    """The rows of one section.

    Args:
        section: Key of ``SECTIONS``.
        process: A merged release.
    """
    common = _everywhere(process)
    for row in _MAKERS[section](process):
        yield common | row


def _everywhere(process: Json) -> Row:
    tender = _object(process, "tender")
    buyer = _object(process, "buyer") or _object(tender, "procuringEntity")
    address = _object(_party_of(process, buyer), "address")
    valued = [tender, *_objects(process, "contracts"), *_objects(process, "awards")]
    currencies = [_text(_object(v, "value").get("currency")) for v in valued]
    return {
        "process_id": _text(process.get("ocid")),
        "country_name": _text(address.get("countryName")),
        "process_currency": next((c for c in currencies if c), None),
    }


def _process(process: Json) -> Iterator[Row]:
    tender = _object(process, "tender")
    period = _object(tender, "tenderPeriod")
    value = _object(tender, "value")
    dates = [d for a in _objects(process, "awards") if (d := _day(a.get("date")))]
    tenderers = _objects(tender, "tenderers")
    status = _text(tender.get("status"))
    yield _common(process) | {
        "tender_id": _text(tender.get("id")),
        "procuring_entity_code": party_id(_object(tender, "procuringEntity")),
        "title": _joined(tender.get("title"), tender.get("description")),
        "category": _text(tender.get("mainProcurementCategory")),
        "estimated_value": _text(value.get("amount")),
        "value_reserved": _text(tender.get("hasTenderInformationProtectedByLaw")),
        "currency": _text(value.get("currency")),
        "published_on": _day(tender.get("datePublished")),
        "tender_start": _text(period.get("startDate")),
        "tender_end": _text(period.get("endDate")),
        "tender_start_at": _moment(period.get("startDate")),
        "tender_end_at": _moment(period.get("endDate")),
        "awarded_on": min(dates, default=None),
        "bidders": _text(tender.get("numberOfTenderers"))
        or (str(len(tenderers)) if tenderers else None),
        "status_raw": _text(tender.get("statusDetails")) or status,
        "status": _coded("tender", status),
        "released_on": _day(process.get("date")),
        # ocds- and six characters name the publisher (OCDS registry of prefixes)
        "publisher": next(iter(_PUBLISHER.findall(str(process.get("ocid")))), "").lower() or None,
        "tagged": "yes" if process.get("date") and process.get("tag") else None,
    }


def _award(process: Json) -> Iterator[Row]:
    for award in _objects(process, "awards"):
        value = _object(award, "value")
        yield {
            "award_id": _text(award.get("id")),
            "status": _coded("award", _text(award.get("status"))),
            "amount": _text(value.get("amount")),
            "currency": _text(value.get("currency")),
            "awarded_on": _day(award.get("date")),
        }


def _award_supplier(process: Json) -> Iterator[Row]:
    for award in _objects(process, "awards"):
        for supplier in _parties(award, "suppliers"):
            yield {"award_id": _text(award.get("id")), **_named("supplier", supplier)}


def _award_item(process: Json) -> Iterator[Row]:
    for award in _objects(process, "awards"):
        for item in _objects(award, "items"):
            value = _object(item, "totalValue")
            kind = _object(item, "classification")
            yield {
                "award_id": _text(award.get("id")),
                "item_code": _text(kind.get("id")),
                "item_scheme": _text(kind.get("scheme")),
                "amount": _text(value.get("amount")),
                "currency": _text(value.get("currency")),
            }


def _contract(process: Json) -> Iterator[Row]:
    common = _common(process)
    tender = _object(process, "tender")
    for contract in _objects(process, "contracts"):
        value, period = _object(contract, "value"), _object(contract, "period")
        items = _objects(contract, "items")
        status = _text(contract.get("status"))
        yield common | {
            "contract_id": _text(contract.get("id")),
            "award_id": _text(contract.get("awardID")),
            "object": _joined(contract.get("title"), contract.get("description")),
            "type": _text(tender.get("mainProcurementCategory")),
            "item_code": _text(_object(items[0], "classification").get("id")) if items else None,
            "initial_value": _text(value.get("amount")),
            "paid": _paid(contract),
            "currency": _text(value.get("currency")),
            "signed_on": _day(contract.get("dateSigned")),
            "start_on": _day(period.get("startDate")),
            "end_on": _day(period.get("endDate")),
            "status_raw": _text(contract.get("statusDetails")) or status,
            "status": _coded("contract", status),
        }


def _contract_supplier(process: Json) -> Iterator[Row]:
    """A contract's own suppliers where the extension gives them, else those of its award."""
    awards = {str(a.get("id")): a for a in _objects(process, "awards")}
    for contract in _objects(process, "contracts"):
        award = awards.get(str(contract.get("awardID")), {})
        for supplier in _parties(contract, "suppliers") or _parties(award, "suppliers"):
            yield {"contract_id": _text(contract.get("id")), **_named("supplier", supplier)}


def _bid(process: Json) -> Iterator[Row]:
    for bid in _objects(_object(process, "bids"), "details"):
        value = _object(bid, "value")
        yield {
            "bid_id": _text(bid.get("id")),
            "amount": _text(value.get("amount")),
            "currency": _text(value.get("currency")),
            "submitted_at": _moment(bid.get("date")),
            "status": _coded("bid", _text(bid.get("status"))),
            "rank": _text(bid.get("rank")),
        }


def _bid_tenderer(process: Json) -> Iterator[Row]:
    for bid in _objects(_object(process, "bids"), "details"):
        for tenderer in _parties(bid, "tenderers"):
            yield {"bid_id": _text(bid.get("id")), **_named("tenderer", tenderer)}


def _tenderer(process: Json) -> Iterator[Row]:
    """Those who took part, where the publisher lists them without their bids."""
    if _objects(_object(process, "bids"), "details"):
        return
    for tenderer in _parties(_object(process, "tender"), "tenderers"):
        yield {"bid_id": party_id(tenderer), **_named("tenderer", tenderer)}


def _party_contact(process: Json) -> Iterator[Row]:
    """How those who bid or sell can be reached, in a form that two spellings share.

    A sentence in place of a detail ("see the supplier's file") is none.
    """
    for party in _objects(process, "parties"):
        if not SELLERS & set(party.get("roles") or []):
            continue
        reached, address = _object(party, "contactPoint"), _object(party, "address")
        found = {
            "email": _email(_text(reached.get("email"))),
            "telephone": _telephone(_text(reached.get("telephone"))),
            "address": _street(_text(address.get("streetAddress")), _text(address.get("locality"))),
        }
        for kind, contact in found.items():
            if contact:
                yield {
                    "party_id": party_id(party),
                    "party_name": _text(party.get("name")),
                    "contact_kind": kind,
                    "contact": contact,
                }


def _email(text: Cell) -> Cell:
    found = re.fullmatch(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", (text or "").strip())
    return found[0].lower() if found else None


def _telephone(text: Cell) -> Cell:
    digits = re.sub(r"\D", "", text or "")
    return digits[-9:] if len(digits) >= 7 and len(set(digits)) > 2 else None


def _street(street: Cell, locality: Cell) -> Cell:
    words = " ".join(re.findall(r"\w+", plain(f"{street or ''} {locality or ''}")))
    return words if street and re.search(r"\d", street) else None


def _common(process: Json) -> Row:
    """What a process and its contracts both say: buyer, place, method, project."""
    tender = _object(process, "tender")
    buyer = _object(process, "buyer") or _object(tender, "procuringEntity")
    address = _object(_party_of(process, buyer), "address")
    method = _text(tender.get("procurementMethod"))
    known = _coded("method", method)
    budget = _object(_object(process, "planning"), "budget")
    return {
        "buyer_code": party_id(buyer),
        "buyer_name": _text(buyer.get("name")),
        # Peru's extension: department, region (its province), locality (its district)
        "region_name": _text(address.get("department")) or _text(address.get("region")),
        "municipality_name": _text(address.get("locality")),
        "method": known,
        "method_details": _text(tender.get("procurementMethodDetails"))
        or (None if known else method),
        "project_code": _text(budget.get("projectID")),
    }


def party_id(party: Json) -> Cell:
    """A party's identifier: its own, or that of its ``identifier`` (OCDS 1.0)."""
    if own := _text(party.get("id")):
        return own
    identifier = _object(party, "identifier")
    parts = [_text(identifier.get("scheme")), _text(identifier.get("id"))]
    return "-".join(p for p in parts if p) or None


def _party_of(process: Json, reference: Json) -> Json:
    wanted = party_id(reference)
    found = (p for p in _objects(process, "parties") if party_id(p) == wanted)
    return next(found, reference)


def _parties(holder: Json, key: str) -> list[Json]:
    """Organisations of a list that can be told apart; each once."""
    return list(
        {i: p for p in _objects(holder, key) if (i := party_id(p) or p.get("name"))}.values()
    )


def _named(prefix: str, party: Json) -> Row:
    name = _text(party.get("name"))
    return {f"{prefix}_id": party_id(party) or name, f"{prefix}_name": name}


def _paid(contract: Json) -> Cell:
    made = _objects(_object(contract, "implementation"), "transactions")
    amounts = [
        (_object(t, "value") or _object(t, "amount")).get("amount")  # 1.0 calls the value "amount"
        for t in made
    ]
    numbers = [a for a in amounts if isinstance(a, int | float)]
    return as_text(float(sum(numbers))) if numbers else None


def _object(holder: Json, key: str) -> Json:
    found = holder.get(key)
    return found if isinstance(found, dict) else {}


def _objects(holder: Json, key: str) -> list[Json]:
    found = holder.get(key)
    return [o for o in found if isinstance(o, dict)] if isinstance(found, list) else []


def _text(value: Any) -> Cell:
    return None if isinstance(value, dict | list) else as_text(value)


def _joined(title: Any, description: Any) -> Cell:
    parts = [t for t in (_text(title), _text(description)) if t]
    return " · ".join(dict.fromkeys(parts)) or None


def _day(value: Any) -> Cell:
    text = _text(value)
    return text[:10] if text else None


def _moment(value: Any) -> Cell:
    """A time with its offset; one without says nothing about when it was."""
    text = _text(value) or ""
    return text if len(text) > 10 and (text.endswith("Z") or text[-6:-5] in "+-") else None


def _coded(code_list: str, value: Cell) -> Cell:
    return value if value in CODES[code_list] else None


_MAKERS = {
    "process": _process,
    "award": _award,
    "award_supplier": _award_supplier,
    "award_item": _award_item,
    "contract": _contract,
    "contract_supplier": _contract_supplier,
    "bid": _bid,
    "bid_tenderer": _bid_tenderer,
    "tenderer": _tenderer,
    "party_contact": _party_contact,
}
