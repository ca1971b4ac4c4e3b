-- Every list keeps its own rows: where two say different things of one code, both stay visible.
{{ lake_current('territory_code') }}
