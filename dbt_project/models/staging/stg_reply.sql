{{ lake_current(
    'reply', ['indicator_code', 'subject_type', 'subject_id', 'country', 'period', 'office', 'replied_on']
) }}
