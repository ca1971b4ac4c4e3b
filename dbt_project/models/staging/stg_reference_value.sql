{{ lake_current('reference_value', ['country', 'concept', 'year', 'unit']) }}
