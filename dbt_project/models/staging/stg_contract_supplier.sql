-- A table, not a view: every rule on suppliers reads it.
{{ config(materialized='table') }}
{{ lake_current('contract_supplier', ['country', 'contract_id', 'supplier_id']) }}
