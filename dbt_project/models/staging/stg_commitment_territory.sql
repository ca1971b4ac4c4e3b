{{ lake_current('commitment_territory', ['commitment_id', 'territory_id']) }}
