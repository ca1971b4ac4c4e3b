{{ lake_current('company_payment') }}
