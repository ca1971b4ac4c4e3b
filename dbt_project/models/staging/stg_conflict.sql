{{ lake_current('conflict', ['country', 'conflict_id']) }}
