-- Source data rows = loaded + rejected, for every vintage.
{{ config(meta={'dagster': {'ref': {'name': 'dim_vintage'}}}) }}
select source_id, vintage_id, rows_read, rows_loaded, rows_rejected
from {{ ref('dim_vintage') }}
where rows_read <> rows_loaded + rows_rejected
