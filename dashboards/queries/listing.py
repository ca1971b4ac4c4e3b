"""Lists for machines: which places have anything to show."""

from __future__ import annotations

from dashboards import published


def places_with_money() -> list[str]:
    """Territories with any row of the money chain, by id."""
    found = published.rows(
        "select distinct territory_id from fct_money_chain where territory_id is not null "
        "order by territory_id"
    )
    return [row["territory_id"] for row in found]
