"""The price index that constant prices rest on, year by year."""

from __future__ import annotations

from dashboards import published


def index(country: str) -> dict[int, float]:
    """Consumer price index of a country by year, oldest first; empty where none is loaded."""
    if not published.has("fct_reference_value"):
        return {}
    found = published.rows(
        "select year, value from fct_reference_value "
        "where country = $country and concept = 'consumer_price_index' and value > 0 "
        "order by year",
        {"country": country},
    )
    return {int(row["year"]): float(row["value"]) for row in found}
