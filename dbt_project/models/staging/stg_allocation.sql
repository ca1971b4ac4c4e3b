-- A table, not a view: many models read it and deciding what holds now sorts every row.
{{ config(materialized='table') }}
{{ lake_current('allocation', [
        'country', 'beneficiary_code', 'fiscal_period', 'fiscal_year', 'month', 'stream_code',
        'stream_label', 'income_class', 'phase'
    ]) }}
