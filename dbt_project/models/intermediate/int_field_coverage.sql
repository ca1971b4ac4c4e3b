-- Written by scripts/generate.py from indicators/*.yml; edit that, then run it again.
-- depends_on: {{ ref('int_contract_state') }}
-- depends_on: {{ ref('int_project_state') }}
-- depends_on: {{ ref('int_spending_year') }}
-- depends_on: {{ ref('stg_award') }}
-- depends_on: {{ ref('stg_award_item') }}
-- depends_on: {{ ref('stg_bid') }}
-- depends_on: {{ ref('stg_commitment') }}
-- depends_on: {{ ref('stg_process') }}
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
