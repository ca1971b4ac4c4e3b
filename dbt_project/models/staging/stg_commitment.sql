{{ lake_current('commitment', ['commitment_id']) }}
