-- CM-08: feedback is kept by whoever runs the dashboard, outside the lake.
{{ never_published('CM-08', 'contributions_of_citizens') }}
