"""Signals: which rules tripped, for whom, and everything needed to judge one."""

from __future__ import annotations

import streamlit as st

from dashboards import published
from dashboards.components import (
    computed,
    datasets,
    export,
    lists,
    observe,
    provenance,
    signal_words,
    states,
    tables,
    urls,
)
from dashboards.components.labels import label
from dashboards.components.peer_words import peer_words
from dashboards.components.text import link, safe
from dashboards.i18n import _, formats, pick
from dashboards.observations import store
from dashboards.published import Row
from dashboards.queries import places, signals
from dashboards.queries.places import Place

PAGE_SIZE = 20


def render() -> None:
    """The list, or one signal when the address names it."""
    indicator, subject, period = urls.get("signal"), urls.get("subject"), urls.get("period")
    if indicator and subject and period:
        row = signals.one(indicator, subject, period)
        if row is not None:
            one(row)
            return
    st.title(_("Señales"), anchor=False)
    if indicator and subject:
        states.unknown(_("Esta edición no contiene esa señal."))
    st.markdown(
        _(
            "Una señal dice que una regla publicada se cumplió con los datos de una fuente "
            "oficial. Es un motivo para mirar, nunca un veredicto: cada una trae su regla, sus "
            "cifras, sus pares y las explicaciones inocentes más comunes."
        )
    )
    filters = _filters()
    _list(filters)
    _grid()


def _filters() -> dict[str, str | None]:
    options = signals.choices()
    names = {r["indicator_code"]: pick(r, "name") or "" for r in signals.indicators()}
    asked = urls.get("entity")
    place = places.find(asked, urls.get("country"))
    if asked and place is None:
        states.unknown_place(asked)
    every = _("Todas")
    with st.container(horizontal=True, key="filters"):
        family = urls.choose(
            _("Familia"), options["family"], "family", everything=every, width=180,
            words=lambda c: label("family", c),
        )  # fmt: skip
        indicator = urls.choose(
            _("Indicador"), options["indicator_code"], "signal", everything=_("Todos"),
            words=lambda c: f"{c} · {names.get(c, '')}", width=300,
        )  # fmt: skip
        country = urls.choose(
            _("País"), options["country"], "where", everything=_("Todos"), width=160,
            words=lambda c: label("country", c),
        )  # fmt: skip
        period = urls.choose(
            _("Período"), options["period"], "period", everything=_("Todos"), width=160,
            words=lambda c: label("period", c),
        )  # fmt: skip
        _choose_place(place, country, options["region"])
    if place is not None:
        with st.container(horizontal=True, key="place_filter"):
            st.markdown(safe(_("Solo en {place}.").format(place=place.label)))
            urls.go("signals", _("Quitar el lugar"))
    return {
        "family": family,
        "indicator": indicator,
        "country": country,
        "place": place.id if place else None,
        "period": period,
    }


def _choose_place(place: Place | None, country: str | None, regions: list[str]) -> None:
    """Regions with signals, and the place of the address where it is another one."""
    known = places.index()
    near = [c for c in regions if c in known and (not country or known[c].country == country)]
    near.sort(key=lambda c: (known[c].country, known[c].name))
    here = [place.id] if place is not None and place.id not in near else []
    urls.choose(
        _("Lugar"), [*here, *near], "entity", everything=_("Todos"), width=240,
        default=place.id if place else None,
        words=lambda c: f"{known[c].label} · {label('country', known[c].country)}",
    )  # fmt: skip


def _list(filters: dict[str, str | None]) -> None:
    count = signals.count(filters)
    if not count:
        states.empty()
        return
    pages = -(-count // PAGE_SIZE)
    asked = urls.get("page") or "1"
    number = min(max(int(asked), 1), pages) if asked.isdigit() else 1
    st.markdown(f"**{safe(_('Señales encontradas: {n}').format(n=formats.number(count)))}**")
    lists.signals(signals.found(filters, PAGE_SIZE, (number - 1) * PAGE_SIZE))
    export.button(
        "fct_indicator_result",
        lambda: {"fct_indicator_result": signals.found(filters, export.MOST_ROWS)},
        {**filters, "status": "signal"},
    )
    if pages > 1:
        urls.choose(
            _("Página de {pages}").format(pages=pages),
            [str(n) for n in range(1, pages + 1)],
            "page",
            default="1",
            width=140,
        )


def _grid() -> None:
    names = {r["indicator_code"]: pick(r, "name") or "" for r in signals.indicators()}
    by_code: dict[str, dict[str, int]] = {}
    for row in signals.by_status():
        by_code.setdefault(row["indicator_code"], {})[row["status"]] = int(row["subjects"])
    st.header(_("Todo lo evaluado"), anchor=False)
    st.caption(
        safe(
            _(
                "Cada indicador se aplica a todos los casos; lo que la fuente no permite calcular "
                "se cuenta aparte y nunca como «sin señal»."
            )
        )
    )
    columns: dict[str, tables.Cell] = {
        _("Indicador"): lambda r: f"{r['code']} · {names.get(r['code'], '')}"
    }
    statuses = ("signal", "clear", "insufficient_data", "not_computable", "not_applicable")
    for status in statuses:
        columns[label("signal_status", status)] = _counter(status)
    rows: list[Row] = [{"code": code, **counts} for code, counts in by_code.items()]
    tables.show(rows, columns, numeric=[label("signal_status", s) for s in statuses], key="grid")


def _counter(status: str) -> tables.Cell:
    return lambda row: formats.number(row.get(status, 0))


def one(row: Row) -> None:
    """One result with its rule, figures, peers, evidence and how to answer it."""
    country = row["country"]
    is_signal = row["status"] == "signal"
    st.title(safe(lists.signal_title(row) if is_signal else str(pick(row, "name"))), anchor=False)
    place = places.index().get(row["territory_id"] or "")
    where = f" · {place.label}" if place else ""
    st.markdown(f"**{safe(signal_words.subject(row))}**{safe(where)}")
    st.caption(
        safe(
            f"{row['indicator_code']} · {label('family', row['family'])} · "
            f"{label('period', row['period'])} · {label('signal_status', row['status'])} · "
            + _("vista el {day}").format(day=formats.day(published.current().created_at))
        )
    )
    if not is_signal and row["reason"]:
        st.info(safe(label("reason", row["reason"])))
    _replies(row)
    with st.container(key="lead"):
        st.markdown(signal_words.sentence(row).markdown)
    left, right = st.columns(2, gap="large")
    with left:
        st.markdown(f"**{safe(_('La regla'))}**")
        st.markdown(safe(pick(row, "question") or ""))
        st.markdown(safe(signal_words.rule(row)))
        exclusions = signal_words.written(row, "exclusions")
        if exclusions:
            st.markdown(safe(_("Deja fuera: {what}.").format(what=exclusions.rstrip("."))))
        st.caption(
            safe(f"{row['citation'] or ''} · {label('evidence_level', row['evidence_level'])}")
        )
    with right:
        st.markdown(f"**{safe(_('Por qué mirar'))}**")
        st.markdown(safe(pick(row, "why") or ""))
        st.markdown(f"**{safe(_('Qué no dice, y explicaciones inocentes'))}**")
        st.markdown(safe(_("No prueba mal uso.")) + " " + safe(pick(row, "innocent") or ""))
    _figures(row, country)
    computed.show([(str(pick(row, "name")), computed.signal_sql(row))])
    _evidence(row)
    _take(row)
    _answer(row)
    observe.section("signal", store.signal_key(row), country)
    if row["subject_type"] == "process":
        urls.go("process", _("Ver el proceso"), country=country, process=row["subject_id"])
    if row["subject_type"] == "contract":
        urls.go("contract", _("Ver el contrato"), country=country, contract=row["subject_id"])
    if row["subject_type"] == "project":
        urls.go("project", _("Ver el proyecto"), country=country, project=row["subject_id"])
    if place:
        urls.go("territory", safe(place.label), country=country, entity=place.id)


def _replies(row: Row) -> None:
    for reply in signals.replies(row):
        with st.container(border=True):
            st.markdown(f"**{safe(_('Respuesta de {office}').format(office=reply['office']))}**")
            st.markdown(safe(reply["text"]))
            told = [safe(formats.day(reply["replied_on"]))]
            if reply["document_url"]:
                told.append(link(_("Ver el documento"), reply["document_url"]))
            st.caption(" · ".join(told))


def _figures(row: Row, country: str) -> None:
    unit = row["unit"]

    st.header(_("Las cifras"), anchor=False)
    pairs: list[tuple[str, object]] = [
        (_("Valor"), signal_words.value(row["value"], unit, country)),
        (_("Umbral"), signal_words.value(row["threshold"], unit, country)),
        (_("Numerador"), signal_words.plain(row["numerator"], country)),
        (_("Denominador"), signal_words.plain(row["denominator"], country)),
        (_("Observaciones"), formats.number(row["n"], country)),
        (_("Grupo de pares"), peer_words(row["peer_group"])),
        (_("Pares"), formats.number(row["peers"], country)),
        (_("Mediana de los pares"), signal_words.value(row["peer_median"], unit, country)),
        (_("Percentil entre sus pares"), formats.number(row["peer_percentile"], country)),
        (_("Con qué frecuencia aparece"), formats.ratio(row["base_rate"], country)),
    ]
    tables.show(
        [{"name": name, "value": value} for name, value in pairs],
        {_("Dato"): lambda r: r["name"], _("Cifra"): lambda r: r["value"]},
        numeric=[_("Cifra")],
        key="figures",
    )


def _evidence(row: Row) -> None:
    st.header(_("La evidencia"), anchor=False)
    found = signals.evidence(row)
    if not found:
        states.empty(_("Esta edición no guarda filas de evidencia para este resultado."))
        return
    tables.folded(
        found,
        {
            _("Tabla"): lambda r: datasets.title(r["evidence_table"]),
            _("Registro"): lambda r: tables.url(r["evidence_key"], r["url"]),
            _("Fuente"): lambda r: provenance.title(r["source_id"]),
            _("Fila"): lambda r: r["source_row"],
            _("Datos al"): lambda r: r["data_as_of"],
            _("Descargado"): lambda r: r["retrieved_at"],
            _("SHA-256"): lambda r: (r["sha256"] or "")[:12] or None,
        },
        key="evidence",
        others=_("Las demás filas ({n})"),
        cards=True,
    )


def _take(row: Row) -> None:
    """The signal as it stands, its evidence and the answers to it, in one zip."""
    export.button(
        "signal",
        lambda: {
            "fct_indicator_result": [row],
            "fct_indicator_evidence": signals.evidence(row, export.MOST_ROWS),
            "fct_reply": signals.replies(row),
        },
        {
            "indicator_code": row["indicator_code"],
            "subject_id": row["subject_id"],
            "period": row["period"],
        },
    )


def _answer(row: Row) -> None:
    st.header(_("Cómo responder"), anchor=False)
    st.markdown(
        safe(
            _(
                "Si usted representa a la entidad, envíe su respuesta con un documento a quien "
                "opera esta instalación y cite: {code} · {subject} · {period} · regla {version}. "
                "La respuesta se publica primero en esta página y acompaña a la señal en cada "
                "descarga."
            ).format(
                code=row["indicator_code"],
                subject=row["subject_id"],
                period=row["period"],
                version=row["rule_version"],
            )
        )
    )


if __name__ == "__main__":
    render()
