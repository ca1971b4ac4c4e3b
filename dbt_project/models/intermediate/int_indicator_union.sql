-- Written by scripts/generate.py from indicators/*.yml; edit that, then run it again.
-- A view: the results of a million contracts are written once, by their indicators.
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
select {{ indicator_columns() }} from {{ ref('ind_cm_03_no_recent_evidence') }}
union all
select {{ indicator_columns() }} from {{ ref('ind_cm_04_missing_basics') }}
union all
select {{ indicator_columns() }} from {{ ref('ind_cm_05_status_regression') }}
union all
select {{ indicator_columns() }} from {{ ref('ind_cm_06_starred') }}
union all
select {{ indicator_columns() }} from {{ ref('ind_cm_07_territorial_coverage') }}
union all
select {{ indicator_columns() }} from {{ ref('ind_cm_08_citizen_feedback') }}
union all
select {{ indicator_columns() }} from {{ ref('ind_fx_01_budget_modification') }}
union all
select {{ indicator_columns() }} from {{ ref('ind_fx_02_execution_rate') }}
union all
select {{ indicator_columns() }} from {{ ref('ind_fx_03_unpaid_share') }}
union all
select {{ indicator_columns() }} from {{ ref('ind_fx_04_december_spending') }}
union all
select {{ indicator_columns() }} from {{ ref('ind_fx_05_carried_over') }}
union all
select {{ indicator_columns() }} from {{ ref('ind_fx_06_expenditure_outturn') }}
union all
select {{ indicator_columns() }} from {{ ref('ind_fx_07_composition_variance') }}
union all
select {{ indicator_columns() }} from {{ ref('ind_fx_08_revenue_outturn') }}
union all
select {{ indicator_columns() }} from {{ ref('ind_fx_09_capital_share') }}
union all
select {{ indicator_columns() }} from {{ ref('ind_fx_10_per_inhabitant') }}
union all
select {{ indicator_columns() }} from {{ ref('ind_fx_11_dependency') }}
union all
select {{ indicator_columns() }} from {{ ref('ind_fx_12_transfer_volatility') }}
union all
select {{ indicator_columns() }} from {{ ref('ind_fx_13_igpr_efficiency') }}
union all
select {{ indicator_columns() }} from {{ ref('ind_fx_14_stalled_work') }}
union all
select {{ indicator_columns() }} from {{ ref('ind_fx_15_physical_financial_gap') }}
union all
select {{ indicator_columns() }} from {{ ref('ind_fx_16_paid_above_cost') }}
union all
select {{ indicator_columns() }} from {{ ref('ind_fx_17_time_overrun') }}
union all
select {{ indicator_columns() }} from {{ ref('ind_fx_18_works_severity') }}
union all
select {{ indicator_columns() }} from {{ ref('ind_pr_01_single_bid_rate') }}
union all
select {{ indicator_columns() }} from {{ ref('ind_pr_02_single_near_reference') }}
union all
select {{ indicator_columns() }} from {{ ref('ind_pr_03_direct_share') }}
union all
select {{ indicator_columns() }} from {{ ref('ind_pr_04_no_call') }}
union all
select {{ indicator_columns() }} from {{ ref('ind_pr_05_advertised_days') }}
union all
select {{ indicator_columns() }} from {{ ref('ind_pr_06_decision_period') }}
union all
select {{ indicator_columns() }} from {{ ref('ind_pr_07_procurement_risk') }}
union all
select {{ indicator_columns() }} from {{ ref('ind_pr_08_supplier_dependence') }}
union all
select {{ indicator_columns() }} from {{ ref('ind_pr_09_buyer_dependence') }}
union all
select {{ indicator_columns() }} from {{ ref('ind_pr_10_supplier_concentration') }}
union all
select {{ indicator_columns() }} from {{ ref('ind_pr_11_small_purchase_splitting') }}
union all
select {{ indicator_columns() }} from {{ ref('ind_pr_12_bunching') }}
union all
select {{ indicator_columns() }} from {{ ref('ind_pr_13_minor_amount_splitting') }}
union all
select {{ indicator_columns() }} from {{ ref('ind_pr_14_recurrent_direct') }}
union all
select {{ indicator_columns() }} from {{ ref('ind_pr_15_new_company') }}
union all
select {{ indicator_columns() }} from {{ ref('ind_pr_16_tax_haven') }}
union all
select {{ indicator_columns() }} from {{ ref('ind_pr_17_value_additions') }}
union all
select {{ indicator_columns() }} from {{ ref('ind_pr_18_paid_above_contract') }}
union all
select {{ indicator_columns() }} from {{ ref('ind_pr_19_relative_delay') }}
union all
select {{ indicator_columns() }} from {{ ref('ind_pr_20_award_over_estimate') }}
union all
select {{ indicator_columns() }} from {{ ref('ind_pr_21_signed_in_december') }}
union all
select {{ indicator_columns() }} from {{ ref('ind_pr_22_same_bidders') }}
union all
select {{ indicator_columns() }} from {{ ref('ind_pr_23_shared_contacts') }}
union all
select {{ indicator_columns() }} from {{ ref('ind_pr_24_benford') }}
union all
select {{ indicator_columns() }} from {{ ref('ind_pr_25_round_amounts') }}
union all
select {{ indicator_columns() }} from {{ ref('ind_pr_26_fixed_multiple') }}
union all
select {{ indicator_columns() }} from {{ ref('ind_pr_27_price_disparity') }}
union all
select {{ indicator_columns() }} from {{ ref('ind_pr_28_debarred_supplier') }}
union all
select {{ indicator_columns() }} from {{ ref('ind_pr_29_award_to_signature') }}
union all
select {{ indicator_columns() }} from {{ ref('ind_pr_30_term_into_next_year') }}
union all
select {{ indicator_columns() }} from {{ ref('ind_rv_01_eiti_discrepancy') }}
union all
select {{ indicator_columns() }} from {{ ref('ind_rv_02_canon_shares') }}
union all
select {{ indicator_columns() }} from {{ ref('ind_rv_03_sgr_distribution') }}
union all
select {{ indicator_columns() }} from {{ ref('ind_rv_04_collected_of_budgeted') }}
union all
select {{ indicator_columns() }} from {{ ref('ind_rv_05_late_transfer') }}
union all
select {{ indicator_columns() }} from {{ ref('ind_rv_06_year_on_year') }}
