"""What was not spent and where: every government inside a place, its sum, and the map of them."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboards.components import computed, export, maps, money_columns, tables, urls
from dashboards.components.states import names
from dashboards.components.text import safe
from dashboards.i18n import _, formats
from dashboards.published import Row
from dashboards.queries import inside, places
from dashboards.queries.places import Place


def show(place: Place, period: str) -> None:
    """The table with its sum and its map; nothing where no government inside has a figure."""
    rows = inside.governments(place, period)
    if not rows:
        return
    told = [row for row in rows if row["reported"]]
    silent = [row for row in rows if not row["reported"]]
    balances = any(row["unspent"] is not None for row in told)
    # Where nobody publishes spending, a heading about what was not spent would promise it.
    heading = _("Lo que no se gastó, y dónde") if balances else _("Dentro de {name}")
    st.subheader(safe(heading.format(name=place.name)), anchor=False)
    words = (
        _(
            "Cada gobierno de {name} en {period}, de mayor a menor saldo, en {unit}. Es dinero "
            "presupuestado que no se gastó en el período; puede tener contrato en marcha."
        )
        if balances
        else _(
            "Cada gobierno de {name} en {period}, de mayor a menor monto, en {unit}. Ninguna "
            "fuente cargada dice cuánto gastaron."
        )
    )
    unit = formats.unit_phrase(told[0]["currency"])
    st.caption(safe(words.format(name=place.name, period=period, unit=unit)))
    codes = [row["territory_id"] for row in rows if row["territory_id"] != place.id]
    maps.show(told, places.points_of(codes), place, period)
    _table(place, told, silent)
    _silent(place, period, told, silent)
    urls.go(
        "moves",
        _("Quién recibió más y quién menos que antes"),
        country=place.country,
        entity=place.id,
        year=period,
    )
    computed.show([(heading.format(name=place.name), sql(place, period, told))])
    export.button(
        "inside",
        lambda: {"inside": inside.governments(place, period)},
        {"territory_id": place.id, "fiscal_period": period},
    )


def _table(place: Place, told: Sequence[Row], silent: Sequence[Row]) -> None:
    columns = money_columns.spent(place)
    columns.pop(_("Inicial"), None)
    columns.pop(_("Mediana de pares"), None)
    columns[_("De qué dinero")] = (
        "all_sources",
        lambda r: (
            "–"
            if r["all_sources"] is None
            else _("todas las fuentes")
            if r["all_sources"]
            else _("dinero extractivo")
        ),
    )
    used = money_columns.one_phase(told, tables.filled(told, columns))
    # What the rows are sorted by comes first: a phone shows two columns beside the name.
    ahead = [head for head in (_("Sin gastar"), _("% gastado")) if head in used]
    used = {head: used[head] for head in dict.fromkeys([*ahead, *used])}
    last = inside.total(told)
    without = _("sin reporte")

    def who(row: Row) -> str:
        if row is last:
            return _("Total de los {n} que reportan").format(n=len(told))
        return government(row["territory_id"], place)

    def reported(cell: tables.Cell) -> tables.Cell:
        return lambda row: cell(row) if row["reported"] else without

    shown: dict[str, tables.Cell] = {
        _("Lugar"): who,
        **{head: reported(cell) for head, cell in used.items()},
    }
    numeric = money_columns.numeric(used)
    # A region of which only the regional government reports would be a page of blanks.
    blanks = list(silent) if len(silent) <= len(told) else []
    listed = [*told, *blanks]
    rows = [last, *listed] if len(told) > 1 else listed
    tables.folded(
        rows,
        shown,
        numeric=numeric,
        key="inside",
        others=_("Los demás lugares ({n})"),
        shown=tables.SHOWN + 1,  # and the total
    )


def _silent(place: Place, period: str, told: Sequence[Row], silent: Sequence[Row]) -> None:
    if not silent:
        return
    known = places.index()
    called = names([known[row["territory_id"]].name for row in silent], limit=6)
    st.caption(
        safe(
            _(
                "Sin reporte de {period} en las fuentes cargadas: {n} de {all} ({names}). No "
                "cuentan como cero y el total no los incluye."
            ).format(
                period=period,
                n=len(silent),
                all=len(silent) + len(told),
                names=called,
            )
        )
    )


def government(code: str, place: Place) -> str:
    """Name of a government inside a place, told apart from that of the place itself."""
    here = places.index().get(code)
    if here is None:
        return code
    if here.id == place.id:
        return _("Gobierno de {name}").format(name=here.name)
    return ", ".join((here.name, *here.parents[: 1 if here.country == "PE" else 0]))


def sql(place: Place, period: str, rows: Sequence[Row]) -> str:
    """Budget, spending and balance of each government, else what each received, on the files."""
    inside_it = (
        "t.level = 'region'"
        if place.level == "country"
        else f"(t.level = 'municipality' or t.territory_id = {computed.text(place.id)})"
    )
    if not any(row["unspent"] is not None for row in rows):
        what = "c.received_phase,\n    sum(c.received) as received"
        of, first = "s.is_extractive and c.received is not null", "received"
    else:
        what = (
            "sum(c.current_budget) as current_budget,\n    sum(c.accrued) as accrued,\n"
            "    sum(c.unspent) as unspent"
        )
        every = any(row["all_sources"] for row in rows)
        of, first = ("c.stream_code = 'ALL'" if every else "s.is_extractive"), "unspent"
    return (
        f"select\n    c.territory_id,\n    {what}\nfrom fct_money_chain as c\n"
        "join dim_territory as t on c.territory_id = t.territory_id\n"
        "join dim_stream as s on c.stream_code = s.stream_code\n"
        f"where starts_with(c.territory_id, {computed.text(place.id)}) and {inside_it}\n"
        f"    and c.fiscal_period = {computed.text(period)} and c.scope = 'own_government'\n"
        f"    and {of}\ngroup by all\norder by {first} desc nulls last"
    )
