{{ lake_current('award_item') }}
