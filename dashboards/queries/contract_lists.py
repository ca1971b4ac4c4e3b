"""Lists of contracts with who signed them, however many contracts the edition holds.

The rows to show are picked first; signers are read for those only, and a count only where there
are more than are shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dashboards import published
from dashboards.published import Row

MOST_BY_INDEX = 200  # signers of more contracts are read in one pass over the table
BY_VALUE = "c.current_value desc nulls last, c.contract_id"
BY_DATE = "c.signed_on desc nulls last, c.contract_id"

_SIGNERS = """
select s.country, s.contract_id,
    string_agg(s.supplier_name, '; ' order by s.supplier_name) as suppliers,
    bool_or(s.supplier_kind in ('person', 'unknown')) as has_person
from fct_contract_supplier as s
where s.contract_id in ({codes})
group by all
"""


def found(which: str, values: Mapping[str, Any], limit: int, order: str = BY_VALUE) -> list[Row]:
    """Contracts that meet a condition, with their signers and how many there are in all.

    Args:
        which: SQL over `c` (a contract), written in `dashboards.queries`.
        values: what it binds.
        limit: most rows.
        order: `BY_VALUE` or `BY_DATE`.
    """
    rows = published.rows(
        f"select c.* from fct_contract as c where {which} order by {order} limit $n",
        {**values, "n": limit},
    )
    if not rows:
        return []
    every = len(rows)
    if every == limit:
        counted = published.row(
            f"select count(*) as n from fct_contract as c where {which}", dict(values)
        )
        every = int(counted["n"]) if counted else every
    # One value each, not a list: only so does the index of the table answer.
    codes = {f"c{n}": row["contract_id"] for n, row in enumerate(rows[:MOST_BY_INDEX])}
    told = published.rows(_SIGNERS.format(codes=", ".join(f"${c}" for c in codes)), codes)
    if len(rows) > MOST_BY_INDEX:
        every_code = [row["contract_id"] for row in rows[MOST_BY_INDEX:]]
        told += published.rows(
            _SIGNERS.format(codes="select unnest($codes)"), {"codes": every_code}
        )
    signed = {(row["country"], row["contract_id"]): row for row in told}
    nobody: Row = {"suppliers": None, "has_person": None}
    return [
        {
            **row,
            "suppliers": who["suppliers"],
            "has_person": who["has_person"],
            "found": every,
        }
        for row in rows
        for who in [signed.get((row["country"], row["contract_id"]), nobody)]
    ]
