select * from {{ source('lake', 'meta_reconciliation') }}
