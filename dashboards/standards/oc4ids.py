"""Projects as OC4IDS 0.9.5: https://standard.open-contracting.org/infrastructure/."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dashboards.published import Edition, Row
from dashboards.queries import places
from dashboards.standards.ocds import clean, moment, ocid, value

PREFIX = "oc4ids-veta00"
STATUSES = {
    "not_started": "preparation",
    "contracted": "preparation",
    "in_progress": "implementation",
    "suspended": "implementation",
    "finished": "completion",
    "closed": "completion",
    "cancelled": "cancelled",
}
SCHEMES = {"PE": "PE-CUI", "CO": "CO-BPIN"}


def package(
    rows: Sequence[Row],
    contracts: Mapping[tuple[str, str], Sequence[Row]],
    edition: Edition,
    address: str,
    policy: str,
) -> dict[str, Any]:
    """A project package.

    Args:
        rows: projects with their `territories`.
        contracts: contracts by country and project code.
        edition: edition being read.
        address: where this package is.
        policy: page that lists the sources and their licences.
    """
    return {
        "uri": address,
        "version": "0.9",
        "publishedDate": edition.created_at,
        "publisher": {"name": "Veta" + (" [SYNTHETIC DATA]" if edition.synthetic else "")},
        # Each source has its own licence; the page lists them all.
        "publicationPolicy": policy,
        "projects": [
            project(row, contracts.get((row["country"], row["project_code"]), ())) for row in rows
        ],
    }


def project(row: Row, contracts: Sequence[Row]) -> dict[str, Any]:
    """One project."""
    code = str(row["project_code"])
    authority = clean({"id": row["executor_code"], "name": row["executor_name"]})
    budget = {
        "amount": value(row["total_value"], row["currency"]),
        "approvalDate": moment(row["approved_on"]),
    }
    period = {"startDate": moment(row["started_on"]), "endDate": moment(row["planned_end_on"])}
    return clean(
        {
            "id": f"{PREFIX}-{row['country']}-{code}",
            "updated": moment(row["data_as_of"]),
            "language": "es",
            "identifiers": [
                clean({"id": code, "scheme": SCHEMES.get(row["country"], "other")}),
            ],
            "title": row["name"],
            "status": STATUSES.get(str(row["status"])),
            "publicAuthority": authority,
            "parties": [{**authority, "roles": ["publicAuthority"]}] if "id" in authority else [],
            "budget": clean(budget),
            "period": clean(period),
            "completion": clean({"endDate": moment(row["ended_on"])}),
            "locations": [clean({"id": code, "description": _name(code)}) for code in _codes(row)],
            "contractingProcesses": [_process(contract) for contract in _once(contracts)],
        }
    )


def _codes(row: Row) -> list[str]:
    return sorted({t["territory_id"] for t in row["territories"] if t["territory_id"]})


def _name(code: str) -> str | None:
    known = places.index().get(code)
    return known.label if known else None


def _once(contracts: Sequence[Row]) -> list[Row]:
    """One contract per process: the standard lists processes."""
    return list({ocid(row): row for row in contracts}.values())


def _process(row: Row) -> dict[str, Any]:
    code = ocid(row)
    period = {"startDate": moment(row["start_on"]), "endDate": moment(row["end_on"])}
    summary = {
        "ocid": code,
        "externalReference": row["contract_id"],
        "title": row["object"],
        "contractValue": value(row["current_value"], row["currency"]),
        "contractPeriod": clean(period),
    }
    return {"id": code, "summary": clean(summary)}
