{{ lake_states('project', ['country', 'project_code']) }}
