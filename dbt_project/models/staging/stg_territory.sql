{{ lake_current('territory', ['territory_id']) }}
