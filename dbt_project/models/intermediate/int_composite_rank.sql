-- The place of each subject in each draw; in a table of its own, for sorting this many rows needs the
-- memory for itself.
select
    subject_number,
    cast(rank() over (partition by group_number, draw order by score desc) as integer) as place
from {{ ref('int_composite_draw') }}
