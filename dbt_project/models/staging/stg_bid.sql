{{ lake_current('bid', ['country', 'process_id', 'bid_id']) }}
