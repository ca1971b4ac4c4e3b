{{ lake_current('commitment_status', ['commitment_id', 'milestone', 'as_of', 'assessor']) }}
