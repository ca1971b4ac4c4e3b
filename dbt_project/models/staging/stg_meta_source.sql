select * from {{ source('lake', 'meta_source') }}
