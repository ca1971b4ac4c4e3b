-- PR-13: the ceiling is a tenth of the lesser amount of each entity, which no source publishes.
{{ never_published('PR-13', 'lesser_amount_of_the_entity') }}
