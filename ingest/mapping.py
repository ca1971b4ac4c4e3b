"""The query that makes an output's rows from the cells of a table, with what is wrong with each.

Text becomes values once, values become entity columns once, and the words for a problem are only
put together for rows that have one: on ten million rows every second look counts.
"""

from ingest.models import Column, Entity, Output, Vintage
from ingest.readers.delimited import quoted
from ingest.sql import cell_check, is_plain, is_typed, output_checks, output_value, problems, value


def rows_query(
    output: Output,
    entity: Entity,
    declared: dict[str, Column],
    cells: str,
    vintage: Vintage,
) -> str:
    """A select with ``source_row``, ``_problems`` and the mapped columns; rows of data only.

    Args:
        output: The declared output.
        entity: Its contract.
        declared: Declared columns of the table.
        cells: Relation with the text of the declared columns.
        vintage: Gives ``period`` and ``as_of`` to the map.
    """
    base = _typed(output, entity, declared, cells, vintage)
    if output.unpivot:
        base = _unpivoted(base, output)
    plain = _plain_amounts(output, entity, declared)
    mapped = "".join(f", ({e}) as raw_{k}" for k, e in output.map.items())
    mapped += "".join(f", {amount}" for amount in sorted(set(plain.values())))
    where = f"(({output.where}) and ({output.unpivot_where if output.unpivot else 'true'}))"
    final = "".join(
        f", {output_value(f'raw_{k}', entity.columns[k], plain.get(k))} as {k}" for k in output.map
    )
    raws = "".join(f", raw_{k}" for k in output.map)
    wrong = problems(output_checks(entity, output.map), before="_problems")
    return (
        f"with typed as ({base}), "
        f"mapped as (select source_row, _problems{mapped} from typed "
        f"where {where} or _problems is not null), "
        f"valued as (select source_row, _problems{raws}{final} from mapped) "
        f"select source_row, {wrong} as _problems, {', '.join(output.map)} from valued"
    )


def _typed(
    output: Output,
    entity: Entity,
    declared: dict[str, Column],
    cells: str,
    vintage: Vintage,
) -> str:
    as_of = f"cast({quoted(str(vintage.data_as_of)) if vintage.data_as_of else 'null'} as date)"
    offered = {"period": quoted(vintage.slice), "as_of": as_of}
    # A column that the source declares under one of these names is what its map means by it.
    picked = [f"{v} as {k}" for k, v in offered.items() if k not in declared]
    picked += [f"v_{k} as {k}" if is_typed(c) else k for k, c in declared.items()]
    picked += sorted(set(_plain_amounts(output, entity, declared).values()))
    wrong = problems([cell_check(k, c) for k, c in declared.items()])
    values = [
        f"coalesce(plain_{k}, {value(f'odd_{k}', c)}) as v_{k}"
        if is_plain(c)
        else f"{value(k, c)} as v_{k}"
        for k, c in declared.items()
        if is_typed(c)
    ]
    return (
        f"select source_row, {wrong} as _problems, {', '.join(picked)} "
        f"from (select {', '.join(['*', *values])} from {cells} where _skip is null)"
    )


def _plain_amounts(output: Output, entity: Entity, declared: dict[str, Column]) -> dict[str, str]:
    """Money columns that are a declared column as it stands, and where its plain amount is."""
    return {
        name: f"plain_{expression}"
        for name, expression in output.map.items()
        if entity.columns[name].type == "money"
        and expression in declared
        and is_plain(declared[expression])
    }


def _unpivoted(base: str, output: Output) -> str:
    cells = []
    for column, constants in (output.unpivot or {}).items():
        fixed = ", ".join(f"'{k}': {_literal(v)}" for k, v in constants.items())
        cells.append(f"{{{fixed}, 'cell': {column}}}")
    return f"select *, unnest([{', '.join(cells)}], max_depth := 2) from ({base})"


def _literal(constant: object) -> str:
    return str(constant) if isinstance(constant, int) else quoted(str(constant))
