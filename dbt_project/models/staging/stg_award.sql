{{ lake_current('award', ['country', 'process_id', 'award_id']) }}
