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

{{ field_coverage('award', [
    'amount',
    'status'
]) }}
union all
{{ field_coverage('award_item', [
    'item_code'
]) }}
union all
{{ field_coverage('bid', [
    'amount',
    'bid_id',
    'status',
    'submitted_at'
]) }}
union all
{{ field_coverage('commitment', [
    'commitment_id',
    'due_on',
    'is_starred',
    'title'
]) }}
union all
{{ field_coverage('contract', [
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
union all
{{ field_coverage('process', [
    'awarded_on',
    'bidders',
    'estimated_value',
    'method',
    'published_on',
    'tender_end',
    'tender_start'
]) }}
union all
{{ field_coverage('project', [
    'efficiency_score',
    'financial_progress_pct',
    'paid',
    'physical_progress_pct',
    'planned_end_on',
    'status',
    'total_value'
]) }}
union all
{{ field_coverage('spending', [
    'accrued',
    'current_budget',
    'initial_budget',
    'paid'
]) }}
