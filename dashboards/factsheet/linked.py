"""A factsheet described for machines: schema.org, and where its figures are as data."""

from __future__ import annotations

import json
from typing import Any

from dashboards.factsheet.content import Sheet
from dashboards.queries import money, trust


def query(content: Sheet, language: str | None = None) -> str:
    """Query string of a factsheet's addresses, in its own language or another."""
    parts = [f"year={content.period}", f"scope={content.scope}"] if content.period else []
    if (language or content.language) == "en":
        parts.append("lang=en")
    return "?" + "&".join(parts) if parts else ""


def embedded(content: Sheet, address: str, root: str) -> str:
    """schema.org/Dataset of a factsheet, as it stands in its page."""
    return in_html(dataset(content, address, root))


def in_html(described: dict[str, Any]) -> str:
    """Linked data for a script element; `<` is escaped so that no name can end it."""
    return json.dumps(described, ensure_ascii=False).replace("<", "\\u003c")


def dataset(content: Sheet, address: str, root: str) -> dict[str, Any]:
    """The factsheet's figures described as a dataset.

    Args:
        content: what the factsheet says.
        address: address of the factsheet without a query.
        root: address of this installation.
    """
    used = []
    if content.period:
        rows = money.provenance(content.place.id, content.period, content.scope)
        used = [trust.source(code) for code in dict.fromkeys(r["source_id"] for r in rows)]
    known = [row for row in used if row]
    api = data_address(content, root)
    said: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": f"{content.place.label} · {content.period or ''}".strip(" ·"),
        "description": " ".join(content.sentences),
        "url": address + query(content),
        "inLanguage": content.language,
        "isAccessibleForFree": True,
        "version": content.edition.id,
        "dateModified": content.edition.created_at,
        "creator": {"@type": "Organization", "name": "Veta"},
        "spatialCoverage": {"@type": "Place", "name": content.place.label},
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": kind, "contentUrl": where}
            for kind, where in (
                ("application/json", api),
                ("text/csv", api + "&format=csv"),
                ("application/pdf", f"{address}.pdf{query(content)}"),
            )
        ],
        "isBasedOn": [
            {
                "@type": "Dataset",
                "name": row["title_es"],
                "url": row["homepage"],
                "creditText": row["publisher"],
            }
            for row in known
        ],
    }
    licences = sorted({row["licence"] for row in known if row["licence"] != "not stated"})
    if licences:
        said["license"] = licences
    if content.period:
        said["temporalCoverage"] = content.period.replace("-", "/")
    if content.edition.synthetic:
        said["keywords"] = ["sintético", "synthetic"]
    return said


def data_address(content: Sheet, root: str) -> str:
    """The same figures in the API."""
    said = f"{root}/api/v1/money-chain?territory_id={content.place.id}"
    return said + (
        f"&fiscal_period={content.period}&scope={content.scope}" if content.period else ""
    )
