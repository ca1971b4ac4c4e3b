-- data_as_of changes at every download and is no revision; contract objects are too long to repeat.
with final as (

    {{ revisions('allocation', [
            'country', 'beneficiary_code', 'fiscal_period', 'fiscal_year', 'month',
            'stream_code', 'stream_label', 'income_class', 'phase'
        ], [
            'amount'
        ]) }}
    union all
    {{ revisions('contract', [
            'country', 'contract_id'
        ], [
            'buyer_name', 'type', 'method_details', 'initial_value', 'current_value', 'paid',
            'royalty_value', 'funding', 'signed_on', 'start_on', 'end_on', 'days_added',
            'status_raw', 'project_code'
        ]) }}
    union all
    {{ revisions('project', [
            'country', 'project_code'
        ], [
            'name', 'sector', 'executor_name', 'status_raw', 'total_value', 'royalty_value',
            'paid', 'physical_progress_pct', 'financial_progress_pct', 'approved_on',
            'started_on', 'planned_end_on', 'ended_on'
        ]) }}
    union all
    {{ revisions('process', [
            'country', 'process_id'
        ], [
            'buyer_name', 'method_details', 'estimated_value', 'tender_start', 'tender_end',
            'bidders', 'status_raw'
        ]) }}
    union all
    {{ revisions('commitment', [
            'commitment_id'
        ], [
            'title', 'responsible', 'due_on', 'baseline', 'target', 'budget'
        ]) }}
    union all
    {{ revisions('population', ['territory_id', 'year'], ['population']) }}

)

{{ public_columns() }}
