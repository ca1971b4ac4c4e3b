{{ lake_current('process', ['country', 'process_id']) }}
