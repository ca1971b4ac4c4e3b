"""Columns of the public tables that the fixture edition fills.

One line per table, `column type` pairs; NULL wherever a row leaves a column out. The dbt marts
are the truth: `test_fixture_columns` compares these names with them.
"""

from __future__ import annotations

MONEY = "decimal(20,2)"
SOURCED = "source_id text, vintage_id text, source_row bigint"

SCHEMA: dict[str, str] = {
    "dim_territory": "territory_id text, country text, level text, official_code text, "
    "alternate_code text, name text, parent_territory_id text, latitude double, longitude double",
    "fct_population": f"territory_id text, year int, population bigint, {SOURCED}",
    "dim_source": "source_id text, title_es text, title_en text, publisher text, country text, "
    "homepage text, licence text, republish boolean, cadence text, entities text, "
    "caveats_es text, caveats_en text, last_vintage_id text, data_as_of date, "
    "next_expected_on date, state text",
    "dim_vintage": "vintage_id text, source_id text, slice text, kind text, "
    "retrieved_at timestamptz, origin text, sha256 text, bytes bigint, data_as_of date, "
    "rows_read bigint, rows_loaded bigint, rows_rejected bigint, rows_skipped bigint, "
    "rows_written bigint, is_current boolean",
    "dim_stream": "stream_code text, country text, name_es text, name_en text, kind text, "
    "gfs_code text, legal_basis text",
    "dim_beneficiary": "beneficiary_code text, country text, name text, beneficiary_kind text, "
    "territory_id text",
    "dim_indicator": "indicator_code text, family text, subject_type text, name_es text, "
    "name_en text, question_es text, question_en text, formula text, unit text, direction text, "
    "minimum_n int, why_es text, why_en text, innocent_es text, innocent_en text, "
    "exclusions text, citation text, evidence_level text, rule_version text",
    "fct_allocation": "country text, beneficiary_code text, beneficiary_kind text, "
    "territory_id text, fiscal_period text, fiscal_year int, month int, stream_code text, "
    f"income_class text, phase text, amount {MONEY}, currency text, data_as_of date, {SOURCED}",
    "fct_spending": "country text, territory_id text, entity_code text, entity_name text, "
    "government_level text, fiscal_year int, month int, stream_code text, "
    "resource_type_code text, function_code text, function_name text, economic_code text, "
    "economic_name text, is_investment boolean, project_code text, "
    f"initial_budget {MONEY}, current_budget {MONEY}, certified {MONEY}, committed {MONEY}, "
    f"accrued {MONEY}, paid {MONEY}, currency text, source_rows bigint, {SOURCED}",
    "fct_money_chain": "country text, territory_id text, fiscal_period text, stream_code text, "
    f"scope text, received {MONEY}, received_phase text, initial_budget {MONEY}, "
    f"current_budget {MONEY}, accrued {MONEY}, paid {MONEY}, unspent {MONEY}, "
    f"execution_ratio double, per_inhabitant {MONEY}, real_received {MONEY}, "
    "price_base_year int, currency text, peer_group text, peers int, "
    "peer_median_execution_ratio double, peer_rank int, data_as_of date, gaps text",
    "fct_project": "country text, project_code text, name text, sector text, executor_code text, "
    f"executor_name text, status_raw text, status text, total_value {MONEY}, "
    f"royalty_value {MONEY}, paid {MONEY}, physical_progress_pct double, "
    "financial_progress_pct double, approved_on date, started_on date, planned_end_on date, "
    f"ended_on date, currency text, data_as_of date, url text, {SOURCED}",
    "fct_project_status": "country text, project_code text, name text, sector text, "
    "executor_code text, executor_name text, status_raw text, status text, "
    f"total_value {MONEY}, royalty_value {MONEY}, paid {MONEY}, physical_progress_pct double, "
    "financial_progress_pct double, approved_on date, started_on date, planned_end_on date, "
    f"ended_on date, currency text, data_as_of date, url text, {SOURCED}",
    "fct_project_territory": f"project_code text, territory_id text, share_ratio double, {SOURCED}",
    "fct_contract": "country text, contract_id text, process_id text, buyer_code text, "
    "buyer_name text, territory_id text, object text, type text, method text, item_code text, "
    f"initial_value {MONEY}, current_value {MONEY}, paid {MONEY}, royalty_value {MONEY}, "
    "funding text, currency text, signed_on date, start_on date, end_on date, days_added int, "
    f"status_raw text, status text, project_code text, data_as_of date, url text, {SOURCED}",
    "fct_contract_supplier": "contract_id text, supplier_id text, supplier_kind text, "
    f"supplier_name text, {SOURCED}",
    "dim_forum": "forum_code text, name text, kind text, country text, starts_on date, "
    "ends_on date, source_url text",
    "fct_forum_territory": f"forum_code text, territory_id text, role text, {SOURCED}",
    "fct_forum_fact": "forum_code text, kind text, name text, value double, unit text, "
    f"text_es text, text_en text, as_of date, {SOURCED}",
    "fct_commitment": "commitment_id text, forum_code text, country text, number text, title text, "
    "text text, theme text, responsible text, counterpart text, baseline text, target text, "
    f"due_on date, budget {MONEY}, project_code text, contract_id text, source_url text, "
    f"current_status text, current_status_as_of date, {SOURCED}",
    "fct_commitment_territory": f"commitment_id text, territory_id text, {SOURCED}",
    "fct_commitment_status": "commitment_id text, milestone text, as_of date, "
    "as_of_precision text, assessor text, assessor_kind text, status_raw text, status text, "
    "progress_pct double, evidence text, evidence_url text, evidence_sha256 text, "
    f"{SOURCED}",
    "fct_indicator_result": "indicator_code text, subject_type text, subject_id text, "
    "country text, territory_id text, period text, value double, numerator double, "
    "denominator double, n bigint, threshold double, status text, reason text, peer_group text, "
    "peers bigint, peer_median double, peer_percentile double, base_rate double, "
    "rule_version text",
    "fct_indicator_count": "indicator_code text, country text, period text, status text, "
    "subjects bigint",
    "fct_indicator_evidence": "indicator_code text, subject_type text, subject_id text, "
    "period text, evidence_table text, evidence_key text, source_id text, vintage_id text, "
    "source_row bigint, url text",
    "fct_reply": "indicator_code text, subject_type text, subject_id text, period text, "
    "office text, replied_on date, text text, document_url text",
    "fct_revision": "source_id text, entity text, record_key text, field text, old_value text, "
    "new_value text, old_vintage_id text, new_vintage_id text, kind text",
    "fct_coverage": "entity text, territory_id text, period text, source_id text, "
    "expected bigint, present bigint, missing bigint",
    "fct_quality_check": "check_id text, layer text, subject text, severity text, "
    "passed boolean, observed text, expected text, failed_rows bigint, source_id text, "
    "vintage_id text",
    "fct_reconciliation": "reconciliation_id text, source_id text, vintage_id text, subject text, "
    "left_name text, left_value decimal(38,6), right_name text, right_value decimal(38,6), "
    "difference decimal(38,6), unit text, cause_es text, cause_en text",
    "fct_rejected_row": "source_id text, vintage_id text, source_row bigint, entity text, "
    '"column" text, reason text, raw_value text',
}
