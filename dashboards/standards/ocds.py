"""Contracts as OCDS 1.1.5 releases: https://standard.open-contracting.org/1.1/."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from dashboards.published import Edition, Row

PREFIX = "ocds-veta00"
STATUSES = frozenset({"pending", "active", "cancelled", "terminated"})
METHODS = frozenset({"open", "selective", "limited", "direct"})


def package(rows: Sequence[Row], edition: Edition, address: str, policy: str) -> dict[str, Any]:
    """A release package.

    Args:
        rows: contracts with their `suppliers`.
        edition: edition being read.
        address: where this package is.
        policy: page that lists the sources and their licences.
    """
    return {
        "uri": address,
        "version": "1.1",
        "publishedDate": edition.created_at,
        "publisher": {"name": "Veta" + (" [SYNTHETIC DATA]" if edition.synthetic else "")},
        # Each source has its own licence; the page lists them all.
        "publicationPolicy": policy,
        "releases": [release(row, edition) for row in rows],
    }


def ocid(row: Row) -> str:
    """The process's own ocid where it has one, else one made from country and process."""
    process = str(row.get("process_id") or row["contract_id"])
    return process if process.startswith("ocds-") else f"{PREFIX}-{row['country']}-{process}"


def release(row: Row, edition: Edition) -> dict[str, Any]:
    """One contract as a release."""
    code = str(row["contract_id"])
    buyer = clean({"id": row["buyer_code"], "name": row["buyer_name"]})
    suppliers = [
        clean({"id": s["supplier_id"], "name": s["supplier_name"]}) for s in row["suppliers"]
    ]
    parties = [{**buyer, "roles": ["buyer"]}] if buyer else []
    parties += [{**s, "roles": ["supplier"]} for s in suppliers if "id" in s]
    tender = {
        "id": str(row["process_id"] or code),
        "procurementMethod": row["method"] if row["method"] in METHODS else None,
        "procurementMethodDetails": row["method_details"],
    }
    contract = {
        "id": code,
        "awardID": code,
        "title": row["object"],
        "status": row["status"] if row["status"] in STATUSES else None,
        "period": clean({"startDate": moment(row["start_on"]), "endDate": moment(row["end_on"])}),
        "value": value(row["current_value"], row["currency"]),
        "dateSigned": moment(row["signed_on"]),
    }
    return clean(
        {
            "ocid": ocid(row),
            "id": f"{code}-{edition.id}",
            "date": moment(row["data_as_of"]) or edition.created_at,
            "tag": ["contract"],
            "initiationType": "tender",
            "language": "es",
            "parties": parties,
            "buyer": buyer,
            "planning": clean({"budget": clean({"projectID": row["project_code"]})}),
            "tender": clean(tender),
            "awards": [clean({"id": code, "suppliers": suppliers})],
            "contracts": [clean(contract)],
        }
    )


def moment(day: dt.date | None) -> str | None:
    """A date as the standard's date-time; the hour is not known and midnight is its convention."""
    return f"{day.isoformat()}T00:00:00Z" if day else None


def value(amount: Decimal | None, currency: str | None) -> dict[str, Any] | None:
    """An amount as the standard's number with its currency."""
    if amount is None:
        return None
    # JSON numbers of the standard are floats: exact to the cent below 90 million millions.
    return clean({"amount": float(amount), "currency": currency})


def clean(told: dict[str, Any]) -> dict[str, Any]:
    """Without what is not known: the standard refuses empty objects and lists."""
    return {name: cell for name, cell in told.items() if cell not in (None, "", [], {})}
