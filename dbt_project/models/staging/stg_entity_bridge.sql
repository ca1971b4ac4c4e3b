{{ lake_current('entity_bridge', ['country', 'tax_id']) }}
