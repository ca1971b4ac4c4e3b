-- RV-05: neither the legal date of a transfer nor the day it was made is published.
{{ never_published('RV-05', 'legal_date_of_the_transfer') }}
