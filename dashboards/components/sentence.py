"""The chain of one place and period told in sentences, saying what is missing.

Only sums what may be summed: streams of one phase for what was received, streams of one group
for what was budgeted and spent. Money of all sources is never divided by money of one stream.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dashboards.components.labels import label
from dashboards.components.states import names
from dashboards.components.text import bold, safe
from dashboards.i18n import N_, _, formats, pick
from dashboards.published import Row
from dashboards.queries import money
from dashboards.queries.places import Place

PLANNED_PHASES = frozenset({"planned_cash", "budgeted"})
RECEIVED = {
    "planned_cash": N_(
        "Para {period}, {who} tenía previsto recibir {amount} de {streams}. Es el plan de caja: "
        "no dice cuánto se giró."
    ),
    "budgeted": N_("Para {period}, {who} tenía presupuestado recibir {amount} de {streams}."),
    "transferred": N_("En {period}, {who} recibió {amount} de {streams}."),
    "collected": N_("En {period}, {who} recaudó {amount} de {streams}."),
    "paid": N_("En {period}, a {who} se le pagaron {amount} de {streams}."),
}
# Gaps of single streams: the sentences above say the same of the chain as a whole.
SAID_ALREADY = frozenset(
    {"no_income_in_this_stream", "no_budget_in_this_stream", "no_spending_in_this_stream"}
)
RECEIVED_OTHER = N_("En {period}, {who} tuvo {amount} de {streams} en la fase «{phase}».")


@dataclass(frozen=True)
class Sentence:
    """A template and the values put in it; values are escaped and set in bold on screen."""

    template: str
    values: dict[str, str]

    @property
    def plain(self) -> str:
        """As copied into a message or an article."""
        return self.template.format(**self.values)

    @property
    def markdown(self) -> str:
        """As drawn: the template's own words, the values bold."""
        shown = {name: bold(value) for name, value in self.values.items()}
        return safe_template(self.template).format(**shown)


def safe_template(template: str) -> str:
    """Escape a translated template, keeping its `{name}` fields."""
    return safe(template).replace(r"\{", "{").replace(r"\}", "}").replace(r"\_", "_")


@dataclass(frozen=True)
class Totals:
    """Sums over rows of one group; None where no row has the cell."""

    initial_budget: Decimal | None
    current_budget: Decimal | None
    accrued: Decimal | None
    unspent: Decimal | None
    currency: str | None
    all_sources: bool
    running: bool
    as_of: date | None

    @property
    def ratio(self) -> float | None:
        """Spent over budgeted, both of the same group."""
        if not self.current_budget or self.accrued is None:
            return None
        return float(self.accrued / self.current_budget)


def total(rows: Sequence[Row], column: str) -> Decimal | None:
    """Sum of the cells that exist, None when there is none."""
    cells = [row[column] for row in rows if row[column] is not None]
    return sum(cells, Decimal(0)) if cells else None


def extractive(rows: Sequence[Row]) -> list[Row]:
    """Rows of canon, royalties and the SGR."""
    return [row for row in rows if row.get("is_extractive")]


def received_groups(rows: Sequence[Row]) -> list[tuple[str, list[Row]]]:
    """Extractive rows with money received or planned, by phase."""
    phases: dict[str, list[Row]] = {}
    for row in extractive(rows):
        if row["received"] is not None:
            phases.setdefault(row["received_phase"] or "", []).append(row)
    return list(phases.items())


def told_once(rows: Sequence[Row]) -> list[Row]:
    """Extractive money received or planned, of one phase for each period: it may be added up."""
    known = [row for row in extractive(rows) if row["received"] is not None]
    order = {phase: n for n, phase in enumerate(money.PHASES)}
    first: dict[str, int] = {}
    for row in known:
        rank = order.get(row["received_phase"], len(order))
        first[row["fiscal_period"]] = min(rank, first.get(row["fiscal_period"], rank))
    return [
        row
        for row in known
        if order.get(row["received_phase"], len(order)) == first[row["fiscal_period"]]
    ]


def budget_rows(rows: Sequence[Row]) -> list[Row]:
    """Rows that say what was budgeted and spent: the extractive ones, else all sources."""
    own = [row for row in extractive(rows) if _has_budget(row)]
    return own or [row for row in rows if row["stream_code"] == "ALL" and _has_budget(row)]


def _has_budget(row: Row) -> bool:
    return any(row[c] is not None for c in ("initial_budget", "current_budget", "accrued"))


def budget_totals(rows: Sequence[Row]) -> Totals | None:
    """What was budgeted and spent, or None when nothing says so."""
    used = budget_rows(rows)
    if not used:
        return None
    return Totals(
        total(used, "initial_budget"),
        total(used, "current_budget"),
        total(used, "accrued"),
        total(used, "unspent"),
        used[0]["currency"],
        all_sources=used[0]["stream_code"] == "ALL",
        running=any("year_in_progress" in str(row["gaps"] or "") for row in used),
        as_of=max((row["data_as_of"] for row in used if row["data_as_of"]), default=None),
    )


def who(place: Place, scope: str) -> str:
    """The government spoken of, in words."""
    if scope == "all_within":
        return _("el conjunto de entidades de {name}").format(name=place.name)
    known = {
        ("PE", "municipality"): _("la municipalidad de {name}"),
        ("PE", "province"): _("la municipalidad provincial de {name}"),
        ("PE", "region"): _("el gobierno regional de {name}"),
        ("CO", "municipality"): _("el municipio de {name}"),
        ("CO", "region"): _("el departamento de {name}"),
    }
    return known.get((place.country, place.level), "{name}").format(name=place.name)


def story(place: Place, period: str, scope: str, rows: Sequence[Row]) -> list[Sentence]:
    """The chain in one to three sentences."""
    told = [_received(place, period, scope, phase, group) for phase, group in received_groups(rows)]
    spent = _spent(place, period, scope, budget_totals(rows))
    return told + spent


def _received(place: Place, period: str, scope: str, phase: str, group: list[Row]) -> Sentence:
    streams = names([pick(row, "name") or row["stream_code"] for row in group], limit=2)
    return Sentence(
        _(RECEIVED.get(phase, RECEIVED_OTHER)),
        {
            "period": period,
            "who": who(place, scope),
            "amount": formats.money(total(group, "received"), group[0]["currency"], place.country),
            "streams": streams,
            "phase": label("phase", phase),
        },
    )


def _spent(place: Place, period: str, scope: str, totals: Totals | None) -> list[Sentence]:
    if totals is None:
        return []
    values = {
        "period": period,
        "who": who(place, scope),
        "budget": formats.money(totals.current_budget, totals.currency, place.country),
        "spent": formats.money(totals.accrued, totals.currency, place.country),
        "ratio": formats.ratio(totals.ratio, place.country),
        "unspent": formats.money(totals.unspent, totals.currency, place.country),
        "day": formats.day(totals.as_of),
    }
    if totals.running and totals.accrued is not None:
        # An unfinished year is not a balance: its spending is a part, its budget the whole.
        template = _(
            "El año no ha terminado en los datos: al {day} había gastado {spent} de un "
            "presupuesto de {budget} ({ratio})."
        )
    elif totals.ratio is None:
        template = _(
            "De su presupuesto en {period} se conoce: presupuestado {budget}, gastado {spent}."
        )
    elif totals.all_sources:
        template = _(
            "Su presupuesto de todas las fuentes en {period} fue {budget} y gastó {spent} "
            "({ratio}); quedaron {unspent} sin gastar. La fuente no separa qué parte de ese gasto "
            "se pagó con dinero extractivo."
        )
    else:
        template = _(
            "Presupuestó {budget} de ese dinero y gastó {spent} ({ratio}); quedaron {unspent} "
            "sin gastar."
        )
    return [Sentence(template, values)]


def peer_sentence(row: Row, place: Place) -> Sentence | None:
    """Where a place stands among comparable ones; None without enough peers."""
    if row["peer_median_execution_ratio"] is None or row["execution_ratio"] is None:
        return None
    values = {
        "ratio": formats.ratio(row["execution_ratio"], place.country),
        "median": formats.ratio(row["peer_median_execution_ratio"], place.country),
        "peers": formats.number(row["peers"], place.country),
        "rank": formats.number(row["peer_rank"], place.country),
    }
    if row["peer_rank"] is None:
        return Sentence(
            _("Gastó {ratio}; la mediana de sus {peers} pares fue {median}."),
            values,
        )
    return Sentence(
        _(
            "Gastó {ratio}; la mediana de sus {peers} pares fue {median}. Es el n.º {rank} de "
            "{peers} de mayor a menor ejecución."
        ),
        values,
    )


def missing(rows: Sequence[Row]) -> list[str]:
    """What is not known about the chain, in words, with the reason where the data give it."""
    told = []
    if not received_groups(rows):
        told.append(_("Lo recibido por extracción: sin dato."))
    elif all(phase in PLANNED_PHASES for phase, _group in received_groups(rows)):
        told.append(_("Lo efectivamente recibido: sin dato; solo se conoce el plan."))
    totals = budget_totals(rows)
    if totals is None or totals.current_budget is None:
        told.append(_("Lo presupuestado: sin dato."))
    if totals is None or totals.accrued is None:
        told.append(_("Lo gastado: sin dato."))
    codes = {
        code.strip()
        for row in (*extractive(rows), *budget_rows(rows))
        for code in str(row["gaps"] or "").split(";")
        if code.strip()
    }
    known = sorted(codes - SAID_ALREADY)
    return told + [sentence_case(label("gap", code)) for code in known]


def sentence_case(text: str) -> str:
    """First letter upper case, final full stop."""
    return f"{text[:1].upper()}{text[1:]}."
