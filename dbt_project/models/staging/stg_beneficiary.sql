{{ lake_current('beneficiary', ['country', 'beneficiary_code']) }}
