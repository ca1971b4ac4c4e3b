{{ lake_current('population', ['territory_id', 'year']) }}
