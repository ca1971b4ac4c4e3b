"""An edition of any size, written straight into the published layout: invented, for measuring.

Tables have the columns that the marts declare and are sorted by their keys as publish sorts them;
names and amounts come from hashes, so the same size gives the same edition.
"""

from __future__ import annotations

import json
from pathlib import Path

import duckdb

from orchestration.publishing.tables import INDEXED
from tests.dashboards.edition_schema import table_columns

REGIONS, PROVINCES, DISTRICTS = 25, 196, 1_874  # about as many as Peru has
YEARS = range(2014, 2026)
STREAMS = ("18", "07", "00", "13", "09", "ALL")

_TERRITORIES = """
create temp table place as
with region as (select unnest(range(1, {regions} + 1)) as r),
province as (select unnest(range({provinces})) as p),
district as (select unnest(range({districts})) as d)
select 'PE' as id, 'country' as level, null as parent, 'Perú' as name, 0 as n
union all select printf('PE-%02d', r), 'region', 'PE', 'Region ' || r, r from region
union all select printf('PE-%02d%02d', 1 + p % {regions}, 1 + p // {regions}), 'province',
    printf('PE-%02d', 1 + p % {regions}), 'Provincia ' || p, p from province
union all select printf('PE-%02d%02d%02d', 1 + (d % {provinces}) % {regions},
    1 + (d % {provinces}) // {regions}, 1 + d // {provinces}), 'municipality',
    printf('PE-%02d%02d', 1 + (d % {provinces}) % {regions}, 1 + (d % {provinces}) // {regions}),
    'Distrito ' || d, d from district;
insert into dim_territory by name
select id as territory_id, 'PE' as country, level, replace(id, 'PE-', '') as official_code, name,
    name as name_es, name as name_en, parent as parent_territory_id,
    -16 + n % 14 as latitude, -80 + n % 9 as longitude from place order by 1;
insert into fct_population by name
select id as territory_id, 'PE' as country, y as year, 1000 + hash(id) % 90000 as population,
    's' as source_id, 'v' as vintage_id from place, (select unnest($years) as y) order by 1, y;
"""
_MONEY = """
insert into fct_money_chain by name
with cell as (
    select id, level, y, s, (hash(id || y || s) % 900000 + 1000)::decimal(20, 2) as a
    from place, (select unnest($years) as y), (select unnest($streams) as s)
    where level in ('municipality', 'region')
)
select 'PE' as country, id as territory_id, y::varchar as fiscal_period, s as stream_code,
    'own_government' as scope, case when s <> 'ALL' then a end as received,
    case when s <> 'ALL' then 'transferred' end as received_phase, a as initial_budget,
    a * 2 as current_budget, a * 1.5 as accrued, a * 0.5 as unspent,
    0.3 + (hash(id || s || y) % 70) / 100.0 as execution_ratio, 'PEN' as currency,
    level || '|' || y || '|' || s || '|' || hash(id) % 20 as peer_group, 80 as peers,
    0.7 as peer_median_execution_ratio, 1 + hash(id) % 80 as peer_rank,
    make_date(y, 12, 31) as data_as_of, 1000 + hash(id) % 90000 as population,
    's' as received_source_id, 's' as spending_source_id, 's' as source_id, 'v' as vintage_id
from cell order by 2, 3, 4;
insert into fct_spending by name
select 'PE' as country, id as territory_id, replace(id, 'PE-', '') as entity_code,
    'MUNICIPALIDAD DE ' || name as entity_name, 'local' as government_level,
    2014 + (i // 13) % 12 as fiscal_year, i % 13 as month,
    $streams[1 + (i // 156) % 5] as stream_code, printf('%02d', (i // 780) % 25) as function_code,
    'FUNCION ' || (i // 780) % 25 as function_name, (hash(i) % 100000)::decimal(20, 2) as accrued,
    case when i % 13 = 0 then (hash(i) % 900000)::decimal(20, 2) end as current_budget,
    'PEN' as currency, 's' as source_id, 'v' as vintage_id, i as source_row
from (select i, 1 + i // greatest(1, $spending // {districts}) as k from range($spending) t(i)) as x
join (select id, name, row_number() over (order by id) as k from place
      where level = 'municipality') as p using (k)
order by source_id, vintage_id, entity_code, fiscal_year, month, stream_code;
insert into fct_allocation by name
select 'PE' as country, replace(id, 'PE-', '') as beneficiary_code, id as territory_id,
    y::varchar as fiscal_period, y as fiscal_year, m as month, '18' as stream_code,
    'transferred' as phase, (hash(id || y || m) % 100000)::decimal(20, 2) as amount,
    'PEN' as currency, 's' as source_id, 'v' as vintage_id, m as source_row
from place, (select unnest($years) as y), (select unnest(range(1, 13)) as m)
where level = 'municipality' order by 2, 4, 6;
"""
_WORKS = """
insert into fct_contract by name
select 'PE' as country, 'C' || i as contract_id, 'P' || i as process_id,
    printf('%06d', i % 3000) as buyer_code, 'ENTIDAD ' || i % 3000 as buyer_name,
    p.id as territory_id, 'SERVICIO DE OBRA ' || i as object, 'works' as type, 'open' as method,
    (hash(i) % 9000000)::decimal(20, 2) as initial_value,
    (hash(i) % 9000000)::decimal(20, 2) as current_value,
    case when i % 4 = 0 then 'royalty' else 'unknown' end as funding, 'PEN' as currency,
    make_date(2014 + i % 12, 1 + i % 12, 1 + i % 28) as signed_on, 'in_progress' as status,
    case when i % 10 = 0 then 'U' || i % 50000 end as project_code,
    make_date(2025, 12, 31) as data_as_of, 's' as source_id, 'v' as vintage_id
from range($contracts) t(i)
join (select id, row_number() over (order by id) - 1 as k from place
      where level = 'municipality') as p on p.k = i % {districts}
order by 2;
insert into fct_contract_supplier by name
select 'PE' as country, 'C' || i as contract_id, '20' || i % 60000 as supplier_id,
    case when i % 5 = 0 then 'person' else 'company' end as supplier_kind,
    'EMPRESA ' || i % 60000 as supplier_name, 's' as source_id, 'v' as vintage_id
from range($contracts) t(i) order by 2;
insert into fct_process by name
select 'PE' as country, 'P' || i as process_id, printf('%06d', i % 3000) as buyer_code,
    'ENTIDAD ' || i % 3000 as buyer_name, p.id as territory_id, 'SERVICIO ' || i as title,
    'open' as method, make_date(2014 + i % 12, 1 + i % 12, 1) as published_on, 'PEN' as currency,
    's' as source_id, 'v' as vintage_id
from range($contracts // 2) t(i)
join (select id, row_number() over (order by id) - 1 as k from place
      where level = 'municipality') as p on p.k = i % {districts}
order by 2;
insert into fct_project by name
select 'PE' as country, 'U' || i as project_code, 'MEJORAMIENTO DEL CAMINO ' || i as name,
    'in_progress' as status, (hash(i) % 90000000)::decimal(20, 2) as total_value,
    'PEN' as currency, make_date(2025, 12, 31) as data_as_of, 's' as source_id, 'v' as vintage_id
from range(50000) t(i) order by 2;
insert into fct_project_territory by name
select 'PE' as country, 'U' || i as project_code, p.id as territory_id, 's' as source_id,
    'v' as vintage_id
from range(50000) t(i)
join (select id, row_number() over (order by id) - 1 as k from place
      where level = 'municipality') as p on p.k = i % {districts} order by 2;
insert into fct_indicator_result by name
select 'FX-01' as indicator_code, 'entity_stream' as subject_type, id || ':' || s as subject_id,
    'PE' as country, id as territory_id, y::varchar as period, 40.0 as value, 60.0 as threshold,
    case when hash(id || s || y) % 20 = 0 then 'signal' else 'clear' end as status,
    0.05 as base_rate, 'FX' as peer_group, '1.0' as rule_version, id as subject_name
from place, (select unnest($years) as y), (select unnest($streams) as s)
where level = 'municipality' order by 1, 3, 6;
insert into dim_indicator by name
select 'FX-01' as indicator_code, 'execution' as family, 'entity_stream' as subject_type,
    'Baja ejecución' as name_es, 'Low execution' as name_en, 'pct' as unit, '1.0' as rule_version;
insert into dim_stream by name
select s as stream_code, 'PE' as country, s as name_es, s as name_en,
    case s when 'ALL' then 'all_sources' else 'canon' end as kind, s = '18' as is_extractive
from (select unnest($streams) as s);
insert into dim_source by name
select 's' as source_id, 'Fuente' as title, 'Fuente' as title_es, 'Source' as title_en,
    'Nadie' as publisher, 'PE' as country, 'active' as state;
insert into dim_vintage by name
select 'v' as vintage_id, 's' as source_id, 'all' as slice, 'snapshot' as kind,
    timestamp '2026-01-01' as retrieved_at, true as is_current, $spending as rows_read,
    $spending as rows_loaded, 0 as rows_rejected, 0 as rows_skipped;
"""


def write(data_dir: Path, spending: int, contracts: int, name: str = "2026.11.0") -> Path:
    """Write the edition and point `CURRENT` at it.

    Args:
        data_dir: a new data folder.
        spending: rows of `fct_spending`.
        contracts: rows of `fct_contract`.
        name: edition id.
    """
    folder = data_dir / "published" / name
    folder.mkdir(parents=True)
    values = {
        "years": list(YEARS),
        "streams": list(STREAMS),
        "spending": spending,
        "contracts": contracts,
    }
    sizes = {"regions": REGIONS, "provinces": PROVINCES, "districts": DISTRICTS}
    with duckdb.connect(str(folder / "veta.duckdb")) as con:
        for table, columns in table_columns().items():
            con.execute(f"create table {table} ({columns})")
        for script in (_TERRITORIES, _MONEY, _WORKS):
            for statement in script.format(**sizes).split(";\n"):
                if statement.strip():
                    used = {k: v for k, v in values.items() if f"${k}" in statement}
                    con.execute(statement, used)
        for table, columns in INDEXED.items():
            for column in columns:
                con.execute(f"create index {table}_{column} on {table} ({column})")
        con.execute("checkpoint")
    manifest = {"edition": name, "synthetic": True, "reference_date": "2025-12-31",
                "created_at": "2026-01-01T00:00:00Z", "tables": {}, "vintages": []}  # fmt: skip
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    (data_dir / "published" / "CURRENT").write_text(name + "\n", encoding="utf-8")
    return folder
