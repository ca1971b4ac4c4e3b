{{ lake_current('forum_territory', ['forum_code', 'territory_id', 'role']) }}
