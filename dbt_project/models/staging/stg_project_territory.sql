{{ lake_current('project_territory', [
        'country', 'project_code', 'territory_id', 'region_name', 'municipality_name'
    ]) }}
