-- PR-16: no source gives the country of a supplier.
{{ never_published('PR-16', 'country_of_the_supplier') }}
