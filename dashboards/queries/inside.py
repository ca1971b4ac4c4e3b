"""Every government inside a place in one period, those without a report too, and their changes."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from dashboards import published
from dashboards.published import Row
from dashboards.queries.money import SUMMED
from dashboards.queries.places import Place, index

OWN = "own_government"
AMOUNTS = ("received", "current_budget", "accrued", "unspent")


def members(place: Place) -> list[Place]:
    """The place's own government and those inside it: regions of a country, else municipalities.

    Peru's provinces have no row of their own: the municipality of a province is that of its
    capital district.
    """
    if place.level == "country":
        return [p for p in index().values() if p.country == place.country and p.level == "region"]
    own = [] if place.level == "province" else [place]
    return own + [
        p for p in index().values() if p.level == "municipality" and p.id.startswith(place.id)
    ]


def governments(place: Place, period: str) -> list[Row]:
    """One row for each government inside a place, the largest balance first.

    A government that no loaded source reports has a row whose amounts are NULL and `reported`
    false. Empty where none of those inside has a figure.
    """
    inside = members(place)
    if len(inside) < 2:
        return []
    found = published.rows(
        SUMMED.format(which="list_contains($codes, c.territory_id)"),
        {"codes": [p.id for p in inside], "period": period, "scope": OWN},
    )
    if not any(row["territory_id"] != place.id for row in found):
        return []
    seen = {row["territory_id"] for row in found}
    silent = [p for p in inside if p.id not in seen]
    empty: Row = dict.fromkeys(found[0])
    return [{**row, "reported": True} for row in found] + [
        {**empty, "territory_id": p.id, "currency": found[0]["currency"], "reported": False}
        for p in sorted(silent, key=lambda p: p.name)
    ]


def total(rows: Sequence[Row]) -> Row:
    """Sum of each amount over the governments that report it; None where it may not be summed.

    Money planned and money received are not added, nor is spending of all sources to spending of
    extractive money.
    """
    told = [row for row in rows if row["reported"]]
    summed: Row = dict.fromkeys(told[0]) if told else {}
    for name in AMOUNTS:
        summed[name] = _sum(told, name)
    if len({row["received_phase"] for row in told if row["received"] is not None}) > 1:
        summed["received"] = None
    if len({row["all_sources"] for row in told if row["all_sources"] is not None}) > 1:
        summed |= {"current_budget": None, "accrued": None, "unspent": None}
    both = [row for row in told if row["current_budget"] and row["accrued"] is not None]
    budget = _sum(both, "current_budget")
    spent = _sum(both, "accrued")
    summed["execution_ratio"] = (
        float(spent / budget) if budget and spent is not None and summed["accrued"] else None
    )
    return summed | {"currency": told[0]["currency"] if told else None, "reported": True}


def _sum(rows: Sequence[Row], name: str) -> Decimal | None:
    cells = [row[name] for row in rows if row[name] is not None]
    return sum(cells, Decimal(0)) if cells else None


# A change from a base this small against the others' says little: it is shown, and said.
SMALL_BASE = Decimal("0.1")


def periods(place: Place) -> list[str]:
    """Periods in which some government inside a place has any figure, newest first."""
    found = published.rows(
        "select distinct fiscal_period from fct_money_chain where scope = $scope "
        "and list_contains($codes, territory_id) order by fiscal_period desc",
        {"scope": OWN, "codes": [p.id for p in members(place) if p.id != place.id]},
    )
    return [row["fiscal_period"] for row in found]


def changes(
    place: Place, period: str, before: str, measure: str, *, constant: bool = False
) -> list[Row]:
    """What each government inside a place had in two periods, the largest gain first.

    Args:
        place: whose insides are compared.
        period: the later period.
        before: the earlier one.
        measure: one of `AMOUNTS`.
        constant: in constant prices; only for `received`, and only where both periods have them.

    Returns:
        `before`, `now`, `change`, `change_ratio` (None from a base of zero), `small_base`: the
        base is under a tenth of the median base. Governments without both figures are left out
        of the comparison and have `change` None.
    """
    column = "real_received" if constant and measure == "received" else measure
    earlier = {row["territory_id"]: row for row in governments(place, before)}
    later = {row["territory_id"]: row for row in governments(place, period)}
    bases = sorted(
        row[column] for row in earlier.values() if row.get(column) is not None and row[column] > 0
    )
    middle = bases[len(bases) // 2] if bases else None
    told = [
        _change(earlier.get(code, {}), later.get(code, {}), code, column, middle)
        for code in dict.fromkeys([*later, *earlier])
    ]
    told.sort(key=lambda row: (row["change"] is None, -(row["change"] or 0), row["territory_id"]))
    return told


def _change(old: Row, new: Row, code: str, column: str, middle: Decimal | None) -> Row:
    before: Decimal | None = old.get(column)
    now: Decimal | None = new.get(column)
    comparable = before is not None and now is not None
    if column == "received" and comparable:
        comparable = old["received_phase"] == new["received_phase"]
    elif column in AMOUNTS[1:] and comparable:
        comparable = old["all_sources"] == new["all_sources"]
    change = now - before if comparable and before is not None and now is not None else None
    source = "spending_source_id" if column in AMOUNTS[1:] else "received_source_id"
    return {
        "territory_id": code,
        "currency": new.get("currency") or old.get("currency"),
        "before": before,
        "now": now,
        "change": change,
        "change_ratio": change / before if change is not None and before else None,
        "small_base": bool(before is not None and middle and before < middle * SMALL_BASE),
        "received_phase": new.get("received_phase"),
        "all_sources": new.get("all_sources"),
        "price_base_year": new.get("price_base_year"),
        "data_as_of": new.get("data_as_of"),
        "source_id": new.get(source) or old.get(source),
        "vintage_id": new.get("vintage_id"),
    }
