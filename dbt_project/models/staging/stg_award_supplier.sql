{{ lake_current('award_supplier', ['country', 'process_id', 'award_id', 'supplier_id']) }}
