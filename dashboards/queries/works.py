"""Projects and contracts, and what links them."""

from __future__ import annotations

from dashboards import published
from dashboards.published import Row
from dashboards.queries import contract_lists

LIST_LIMIT = 100


def projects_in(territory_id: str, limit: int = LIST_LIMIT) -> list[Row]:
    """Projects in a territory or inside it, largest first, at most `limit`."""
    return published.rows(
        "select p.*, count(*) over () as found from fct_project as p "
        "where exists (select 1 from fct_project_territory as pt "
        "where pt.project_code = p.project_code and pt.country = p.country "
        "and (pt.territory_id = $place or starts_with(pt.territory_id, $inside))) "
        "order by p.total_value desc nulls last limit $n",
        {"place": territory_id, "inside": _inside(territory_id), "n": limit},
    )


def _inside(territory_id: str) -> str:
    """Prefix of everything inside a territory: `PE-18` holds `PE-1801…`, `PE` holds `PE-…`."""
    return territory_id if "-" in territory_id else f"{territory_id}-"


def project(code: str, country: str | None = None) -> Row | None:
    """One project as its newest state says it."""
    return published.row(
        "select * from fct_project where project_code = $code "
        "and ($country is null or country = $country) order by country limit 1",
        {"code": code, "country": country},
    )


def project_places(code: str, country: str) -> list[Row]:
    """Where a project is, with the share a source publishes, if any."""
    return published.rows(
        "select distinct territory_id, share_ratio from fct_project_territory "
        "where project_code = $code and country = $country and territory_id is not null "
        "order by territory_id",
        {"code": code, "country": country},
    )


def project_funding(code: str, country: str) -> list[Row]:
    """What each fund gives a project through each body, stage by stage, largest first."""
    if not published.has("fct_project_funding"):
        return []  # an edition of before
    return published.rows(
        "select f.*, s.name_es, s.name_en from fct_project_funding as f "
        "left join dim_stream as s using (stream_code) "
        "where f.project_code = $code and f.country = $country "
        "order by f.fiscal_period desc, f.approved desc nulls last, f.stream_code",
        {"code": code, "country": country},
    )


def project_states(code: str, country: str) -> list[Row]:
    """Every state a project was seen in, newest first."""
    return published.rows(
        "select * from fct_project_status where project_code = $code and country = $country "
        "order by data_as_of desc nulls last limit 200",
        {"code": code, "country": country},
    )


def contracts_in(
    territory_id: str, *, every_funding: bool = False, limit: int = LIST_LIMIT
) -> list[Row]:
    """Contracts of a territory, royalty-funded only unless asked, largest first."""
    return contract_lists.found(
        "(c.territory_id = $place or starts_with(c.territory_id, $inside)) "
        "and ($every or c.funding = 'royalty')",
        {"place": territory_id, "inside": _inside(territory_id), "every": every_funding},
        limit,
    )


def contracts_of_project(code: str, country: str) -> list[Row]:
    """Contracts that name a project's code, or that a register joins with it."""
    registered = (
        " or c.contract_id in (select contract_id from fct_project_contract as link "
        "where link.country = $country and link.project_code = $code)"
        if published.has("fct_project_contract")
        else ""
    )
    return contract_lists.found(
        f"c.country = $country and (c.project_code = $code{registered})",
        {"code": code, "country": country},
        LIST_LIMIT,
        contract_lists.BY_DATE,
    )
