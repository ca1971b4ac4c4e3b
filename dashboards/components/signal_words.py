"""A signal's figures in words: value, threshold, peers and base rate with their units."""

from __future__ import annotations

from decimal import Decimal

from dashboards.components.labels import label
from dashboards.i18n import _, formats
from dashboards.published import Row

PERCENT_UNITS = frozenset({"pct", "percentage", "%"})
POINT_UNITS = frozenset({"percentage points", "pp"})
RATIO_UNITS = frozenset({"ratio", "share"})
SMALL = 100


def value(number: float | None, unit: str | None, country: str | None) -> str:
    """A value of an indicator in its own unit."""
    if number is None:
        return formats.no_data()
    kind = (unit or "").lower()
    if kind in RATIO_UNITS:
        return formats.ratio(number, country)
    if kind in PERCENT_UNITS:
        return formats.percent(number, country)
    if kind.upper() in formats.CURRENCY_COUNTRY:
        return formats.money(Decimal(str(number)), kind.upper(), country)
    decimals = 0 if float(number).is_integer() or abs(number) >= SMALL else 2
    text = formats.number(Decimal(str(number)), country, decimals=decimals)
    if kind in POINT_UNITS:
        return _("{n} puntos porcentuales").format(n=text)
    words = {"days": _("días"), "years": _("años"), "months": _("meses")}.get(kind, "")
    return f"{text}{formats.NBSP}{words}" if words else text


def figures(row: Row) -> str:
    """`Valor 25,5; umbral 20; mediana de 41 pares 4; la señal aparece en 9 %`."""
    country, unit = row["country"], row["unit"]
    parts = [
        _("valor {value}").format(value=value(row["value"], unit, country)),
        _("umbral {value}").format(value=value(row["threshold"], unit, country)),
    ]
    if row["peer_median"] is not None:
        parts.append(
            _("mediana de {peers} pares {median}").format(
                peers=formats.number(row["peers"], country),
                median=value(row["peer_median"], unit, country),
            )
        )
    if row["base_rate"] is not None:
        parts.append(
            _("esta señal aparece en {rate} de los casos evaluados").format(
                rate=formats.ratio(row["base_rate"], country)
            )
        )
    return " · ".join(parts)


def rule(row: Row) -> str:
    """The rule in one sentence, from the catalogue's own formula and direction."""
    return _(
        "La regla compara «{formula}» con el umbral {threshold} ({direction}). Versión {version}."
    ).format(
        formula=row["formula"],
        threshold=value(row["threshold"], row["unit"], row["country"]),
        direction=label("direction", row["direction"]),
        version=row["rule_version"],
    )
