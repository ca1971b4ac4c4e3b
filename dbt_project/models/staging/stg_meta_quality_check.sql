select * from {{ source('lake', 'meta_quality_check') }}
