"""In what unit amounts are read: in total or per inhabitant, of each year or constant prices.

Constant prices name their base year, which the visitor may change: another base moves every amount
by the same factor, that of the price index between both years.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import streamlit as st

from dashboards.components import urls
from dashboards.components.labels import label
from dashboards.i18n import _, formats
from dashboards.published import Row
from dashboards.queries import prices


@dataclass(frozen=True)
class Unit:
    """What was chosen.

    Attributes:
        each: per inhabitant instead of in total.
        constant: in prices of one year.
        base: that year; None where the edition's own holds.
        factor: from the prices of the edition's own base year to those of `base`.
    """

    each: bool = False
    constant: bool = False
    base: int | None = None
    factor: Decimal = Decimal(1)

    def phrase(self, currency: str | None, own_base: int | None) -> str:
        """The unit in words; `own_base` is the base year of the rows."""
        base = (self.base or own_base) if self.constant else None
        unit = formats.unit_phrase(currency, price_base_year=base)
        return _("{unit} por habitante").format(unit=unit) if self.each else unit

    def of(self, row: Row, column: str) -> Decimal | None:
        """An amount of a row in this unit; None where the data do not allow it."""
        value: Decimal | None = row[column]
        if self.constant:
            real = row["real_received"] if column == "received" else None
            value = None if real is None else real * self.factor
        if value is None or not self.each:
            return value
        return value / Decimal(row["population"]) if row["population"] else None


def choose(country: str, own_base: int | None, key: str, each: str = "per") -> Unit:
    """The choices, kept in the address.

    Args:
        country: whose price index holds.
        own_base: base year of the edition's constant prices; None where it has none.
        key: of the box they stand in.
        each: parameter of the address for total or per inhabitant.
    """
    with st.container(horizontal=True, key=key):
        per = urls.choose(
            _("Montos"), ("total", "inhabitant"), each, default="total", width=200,
            words=lambda c: label("per", c),
        )  # fmt: skip
        kind = urls.choose(
            _("Precios"), ("nominal", "constant"), "prices", default="nominal", width=240,
            words=lambda c: label("prices", c),
        )  # fmt: skip
        known = prices.index(country) if kind == "constant" and own_base else {}
        base = None
        if own_base in known:
            years = [str(year) for year in reversed(known)]
            base = int(
                urls.choose(_("Año base"), years, "base", default=str(own_base), width=140)
                or str(own_base)
            )
    if base is None or own_base is None:
        return Unit(per == "inhabitant", kind == "constant")
    factor = Decimal(str(known[base])) / Decimal(str(known[own_base]))
    return Unit(per == "inhabitant", kind == "constant", base, factor)
