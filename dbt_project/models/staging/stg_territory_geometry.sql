{{ lake_current('territory_geometry', ['territory_id']) }}
