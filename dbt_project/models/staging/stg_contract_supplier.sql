{{ lake_current('contract_supplier', ['country', 'contract_id', 'supplier_id']) }}
