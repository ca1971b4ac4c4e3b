"""Names of everything but places, ready to be searched: made once for an edition, kept in memory.

Gathering the names of a large edition takes seconds, so the server begins with it when it starts
and when the edition changes (`dashboards/server/warm.py`); a search that comes earlier waits. The
table is DuckDB's and compressed: a list of Python objects would take ten times the memory.
"""

from __future__ import annotations

import threading
from pathlib import Path

import duckdb

from dashboards import published
from dashboards.published import Row

MEMORY_LIMIT = "256MB"
KEPT = 2  # of editions, as in `published`

# A body is named as most of its records name it; a supplier that any record gives to a person, or
# to somebody of unknown kind, is never listed.
_NAMES = """
select *, trim(regexp_replace(strip_accents(lower(title || ' ' || id)), '\\s+', ' ', 'g')) as plain
from (
    select 'project' as kind, project_code as id, name as title, country, executor_name as detail
    from fct_project where name is not null
    union all
    select 'forum', forum_code, name, country, null from dim_forum
    union all
    select 'commitment', c.commitment_id, c.title, c.country, f.name
    from fct_commitment as c left join dim_forum as f using (forum_code)
    union all
    select 'body', code, arg_max(name, (records, name)), country, code from (
        select code, name, country, sum(records) as records from (
            select buyer_code as code, buyer_name as name, country, count(*) as records
            from fct_contract group by all
            union all
            select buyer_code, buyer_name, country, count(*) from fct_process group by all
            union all
            select entity_code, entity_name, country, count(*) from fct_spending group by all
        ) where code is not null and name is not null group by all
    ) group by code, country
    union all
    select 'supplier', supplier_id, mode(supplier_name), country, supplier_id from (
        select supplier_id, supplier_name, supplier_kind, country from fct_contract_supplier
        union all
        select supplier_id, supplier_name, supplier_kind, country from fct_award_supplier
    ) where supplier_name is not null group by supplier_id, country
    having bool_and(coalesce(supplier_kind in ('company', 'consortium'), false))
)
"""
_MATCHING = """
select kind, id, title, detail, country from name
where list_aggregate(list_transform($words, lambda w: contains(plain, w)), 'bool_and')
qualify row_number() over (partition by kind order by length(plain), plain) <= $most
order by kind, length(plain), plain
"""

_made: dict[Path, duckdb.DuckDBPyConnection] = {}
_making = threading.Lock()


def ready() -> duckdb.DuckDBPyConnection:
    """Names of the edition being read; gathers them first where nobody has."""
    edition = published.current()
    found = _made.get(edition.folder)
    if found is None:
        with _making:
            found = _made.get(edition.folder)
            if found is None:
                found = _make()
                _made[edition.folder] = found
                for stale in list(_made)[:-KEPT]:
                    del _made[stale]
    return found


def _make() -> duckdb.DuckDBPyConnection:
    made = duckdb.connect(
        ":memory:",
        config={"memory_limit": MEMORY_LIMIT, "enable_external_access": "false", "threads": "1"},
    )
    with published.streamed(_NAMES) as found:
        made.register("found", found)
        made.execute("create table name as select * from found")
        made.unregister("found")
    return made


def matching(words: list[str], most: int) -> list[Row]:
    """Names that hold every word, the shortest first.

    Args:
        words: lower-case words without accents.
        most: how many of each kind.
    """
    return _asked(_MATCHING, {"words": words, "most": most})


def alike(text: str, cutoff: float, most: int) -> list[Row]:
    """Names in which something resembles a text, with their `score` (0 to 100).

    Args:
        text: lower case, without accents.
        cutoff: least score.
        most: how many at most.
    """
    from rapidfuzz import fuzz, process

    plain = [row["plain"] for row in _asked("select plain from name order by rowid")]
    close = process.extract(text, plain, scorer=fuzz.partial_ratio, score_cutoff=cutoff, limit=most)
    scores = {position: score for _text, score, position in close}
    rows = _asked(
        "select rowid as place, kind, id, title, detail, country from name "
        "where list_contains($places, rowid)",
        {"places": list(scores)},
    )
    return [{**row, "score": scores[row["place"]]} for row in rows]


def count() -> int:
    """How many names there are."""
    return int(_asked("select count(*) as n from name")[0]["n"])


def _asked(sql: str, values: dict[str, object] | None = None) -> list[Row]:
    cursor = ready().cursor()
    try:
        cursor.execute(sql, values or {})
        names = [column[0] for column in cursor.description or []]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    finally:
        cursor.close()
