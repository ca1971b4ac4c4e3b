-- PR-04: no source says of a process without a call whether the law demanded one.
{{ never_published('PR-04', 'date_of_the_call') }}
