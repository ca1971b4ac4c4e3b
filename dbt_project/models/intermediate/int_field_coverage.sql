-- Written by scripts/generate.py from indicators/*.yml; edit that, then run it again.
-- depends_on: {{ ref('int_contract_state') }}
-- depends_on: {{ ref('int_project_state') }}
-- depends_on: {{ ref('int_spending_year') }}
-- depends_on: {{ ref('stg_award') }}
-- depends_on: {{ ref('stg_award_item') }}
-- depends_on: {{ ref('stg_bid') }}
-- depends_on: {{ ref('stg_commitment') }}
-- depends_on: {{ ref('stg_process') }}
with award_filled as (

    {{ field_counts('award', [
        'amount',
        'status'
    ]) }}

),

award_item_filled as (

    {{ field_counts('award_item', [
        'item_code'
    ]) }}

),

bid_filled as (

    {{ field_counts('bid', [
        'amount',
        'bid_id',
        'status',
        'submitted_at'
    ]) }}

),

commitment_filled as (

    {{ field_counts('commitment', [
        'commitment_id',
        'due_on',
        'is_starred',
        'title'
    ]) }}

),

contract_filled as (

    {{ field_counts('contract', [
        'contract_id',
        'current_value',
        'days_added',
        'end_on',
        'initial_value',
        'item_code',
        'method',
        'method_details',
        'paid',
        'process_id',
        'signed_on',
        'start_on'
    ]) }}

),

process_filled as (

    {{ field_counts('process', [
        'awarded_on',
        'bidders',
        'estimated_value',
        'method',
        'published_on',
        'tender_end',
        'tender_start'
    ]) }}

),

project_filled as (

    {{ field_counts('project', [
        'efficiency_score',
        'financial_progress_pct',
        'paid',
        'physical_progress_pct',
        'planned_end_on',
        'status',
        'total_value'
    ]) }}

),

spending_filled as (

    {{ field_counts('spending', [
        'accrued',
        'current_budget',
        'initial_budget',
        'paid'
    ]) }}

)

{{ field_coverage('award', 'amount') }}
union all
{{ field_coverage('award', 'status') }}
union all
{{ field_coverage('award_item', 'item_code') }}
union all
{{ field_coverage('bid', 'amount') }}
union all
{{ field_coverage('bid', 'bid_id') }}
union all
{{ field_coverage('bid', 'status') }}
union all
{{ field_coverage('bid', 'submitted_at') }}
union all
{{ field_coverage('commitment', 'commitment_id') }}
union all
{{ field_coverage('commitment', 'due_on') }}
union all
{{ field_coverage('commitment', 'is_starred') }}
union all
{{ field_coverage('commitment', 'title') }}
union all
{{ field_coverage('contract', 'contract_id') }}
union all
{{ field_coverage('contract', 'current_value') }}
union all
{{ field_coverage('contract', 'days_added') }}
union all
{{ field_coverage('contract', 'end_on') }}
union all
{{ field_coverage('contract', 'initial_value') }}
union all
{{ field_coverage('contract', 'item_code') }}
union all
{{ field_coverage('contract', 'method') }}
union all
{{ field_coverage('contract', 'method_details') }}
union all
{{ field_coverage('contract', 'paid') }}
union all
{{ field_coverage('contract', 'process_id') }}
union all
{{ field_coverage('contract', 'signed_on') }}
union all
{{ field_coverage('contract', 'start_on') }}
union all
{{ field_coverage('process', 'awarded_on') }}
union all
{{ field_coverage('process', 'bidders') }}
union all
{{ field_coverage('process', 'estimated_value') }}
union all
{{ field_coverage('process', 'method') }}
union all
{{ field_coverage('process', 'published_on') }}
union all
{{ field_coverage('process', 'tender_end') }}
union all
{{ field_coverage('process', 'tender_start') }}
union all
{{ field_coverage('project', 'efficiency_score') }}
union all
{{ field_coverage('project', 'financial_progress_pct') }}
union all
{{ field_coverage('project', 'paid') }}
union all
{{ field_coverage('project', 'physical_progress_pct') }}
union all
{{ field_coverage('project', 'planned_end_on') }}
union all
{{ field_coverage('project', 'status') }}
union all
{{ field_coverage('project', 'total_value') }}
union all
{{ field_coverage('spending', 'accrued') }}
union all
{{ field_coverage('spending', 'current_budget') }}
union all
{{ field_coverage('spending', 'initial_budget') }}
union all
{{ field_coverage('spending', 'paid') }}
