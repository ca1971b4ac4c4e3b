-- The panel repeats rows between its files and the entity has no key of its own:
-- this is the grain of a repeat. Files of different years repeat nothing.
{{ lake_current('spending', [
        'country', 'entity_code', 'fiscal_year', 'month', 'stream_code', 'resource_type_code',
        'function_code', 'economic_code', 'project_code'
    ], apart=['fiscal_year']) }}
