-- PR-15: registers of companies are not among the sources.
{{ never_published('PR-15', 'founding_date_of_the_supplier') }}
