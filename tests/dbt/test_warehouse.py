"""What the warehouse makes of the story: the rules of the public contract, added up by hand."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.dbt.warehouse import Warehouse, built


@pytest.fixture(scope="module")
def warehouse() -> Warehouse:
    return built()


def chain(warehouse: Warehouse, territory: str, stream: str, scope: str) -> dict[str, Any]:
    found = warehouse.rows(
        "select * from fct_money_chain where territory_id = "
        f"'{territory}' and stream_code = '{stream}' and scope = '{scope}'"
    )
    assert len(found) == 1
    return found[0]


def test_every_node_builds_and_every_dbt_test_passes(warehouse: Warehouse) -> None:
    bad = {k: v for k, v in warehouse.results.items() if v not in ("success", "pass", "warn")}
    assert bad == {}
    assert len(warehouse.results) > 100


def test_rows_that_two_files_repeat_are_loaded_once_and_counted(warehouse: Warehouse) -> None:
    rows = warehouse.rows("select sum(amount) as total from fct_allocation where country = 'PE'")
    assert rows == [{"total": Decimal("1500.00")}]
    counted = warehouse.rows(
        "select difference from fct_reconciliation "
        "where reconciliation_id = 'repeated_rows|allocation|panel'"
    )
    assert counted == [{"difference": Decimal(1)}]


def test_no_ratio_crosses_streams(warehouse: Warehouse) -> None:
    canon = chain(warehouse, "PE-180101", "CANON_MINERO", "own_government")
    everything = chain(warehouse, "PE-180101", "ALL", "own_government")
    assert (canon["received"], canon["current_budget"]) == (Decimal("1000.00"), None)
    assert canon["execution_ratio"] is None
    assert "no_budget_in_this_stream" in canon["gaps"]
    assert everything["received"] is None
    assert everything["execution_ratio"] == pytest.approx(0.75)
    assert everything["unspent"] == Decimal("500.00")


def test_per_inhabitant_uses_the_figures_own_year(warehouse: Warehouse) -> None:
    canon = chain(warehouse, "PE-180101", "CANON_MINERO", "own_government")
    assert canon["per_inhabitant"] == pytest.approx(10.0)


def test_constant_prices_name_their_base_year(warehouse: Warehouse) -> None:
    canon = chain(warehouse, "PE-180101", "CANON_MINERO", "own_government")
    assert (canon["real_received"], canon["price_base_year"]) == (Decimal("1250.00"), 2020)
    assert "no_price_index" not in canon["gaps"]
    plan = chain(warehouse, "CO-70", "AIRD", "own_government")
    assert plan["real_received"] is None
    assert "no_price_index" in plan["gaps"]


def test_a_province_is_all_that_it_contains_not_its_capital(warehouse: Warehouse) -> None:
    within = chain(warehouse, "PE-1801", "CANON_MINERO", "all_within")
    assert within["received"] == Decimal("1500.00")
    own = warehouse.rows(
        "select * from fct_money_chain where territory_id = 'PE-1801' and scope = 'own_government'"
    )
    assert own == []


def test_a_plan_says_that_it_is_one_and_savings_stay_out(warehouse: Warehouse) -> None:
    department = chain(warehouse, "CO-70", "AIRD", "own_government")
    assert department["received_phase"] == "planned_cash"
    assert warehouse.rows("select * from fct_money_chain where stream_code = 'AFAE'") == []


def test_a_plan_up_to_a_month_is_not_held_against_the_law(warehouse: Warehouse) -> None:
    periods = warehouse.rows("select distinct fiscal_period from int_cash_plan")
    assert [r["fiscal_period"] for r in periods] == ["2023-2024"]


def test_money_of_no_known_territory_stands_in_the_country(warehouse: Warehouse) -> None:
    assert chain(warehouse, "CO", "ADIR", "all_within")["received"] == Decimal("207.00")
    assert chain(warehouse, "CO", "AAMB", "all_within")["received"] == Decimal("11.00")


def test_a_biennium_is_never_split(warehouse: Warehouse) -> None:
    periods = warehouse.rows(
        "select distinct fiscal_period from fct_money_chain where country = 'CO'"
    )
    assert periods == [{"fiscal_period": "2023-2024"}]


def test_the_newest_snapshot_holds_and_history_remembers(warehouse: Warehouse) -> None:
    now = warehouse.rows(
        "select contract_id, current_value from fct_contract where country = 'CO' order by 1"
    )
    assert [r["contract_id"] for r in now] == ["K1", "K3"]
    assert now[0]["current_value"] == Decimal("120.00")
    seen = warehouse.rows("select contract_id from fct_contract_status where contract_id = 'K1'")
    assert len(seen) == 2
    progress = warehouse.rows(
        "select physical_progress_pct as p from fct_project_status "
        "where project_code = '2012' order by p"
    )
    assert [r["p"] for r in progress] == [20.0, 35.0]
    assert len(warehouse.rows("select * from fct_project")) == 1


def test_revisions_name_field_and_kind(warehouse: Warehouse) -> None:
    rows = warehouse.rows(
        "select record_key, field, old_value, new_value, kind from fct_revision "
        "where entity = 'contract' order by record_key, field"
    )
    assert [tuple(row.values()) for row in rows] == [
        ("CO|K1", "current_value", "100.00", "120.00", "changed"),
        ("CO|K1", "status_raw", "Aprobado", "En ejecución", "changed"),
        ("CO|K2", None, None, None, "removed"),
        ("CO|K3", None, None, None, "added"),
    ]


def test_a_place_name_is_guarded_by_its_department(warehouse: Warehouse) -> None:
    rows = warehouse.rows(
        "select territory_id, match_level from fct_contract where country = 'CO' "
        "order by contract_id"
    )
    assert [(r["territory_id"], r["match_level"]) for r in rows] == [
        ("CO-70001", "municipality"),
        ("CO-50", "region"),
    ]
    alias = warehouse.rows(
        "select territory_id from int_place where municipality_name = 'Toluviejo'"
    )
    assert alias == [{"territory_id": "CO-70823"}]


def test_another_registers_codes_lead_to_territories_or_say_why_not(warehouse: Warehouse) -> None:
    rows = warehouse.rows("select * from dim_territory_code order by code")
    assert [(r["code"], r["territory_id"], r["match_level"], r["remarks"]) for r in rows] == [
        ("170101", "PE-180101", "municipality", "no_official_code_in_this_list"),
        ("170105", "PE-180106", "code", None),
        ("170107", None, "none", "no_official_code_in_this_list;not_in_the_official_list"),
    ]


def test_a_buyers_code_places_who_governs_and_nobody_else(warehouse: Warehouse) -> None:
    rows = warehouse.rows(
        "select buyer_name, territory_id, match_level from fct_contract where country = 'PE' "
        "order by contract_id"
    )
    assert [tuple(row.values()) for row in rows] == [
        ("MUNICIPALIDAD PROVINCIAL DE MARISCAL NIETO", "PE-180101", "buyer"),
        ("GOBIERNO REGIONAL DE MOQUEGUA - SALUD", "PE-18", "buyer"),
        ("MINISTERIO DE CULTURA", None, "none"),
    ]


def test_a_register_joins_contract_and_project(warehouse: Warehouse) -> None:
    links = warehouse.rows(
        "select project_code, contract_id, linked_by from fct_project_contract order by 1, 2"
    )
    assert [tuple(row.values()) for row in links] == [
        ("2012", "K1", "contract"),
        ("2012", "K3", "contract"),
        ("2013", "K3", "contract"),
    ]
    named = warehouse.rows(
        "select project_code, project_linked_by from fct_contract where country = 'CO' "
        "order by contract_id"
    )
    assert [tuple(row.values()) for row in named] == [("2012", "contract"), (None, "several")]


def test_a_source_never_loaded_says_so(warehouse: Warehouse) -> None:
    rows = warehouse.rows("select state from dim_source where source_id = 'unseen'")
    assert rows == [{"state": "never_loaded"}]


def test_countries_that_only_a_forum_names_have_a_row(warehouse: Warehouse) -> None:
    rows = warehouse.rows("select name_es from dim_territory where territory_id = 'MX'")
    assert rows == [{"name_es": "México"}]


def test_results_lead_to_the_line_of_the_file(warehouse: Warehouse) -> None:
    rows = warehouse.rows(
        "select distinct evidence_table, source_id, vintage_id, source_row "
        "from fct_indicator_evidence where indicator_code = 'RV-03' and subject_id = 'AAMB'"
    )
    assert [(r["evidence_table"], r["source_id"], r["source_row"]) for r in rows] == [
        ("fct_allocation", "plan", 7)
    ]
