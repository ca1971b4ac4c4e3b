"""One contract, one buyer or executor, one company: their records and what links them.

The rule of every link is a code that both records publish; names link only where said. Persons
never have a page: `supplier` gives nothing for them.
"""

from __future__ import annotations

from dashboards import published
from dashboards.published import Row
from dashboards.queries import contract_lists

LIST_LIMIT = 100
PARTIES = ("company", "consortium")


def contract(code: str, country: str | None = None) -> Row | None:
    """One contract as its newest state says it."""
    return published.row(
        "select * from fct_contract where contract_id = $code "
        "and ($country is null or country = $country) order by country limit 1",
        {"code": code, "country": country},
    )


def suppliers(row: Row) -> list[Row]:
    """Who signed a contract."""
    return published.rows(
        "select * from fct_contract_supplier where contract_id = $code and country = $country "
        "order by supplier_name",
        {"code": row["contract_id"], "country": row["country"]},
    )


def contract_states(row: Row) -> list[Row]:
    """Every state a contract was seen in, newest first."""
    return published.rows(
        "select * from fct_contract_status where contract_id = $code and country = $country "
        "order by data_as_of desc nulls last limit 200",
        {"code": row["contract_id"], "country": row["country"]},
    )


def process_of(row: Row) -> Row | None:
    """The process that a contract names, with its bids counted; None where it is not loaded."""
    return published.row(
        "select p.*, (select count(*) from fct_bid as b where b.process_id = p.process_id "
        "and b.country = p.country) as bids from fct_process as p "
        "where p.process_id = $process and p.country = $country limit 1",
        {"process": row["process_id"], "country": row["country"]},
    )


def process(code: str, country: str | None = None) -> Row | None:
    """One process by its code; None where it is unknown or two countries use it."""
    found = published.rows(
        "select * from fct_process where process_id = $code "
        "and ($country is null or country = $country) limit 2",
        {"code": code, "country": country},
    )
    return found[0] if len(found) == 1 else None


def bids_of_process(row: Row) -> list[Row]:
    """Offers of a process with those who made them, the lowest first."""
    return published.rows(
        "select b.*, string_agg(t.tenderer_name, '; ' order by t.tenderer_name) as tenderers "
        "from fct_bid as b left join fct_bid_tenderer as t using (country, process_id, bid_id) "
        "where b.process_id = $process and b.country = $country group by all "
        "order by b.amount nulls last, b.bid_id limit 100",
        {"process": row["process_id"], "country": row["country"]},
    )


def contracts_of_process(row: Row) -> list[Row]:
    """Contracts that name a process."""
    return contract_lists.found(
        "c.country = $country and c.process_id = $process",
        {"country": row["country"], "process": row["process_id"]},
        LIST_LIMIT,
    )


def awards_of(row: Row) -> list[Row]:
    """Awards of the process of a contract, with whom they were made to."""
    return published.rows(
        "select a.*, string_agg(s.supplier_name, '; ' order by s.supplier_name) as suppliers "
        "from fct_award as a left join fct_award_supplier as s "
        "using (country, process_id, award_id) "
        "where a.process_id = $process and a.country = $country group by all "
        "order by a.awarded_on desc nulls last limit 50",
        {"process": row["process_id"], "country": row["country"]},
    )


def commitments_of(contract_id: str) -> list[Row]:
    """Commitments that name a contract."""
    return published.rows(
        "select * from fct_commitment where contract_id = $code order by commitment_id limit 50",
        {"code": contract_id},
    )


def revisions_of(row: Row) -> list[Row]:
    """What the publisher changed in a contract between two retrievals, newest first."""
    if not published.has("fct_revision"):
        return []
    return published.rows(
        "select t.*, v.data_as_of from fct_revision as t left join dim_vintage as v "
        "on v.source_id = t.source_id and v.vintage_id = t.new_vintage_id "
        "where t.entity = 'contract' and t.record_key = $key "
        "order by v.data_as_of desc nulls last, t.field limit 100",
        {"key": f"{row['country']}|{row['contract_id']}"},
    )


_NAMES = """
select code, name, country, count(*) as records, any_value(territory_id) as territory_id
from (
    select buyer_code as code, buyer_name as name, country, territory_id from fct_contract
    union all select buyer_code, buyer_name, country, territory_id from fct_process
    union all select entity_code, entity_name, country, territory_id from fct_spending
    union all select executor_code, executor_name, country, null from fct_project
)
where country = $country
    and case when $code is not null then code = $code else code is null and name = $name end
group by code, name, country
order by records desc, name
limit 20
"""


def body(country: str, code: str | None, name: str | None) -> list[Row]:
    """Names under which a public body appears, the commonest first; empty where it does not.

    Args:
        country: of the records.
        code: as the sources write it; where given, the name is not used.
        name: exactly as written, for bodies whose source gives no code.
    """
    if not code and not name:
        return []
    return published.rows(_NAMES, {"country": country, "code": code or None, "name": name})


def contract_years(country: str, code: str) -> list[Row]:
    """Contracts of a buyer by year of signature and funding."""
    return published.rows(
        "select coalesce(year(signed_on)::varchar, '') as year, funding, currency, "
        "count(*) as contracts, sum(current_value) as value, sum(paid) as paid "
        "from fct_contract where country = $country and buyer_code = $code group by all "
        "order by year desc, funding limit 100",
        {"country": country, "code": code},
    )


def contracts_of_body(country: str, code: str) -> list[Row]:
    """Contracts of a buyer, largest first."""
    return contract_lists.found(
        "c.country = $country and c.buyer_code = $code",
        {"country": country, "code": code},
        LIST_LIMIT,
    )


def processes_of_body(country: str, code: str) -> list[Row]:
    """Processes of a buyer, newest first."""
    return published.rows(
        # Counted apart: a window over whole rows would read every column of every row.
        "select *, (select count(*) from fct_process where country = $country "
        "and (buyer_code = $code or procuring_entity_code = $code)) as found from fct_process "
        "where country = $country and (buyer_code = $code or procuring_entity_code = $code) "
        "order by published_on desc nulls last, process_id limit 50",
        {"country": country, "code": code},
    )


def projects_of_body(country: str, code: str | None, name: str | None) -> list[Row]:
    """Projects that a body executes: by code, or by its exact name where none is published."""
    return published.rows(
        "select *, count(*) over () as found from fct_project where country = $country "
        "and case when executor_code is not null then executor_code = $code "
        "else executor_name = $name end "
        "order by total_value desc nulls last, project_code limit $n",
        {"country": country, "code": code, "name": name, "n": LIST_LIMIT},
    )


def spending_of_body(country: str, code: str) -> list[Row]:
    """Budget and spending of a body by year and stream; the budget is that of month 0."""
    return published.rows(
        "select x.fiscal_year, x.stream_code, x.currency, s.name_es, s.name_en, "
        "sum(x.current_budget) filter (coalesce(x.month, 0) = 0) as current_budget, "
        "sum(x.accrued) as accrued, max(x.data_as_of) as data_as_of, "
        "any_value(x.source_id) as source_id, any_value(x.vintage_id) as vintage_id "
        "from fct_spending as x left join dim_stream as s using (stream_code) "
        "where x.country = $country and x.entity_code = $code group by all "
        "order by x.fiscal_year desc, x.stream_code limit 100",
        {"country": country, "code": code},
    )


def supplier(country: str, code: str) -> Row | None:
    """A company or consortium and the names it appears under; None for anybody else.

    A code that any record gives to a person, or to somebody of unknown kind, has no page.
    """
    return published.row(
        "select supplier_id, country, list(distinct supplier_kind) as kinds, "
        "mode(supplier_name) as name, list(distinct supplier_name) as names from ("
        "select supplier_id, country, supplier_kind, supplier_name from fct_contract_supplier "
        "union all select supplier_id, country, supplier_kind, supplier_name "
        "from fct_award_supplier union all select tenderer_id, country, tenderer_kind, "
        "tenderer_name from fct_bid_tenderer) "
        "where country = $country and supplier_id = $code group by all "
        "having bool_and(coalesce(list_contains($kinds, supplier_kind), false))",
        {"country": country, "code": code, "kinds": list(PARTIES)},
    )


def contracts_of_supplier(country: str, code: str) -> list[Row]:
    """Contracts that a company signed, alone or with others, largest first."""
    return contract_lists.found(
        "c.country = $country and c.contract_id in (select contract_id "
        "from fct_contract_supplier where country = $country and supplier_id = $code)",
        {"country": country, "code": code},
        LIST_LIMIT,
    )


def buyers_of_supplier(country: str, code: str) -> list[Row]:
    """Bodies that a company contracts with, how often and for how much."""
    return published.rows(
        "select c.buyer_code, mode(c.buyer_name) as buyer_name, c.country, c.currency, "
        "count(distinct c.contract_id) as contracts, sum(c.current_value) as value, "
        "count(*) filter (c.funding = 'royalty') as royalty from fct_contract as c "
        "semi join (select contract_id from fct_contract_supplier where country = $country "
        "and supplier_id = $code) as mine on mine.contract_id = c.contract_id "
        "where c.country = $country group by c.buyer_code, c.country, c.currency "
        "order by value desc nulls last, buyer_name limit 50",
        {"country": country, "code": code},
    )


def bids_of_supplier(country: str, code: str) -> list[Row]:
    """Bids and awards of a company, newest first."""
    return published.rows(
        "select p.process_id, p.title, p.buyer_name, p.url, x.what, x.amount, x.currency, x.day, "
        "x.source_id, x.vintage_id from ("
        "select b.process_id, b.country, 'bid' as what, b.amount, b.currency, "
        "b.submitted_at::date as day, b.source_id, b.vintage_id from fct_bid as b "
        "join fct_bid_tenderer as t using (country, process_id, bid_id) "
        "where t.tenderer_id = $code union all "
        "select a.process_id, a.country, 'award', a.amount, a.currency, a.awarded_on, "
        "a.source_id, a.vintage_id from fct_award as a "
        "join fct_award_supplier as s using (country, process_id, award_id) "
        "where s.supplier_id = $code) as x "
        "left join fct_process as p using (country, process_id) "
        "where x.country = $country order by x.day desc nulls last, x.process_id limit 100",
        {"country": country, "code": code},
    )
