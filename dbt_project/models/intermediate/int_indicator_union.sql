-- Written by scripts/generate.py from indicators/*.yml; edit that, then run it again.
select {{ indicator_columns() }} from {{ ref('ind_c_r003_short_period') }}
union all
select {{ indicator_columns() }} from {{ ref('ind_c_r018_single_bid') }}
union all
select {{ indicator_columns() }} from {{ ref('ind_c_r024_close_price') }}
union all
select {{ indicator_columns() }} from {{ ref('ind_c_r025_unsuccessful_bidder') }}
union all
select {{ indicator_columns() }} from {{ ref('ind_c_r028_identical_prices') }}
union all
select {{ indicator_columns() }} from {{ ref('ind_c_r030_late_bid_won') }}
union all
select {{ indicator_columns() }} from {{ ref('ind_c_r035_all_others_disqualified') }}
union all
select {{ indicator_columns() }} from {{ ref('ind_c_r036_lowest_disqualified') }}
union all
select {{ indicator_columns() }} from {{ ref('ind_c_r038_excess_disqualified') }}
union all
select {{ indicator_columns() }} from {{ ref('ind_c_r048_heterogeneous_supplier') }}
union all
select {{ indicator_columns() }} from {{ ref('ind_c_r058_deep_discount') }}
union all
select {{ indicator_columns() }} from {{ ref('ind_cm_01_fulfilment_rate') }}
union all
select {{ indicator_columns() }} from {{ ref('ind_cm_02_overdue') }}
union all
select {{ indicator_columns() }} from {{ ref('ind_cm_04_missing_basics') }}
union all
select {{ indicator_columns() }} from {{ ref('ind_cm_05_status_regression') }}
union all
select {{ indicator_columns() }} from {{ ref('ind_fx_01_budget_modification') }}
union all
select {{ indicator_columns() }} from {{ ref('ind_fx_02_execution_rate') }}
union all
select {{ indicator_columns() }} from {{ ref('ind_fx_12_transfer_volatility') }}
union all
select {{ indicator_columns() }} from {{ ref('ind_fx_14_stalled_work') }}
union all
select {{ indicator_columns() }} from {{ ref('ind_fx_15_physical_financial_gap') }}
union all
select {{ indicator_columns() }} from {{ ref('ind_fx_16_paid_above_cost') }}
union all
select {{ indicator_columns() }} from {{ ref('ind_fx_17_time_overrun') }}
union all
select {{ indicator_columns() }} from {{ ref('ind_pr_03_direct_share') }}
union all
select {{ indicator_columns() }} from {{ ref('ind_pr_08_supplier_dependence') }}
union all
select {{ indicator_columns() }} from {{ ref('ind_pr_10_supplier_concentration') }}
union all
select {{ indicator_columns() }} from {{ ref('ind_pr_17_value_additions') }}
union all
select {{ indicator_columns() }} from {{ ref('ind_pr_19_relative_delay') }}
union all
select {{ indicator_columns() }} from {{ ref('ind_rv_03_sgr_distribution') }}
