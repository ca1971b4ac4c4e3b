-- A table, not a view: many models read it and deciding what holds now sorts every row.
{{ config(materialized='table') }}
-- The panel repeats rows between its files and the entity has no key of its own:
-- this is the grain of a repeat.
{{ lake_current('spending', [
        'country', 'entity_code', 'fiscal_year', 'month', 'stream_code', 'resource_type_code',
        'function_code', 'economic_code', 'project_code'
    ]) }}
