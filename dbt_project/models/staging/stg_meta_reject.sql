select * from {{ source('lake', 'meta_reject') }}
