{{ lake_current('allocation', [
        'country', 'beneficiary_code', 'fiscal_period', 'fiscal_year', 'month', 'stream_code',
        'stream_label', 'income_class', 'phase'
    ]) }}
