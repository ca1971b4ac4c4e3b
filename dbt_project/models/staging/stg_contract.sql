{{ lake_states('contract', ['country', 'contract_id']) }}
