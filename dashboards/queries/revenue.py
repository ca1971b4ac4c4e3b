"""Money that governments got, summed for the shape of EITI's summary data."""

from __future__ import annotations

from dashboards import published
from dashboards.published import Row

MOST = 20_000


def by_stream_and_entity(country: str, period: str, phases: list[str]) -> list[Row]:
    """Amounts of a country and period by stream, beneficiary and phase; phases are never added.

    Args:
        country: ISO 3166-1 alpha-2.
        period: fiscal period.
        phases: phases to give, each in rows of its own.
    """
    return published.rows(
        "select s.gfs_code, s.name_en as stream, a.stream_code, "
        "coalesce(a.beneficiary_name, b.name) as entity, a.beneficiary_code, a.phase, a.currency, "
        "sum(a.amount)::decimal(38, 2) as amount, any_value(a.source_id) as source_id "
        "from fct_allocation as a left join dim_stream as s using (stream_code) "
        "left join dim_beneficiary as b "
        "on b.country = a.country and b.beneficiary_code = a.beneficiary_code "
        "where a.country = $country and a.fiscal_period = $period "
        "and list_contains($phases, a.phase) and a.income_class = 'current' "
        "and coalesce(s.is_extractive, false) group by all "
        "order by a.stream_code, entity, a.beneficiary_code, a.phase limit $n",
        {"country": country, "period": period, "phases": phases, "n": MOST},
    )


def of_projects(keys: list[tuple[str, str]], limit: int = 20_000) -> list[Row]:
    """Contracts that name one of some projects.

    Args:
        keys: country and project code.
        limit: most contracts to give.
    """
    if not keys:
        return []
    return published.rows(
        "select c.* from fct_contract as c semi join (select unnest($countries::varchar[]) "
        "as country, unnest($codes::varchar[]) as project_code) as w "
        "on c.country = w.country and c.project_code = w.project_code "
        "order by c.country, c.project_code, c.contract_id limit $n",
        {"countries": [k[0] for k in keys], "codes": [k[1] for k in keys], "n": limit},
    )
