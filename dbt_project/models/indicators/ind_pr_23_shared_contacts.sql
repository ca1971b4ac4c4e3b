-- PR-23: contact details are dropped before the lake; keyed hashes of them are not kept yet.
{{ never_published('PR-23', 'contact_details_of_parties') }}
