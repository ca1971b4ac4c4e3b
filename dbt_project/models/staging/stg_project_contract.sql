{{ lake_current('project_contract', [
        'country', 'project_code', 'contract_id', 'process_id', 'notice', 'contract_reference'
    ]) }}
