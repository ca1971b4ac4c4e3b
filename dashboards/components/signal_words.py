"""A signal's figures in words: value, threshold, peers and base rate with their units."""

from __future__ import annotations

from decimal import Decimal

from dashboards.components import peer_words
from dashboards.components.labels import LABELS, label
from dashboards.components.sentence import Sentence
from dashboards.components.text import shorten
from dashboards.i18n import _, formats, get_language
from dashboards.published import Row

PERCENT_UNITS = frozenset({"pct", "percentage", "%"})
POINT_UNITS = frozenset({"pp"})
RATIO_UNITS = frozenset({"ratio", "share"})
PER_HEAD = "currency per inhabitant"
OF_A_STREAM = frozenset({"beneficiary_period", "entity_stream"})  # kinds of subjects
SMALL = 1000
UNDATED = "undated"


def subject(row: Row, longest: int = 160) -> str:
    """Whom a result is about: its name, and the stream where one body has a result for each."""
    name = shorten(row["subject_name"] or row["subject_id"], longest)
    stream = peer_words.stream_name(row.get("scope"))
    told = row["subject_type"] in OF_A_STREAM and stream
    return f"{name} ({stream})" if told else name


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
    text = plain(number, country)
    if kind in POINT_UNITS:
        return _("{n} puntos porcentuales").format(n=text)
    if kind == PER_HEAD:
        currency = formats.COUNTRY_CURRENCY.get(country or "")
        amount = formats.money(Decimal(str(number)), currency, country) if currency else text
        return _("{unit} por habitante").format(unit=amount)
    words = LABELS["one" if number == 1 else "counted"].get(kind)
    return f"{text}{formats.NBSP}{_(words)}" if words else text


def plain(number: float | None, country: str | None) -> str:
    """A number with at most two decimals and none that say nothing."""
    if number is None:
        return formats.no_data()
    rounded = round(Decimal(str(number)), 2)
    decimals = max(0, -int(rounded.normalize().as_tuple().exponent))
    return formats.number(rounded, country, decimals=0 if abs(rounded) >= SMALL else decimals)


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


def sentence(row: Row) -> Sentence:
    """What was seen, from where the rule speaks, what peers show and how common it is."""
    country, unit = row["country"], row["unit"]
    values = {
        "period": label("period", row["period"]),
        "value": value(row["value"], unit, country),
        "threshold": value(row["threshold"], unit, country),
        "peers": formats.number(row["peers"], country),
        "median": value(row["peer_median"], unit, country),
        "rate": formats.ratio(row["base_rate"], country),
    }
    template = (
        _("El valor es {value}; el umbral de la regla es {threshold}.")
        if row["period"] == UNDATED
        else _("En {period} el valor es {value}; el umbral de la regla es {threshold}.")
    )
    if row["peer_median"] is not None:
        template += " " + _("La mediana de sus {peers} pares fue {median}.")
    if row["base_rate"] is not None:
        template += " " + _("Esta señal aparece en {rate} de los casos evaluados del país.")
    return Sentence(template, values)


def rule(row: Row) -> str:
    """The rule in one sentence, from the catalogue's own formula and direction."""
    return _(
        "La regla compara «{formula}» con el umbral {threshold} ({direction}). Versión {version}."
    ).format(
        formula=written(row, "formula"),
        threshold=value(row["threshold"], row["unit"], row["country"]),
        direction=label("direction", row["direction"]),
        version=row["rule_version"],
    )


def written(row: Row, column: str) -> str | None:
    """A text of the catalogue whose English stands in `<column>` and Spanish in `<column>_es`.

    An edition of before the Spanish was written gives the English in both languages.
    """
    spanish = row.get(f"{column}_es") if get_language() == "es" else None
    text = spanish or row.get(column)
    return str(text) if text else None
