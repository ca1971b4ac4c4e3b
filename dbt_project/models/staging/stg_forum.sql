{{ lake_current('forum', ['forum_code']) }}
