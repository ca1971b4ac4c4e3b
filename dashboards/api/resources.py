"""The resources of the API as data: which table, how its rows are named, what hangs on them.

A new resource is one entry here. Columns are not repeated: they are read from the edition.
"""

from __future__ import annotations

from dataclasses import dataclass

PERSONS = frozenset({"person", "unknown"})


@dataclass(frozen=True)
class Relative:
    """Rows of another table given inside each row of a resource.

    Attributes:
        name: field that holds them.
        table: where they are.
        keys: columns that both tables share and that link them.
    """

    name: str
    table: str
    keys: tuple[str, ...]


@dataclass(frozen=True)
class Resource:
    """A list of rows at `/api/v1/<name>`.

    Attributes:
        name: last part of the address.
        table: public table.
        key: columns that sort it and name a row.
        item: columns of the address of a single row; empty where rows have no address.
        relatives: rows of other tables shown inside.
        place: table through which `territory_id` and `within` filter, where it has no such column.
        place_keys: columns that link to `place`.
        fixed: filters that hold unless asked otherwise.
        es: what a row is, in Spanish.
        en: the same in English.
    """

    name: str
    table: str
    key: tuple[str, ...]
    es: str
    en: str
    item: tuple[str, ...] = ()
    relatives: tuple[Relative, ...] = ()
    place: str | None = None
    place_keys: tuple[str, ...] = ()
    fixed: tuple[tuple[str, str], ...] = ()


_PROJECT = ("country", "project_code")
_CONTRACT = ("country", "contract_id")
_RESULT = ("indicator_code", "subject_type", "subject_id", "country", "period")

_LISTED = (
    Resource(
        "territories",
        "dim_territory",
        ("territory_id",),
        "Países, departamentos, provincias, municipios y distritos, con sus códigos oficiales.",
        "Countries, regions, provinces, municipalities and districts with their official codes.",
        item=("territory_id",),
    ),
    Resource(
        "territory-codes",
        "dim_territory_code",
        ("country", "code_system", "code", "source_id", "vintage_id"),
        "Códigos de otros registros (RENIEC, SUNAT) para cada territorio, y sus salvedades.",
        "Codes of other registers (RENIEC, SUNAT) for each territory, with what to know.",
    ),
    Resource(
        "money-chain",
        "fct_money_chain",
        ("territory_id", "fiscal_period", "stream_code", "scope"),
        "Recibido o previsto, presupuestado y gastado, por lugar, período, corriente y alcance.",
        "Received or planned, budgeted and spent, by territory, period, stream and scope.",
    ),
    Resource(
        "allocations",
        "fct_allocation",
        ("country", "beneficiary_code", "fiscal_period", "fiscal_year", "month", "stream_code"),
        "Asignaciones por beneficiario, período, mes, corriente y fase.",
        "Allocations by beneficiary, period, month, stream and phase.",
    ),
    Resource(
        "spending",
        "fct_spending",
        ("country", "entity_code", "fiscal_year", "month", "stream_code", "function_code"),
        "Presupuesto y gasto por entidad, período, corriente, función y clase económica.",
        "Budget and spending by entity, period, stream, function and economic class.",
    ),
    Resource(
        "streams",
        "dim_stream",
        ("stream_code",),
        "Corrientes de dinero y su base legal.",
        "Streams of money and their legal basis.",
    ),
    Resource(
        "population",
        "fct_population",
        ("territory_id", "year", "source_id"),
        "Población por territorio, año y fuente.",
        "Population by territory, year and source.",
    ),
    Resource(
        "company-payments",
        "fct_company_payment",
        ("country", "fiscal_year", "company", "payee"),
        "Pagos de empresas a gobiernos, según quién los declara.",
        "Companies' payments to governments, by who declares them.",
    ),
    Resource(
        "projects",
        "fct_project",
        _PROJECT,
        "Proyectos en su estado más reciente, con sus lugares y estados anteriores.",
        "Projects in their latest state, with their places and earlier states.",
        item=_PROJECT,
        relatives=(
            Relative("territories", "fct_project_territory", _PROJECT),
            Relative("states", "fct_project_status", _PROJECT),
        ),
        place="fct_project_territory",
        place_keys=_PROJECT,
    ),
    Resource(
        "contracts",
        "fct_contract",
        _CONTRACT,
        "Contratos de toda financiación (funding=royalty: los de regalías), con sus proveedores.",
        "Contracts of every funding (use funding=royalty for those of royalties), with suppliers.",
        item=_CONTRACT,
        relatives=(Relative("suppliers", "fct_contract_supplier", _CONTRACT),),
    ),
    Resource(
        "processes",
        "fct_process",
        ("country", "process_id"),
        "Procesos de contratación.",
        "Contracting processes.",
        item=("country", "process_id"),
    ),
    Resource(
        "signals",
        "fct_indicator_result",
        _RESULT,
        "Resultados cuya regla se cumplió (status=signal; pida otro status para ver los demás), "
        "con su evidencia y las respuestas.",
        "Results whose rule tripped (status=signal; ask for another status to see the others), "
        "with their evidence and replies.",
        relatives=(
            Relative("replies", "fct_reply", _RESULT),
            Relative("evidence", "fct_indicator_evidence", _RESULT),
        ),
        fixed=(("status", "signal"),),
    ),
    Resource(
        "indicators",
        "dim_indicator",
        ("indicator_code",),
        "Indicadores con su regla, sus explicaciones inocentes y su cita.",
        "Indicators with their rule, innocent explanations and citation.",
        item=("indicator_code",),
    ),
    Resource(
        "commitments",
        "fct_commitment",
        ("commitment_id",),
        "Compromisos con su historia de evaluaciones y sus lugares.",
        "Commitments with their history of assessments and their places.",
        item=("commitment_id",),
        relatives=(
            Relative("territories", "fct_commitment_territory", ("commitment_id",)),
            Relative("history", "fct_commitment_status", ("commitment_id",)),
        ),
        place="fct_commitment_territory",
        place_keys=("commitment_id",),
    ),
    Resource(
        "forums",
        "dim_forum",
        ("forum_code",),
        "Planes de acción, mesas de diálogo y otros espacios, con sus hechos y lugares.",
        "Action plans, dialogue tables and other spaces, with their facts and places.",
        item=("forum_code",),
        relatives=(
            Relative("territories", "fct_forum_territory", ("forum_code",)),
            Relative("facts", "fct_forum_fact", ("forum_code",)),
        ),
        place="fct_forum_territory",
        place_keys=("forum_code",),
    ),
    Resource(
        "sources",
        "dim_source",
        ("source_id",),
        "Fuentes con su publicador, licencia, advertencias y fechas.",
        "Sources with their publisher, licence, caveats and dates.",
        item=("source_id",),
    ),
    Resource(
        "vintages",
        "dim_vintage",
        ("source_id", "vintage_id"),
        "Copias obtenidas de cada fuente, con su huella y sus conteos.",
        "Copies retrieved from each source, with their hash and counts.",
        item=("source_id", "vintage_id"),
    ),
    Resource(
        "revisions",
        "fct_revision",
        ("source_id", "slice", "entity", "record_key", "field"),
        "Lo que un publicador cambió entre dos copias.",
        "What a publisher changed between two copies.",
    ),
    Resource(
        "corrections",
        "fct_correction",
        ("edition_id", "table_name", "record_key", "field"),
        "Lo que cambió entre dos ediciones y por qué.",
        "What changed between two editions, and why.",
    ),
    Resource(
        "reconciliation",
        "fct_reconciliation",
        ("reconciliation_id",),
        "Totales que deben coincidir, cuánto difieren y por qué.",
        "Totals that should agree, by how much they do not, and why.",
    ),
    Resource(
        "coverage",
        "fct_coverage",
        ("entity", "territory_id", "period", "source_id"),
        "Lo esperado, lo presente y lo que falta.",
        "What is expected, present and missing.",
    ),
)
RESOURCES: dict[str, Resource] = {resource.name: resource for resource in _LISTED}
