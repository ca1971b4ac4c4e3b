"""What every indicator says in an edition: how many subjects of each country got which status.

Counts come from ``fct_indicator_count`` alone, so that what is stored row by row and what is only
counted add up. Does not belong here: the results themselves (the dashboard and the API show them).
"""

import json
from typing import Any

import duckdb

from ingest.settings import Settings
from orchestration.messages import say
from orchestration.publishing import edition

STATUSES = ("signal", "clear", "insufficient_data", "not_computable", "not_applicable")
# Few countries have subjects of every family: forums and payments come from all the world.
WORLD = {"commitment", "forum", "company_year"}


def counts(settings: Settings) -> list[dict[str, Any]]:
    """One row per indicator and country of the served edition; the world's in one row.

    Args:
        settings: Data folder.

    Returns:
        Rows with ``indicator_code``, ``country`` (``*`` for forums, commitments and company
        payments of all countries), a count per status, ``subjects`` and ``base_rate`` as the
        edition has it (before a field that is hardly published took clear results away; None where
        nothing was judged). Empty where no edition is served.
    """
    served = edition.current(settings.paths.published)
    if served is None:
        return []
    world = ", ".join(f"'{kind}'" for kind in sorted(WORLD))
    each = ", ".join(
        f"coalesce(sum(subjects) filter (status = '{s}'), 0)::bigint as {s}" for s in STATUSES
    )
    sql = (
        f"select indicator_code, if(subject_type in ({world}), '*', country) as country, {each}, "
        "round(max(base_rate), 4) as base_rate from fct_indicator_count "
        "group by all order by indicator_code, country"
    )
    with duckdb.connect(str(served.database), read_only=True) as con:
        found = con.execute(sql)
        names = [column[0] for column in found.description]
        rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    for row in rows:
        row["subjects"] = sum(row[s] for s in STATUSES)
    return rows


def print_counts(settings: Settings, as_json: bool) -> None:
    """Prints the counts for people, or as JSON."""
    rows = counts(settings)
    if as_json:
        print(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    lang = settings.lang
    if not rows:
        print(say("status_none", lang))
        return
    heads = [say(f"grid_{name}", lang) for name in (*STATUSES, "subjects", "base_rate")]
    print(f"{say('grid_indicator', lang):14}" + "".join(f"{head:>16}" for head in heads))
    for row in rows:
        shown = [f"{row[name]:,}" for name in (*STATUSES, "subjects")]
        shown.append("-" if row["base_rate"] is None else f"{100 * row['base_rate']:.1f} %")
        named = f"{row['indicator_code']:8}{row['country']:6}"
        print(named + "".join(f"{cell:>16}" for cell in shown))
