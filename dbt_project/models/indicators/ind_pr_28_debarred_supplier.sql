-- PR-28: lists of sanctions are not among the sources.
{{ never_published('PR-28', 'sanctions_with_dates') }}
