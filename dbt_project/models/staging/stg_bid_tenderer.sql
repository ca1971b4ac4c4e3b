{{ lake_current('bid_tenderer', ['country', 'process_id', 'bid_id', 'tenderer_id']) }}
