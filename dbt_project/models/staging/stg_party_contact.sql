{{ lake_current('party_contact', ['country', 'party_id', 'contact_kind', 'contact_id']) }}
