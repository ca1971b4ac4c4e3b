"""Forums, what they are and learned, their commitments and the dated history of each."""

from __future__ import annotations

from dashboards import published
from dashboards.published import Row

LIST_LIMIT = 200


def forums(country: str | None, kind: str | None, place: str | None) -> list[Row]:
    """Forums that pass the filters with how many facts and commitments each holds."""
    return published.rows(
        "select * from (select f.*, "
        "(select count(*) from fct_commitment as c where c.forum_code = f.forum_code) "
        "as commitments, "
        "(select count(*) from fct_forum_fact as x where x.forum_code = f.forum_code) as facts "
        "from dim_forum as f where ($country is null or f.country = $country) "
        "and ($kind is null or f.kind = $kind) and ($place is null or exists ("
        "select 1 from fct_forum_territory as t where t.forum_code = f.forum_code "
        "and (t.territory_id = $place or starts_with(t.territory_id, $inside))))) "
        "order by country in (select country from fct_money_chain) desc, facts = 0, "
        "starts_on desc nulls last, name limit $n",
        {
            "country": country,
            "kind": kind,
            "place": place,
            "inside": None if place is None else (place if "-" in place else f"{place}-"),
            "n": LIST_LIMIT,
        },
    )


def home_countries() -> list[str]:
    """Countries whose money this edition follows; other countries' plans serve to compare."""
    found = published.rows("select distinct country from fct_money_chain order by country")
    return [row["country"] for row in found]


def choices() -> dict[str, list[str]]:
    """Values that the forum filters can take."""
    found = published.rows("select distinct country, kind from dim_forum")
    return {name: sorted({row[name] for row in found if row[name]}) for name in ("country", "kind")}


def forum(code: str) -> Row | None:
    """One forum."""
    return published.row("select * from dim_forum where forum_code = $code", {"code": code})


def forum_places(code: str) -> list[Row]:
    """Where a forum worked."""
    return published.rows(
        "select territory_id, role from fct_forum_territory where forum_code = $code "
        "order by territory_id",
        {"code": code},
    )


def facts(code: str) -> list[Row]:
    """What a forum is, did and learned."""
    return published.rows(
        "select * from fct_forum_fact where forum_code = $code order by kind, source_row, name",
        {"code": code},
    )


def commitments(code: str) -> list[Row]:
    """Commitments of a forum in their own order."""
    return published.rows(
        "select * from fct_commitment where forum_code = $code "
        "order by try_cast(number as double) nulls last, number, commitment_id limit 500",
        {"code": code},
    )


def commitments_of(codes: list[str]) -> list[Row]:
    """Commitments of some forums, forum by forum in their own order.

    Args:
        codes: forums.
    """
    return published.rows(
        "select * from fct_commitment where list_contains($codes, forum_code) "
        "order by forum_code, try_cast(number as double) nulls last, number, commitment_id",
        {"codes": codes},
    )


def commitments_in(territory_id: str) -> list[Row]:
    """Commitments attached to a territory or to a place inside it."""
    return published.rows(
        "select distinct c.*, f.name as forum_name from fct_commitment as c "
        "join fct_commitment_territory as t using (commitment_id) "
        "join dim_forum as f using (forum_code) "
        "where t.territory_id = $place or starts_with(t.territory_id, $inside) "
        "order by c.due_on desc nulls last limit $n",
        {
            "place": territory_id,
            "inside": territory_id if "-" in territory_id else f"{territory_id}-",
            "n": LIST_LIMIT,
        },
    )


def commitment(commitment_id: str) -> Row | None:
    """One commitment with its forum's name."""
    return published.row(
        "select c.*, f.name as forum_name, f.kind as forum_kind from fct_commitment as c "
        "left join dim_forum as f using (forum_code) where c.commitment_id = $id",
        {"id": commitment_id},
    )


def history(commitment_id: str) -> list[Row]:
    """Every dated assessment of a commitment, newest first; nothing is ever overwritten."""
    return published.rows(
        "select * from fct_commitment_status where commitment_id = $id "
        "order by as_of desc nulls last, milestone nulls first, assessor limit $n",
        {"id": commitment_id, "n": LIST_LIMIT},
    )


def commitment_places(commitment_id: str) -> list[str]:
    """Where a commitment is to be kept."""
    found = published.rows(
        "select territory_id from fct_commitment_territory where commitment_id = $id "
        "order by territory_id",
        {"id": commitment_id},
    )
    return [row["territory_id"] for row in found]


def search(words: list[str]) -> tuple[list[Row], list[Row]]:
    """Facts and commitments that hold every word, whatever its accents.

    Args:
        words: lower-case words without accents.
    """
    if not words:
        return [], []
    found_facts = published.rows(
        "select x.*, f.name as forum_name from fct_forum_fact as x "
        "join dim_forum as f using (forum_code) where list_aggregate(list_transform($words, "
        "lambda w: contains(strip_accents(lower("
        "concat_ws(' ', x.name, x.text_es, x.text_en, f.name))), w)), 'bool_and') "
        "order by x.kind, x.name limit 100",
        {"words": words},
    )
    found_commitments = published.rows(
        "select c.*, f.name as forum_name from fct_commitment as c "
        "join dim_forum as f using (forum_code) where list_aggregate(list_transform($words, "
        "lambda w: contains(strip_accents(lower(concat_ws(' ', c.title, c.text, c.theme, "
        "c.responsible, f.name))), w)), 'bool_and') order by c.commitment_id limit 100",
        {"words": words},
    )
    return found_facts, found_commitments


def status_counts(forum_codes: list[str]) -> list[Row]:
    """Commitments per forum and current state."""
    return published.rows(
        "select forum_code, coalesce(current_status, 'not_assessed') as status, count(*) as n "
        "from fct_commitment where list_contains($codes, forum_code) group by all",
        {"codes": forum_codes},
    )
