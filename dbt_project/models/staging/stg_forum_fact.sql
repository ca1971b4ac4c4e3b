{{ lake_current('forum_fact', ['forum_code', 'kind', 'name']) }}
