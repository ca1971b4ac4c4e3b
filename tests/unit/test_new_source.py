"""One new folder is a new country, from its file to the public tables; a retired one is told."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from ingest import registry
from ingest.models import Outcome
from ingest.pipeline import write_sources
from ingest.settings import Settings
from orchestration.status import print_sources
from tests.dbt.rendered import Models
from tests.unit import money

BOLIVIA = r"""
title: {es: Regalías departamentales, en: Departmental royalties}
publisher: Ministerio de prueba
country: BO
cadence: yearly
evidence: schema_only
patterns: ["regalias-bo-*.csv"]
vintage: {slice: {filename: '(\\\\d{4})'}, as_of: {filename: '(\\\\d{4}-\\\\d{2}-\\\\d{2})'}}
layouts:
  - name: one
    tables:
      - read: {format: csv, delimiter: ;}
        columns:
          department: {header: Departamento}
          year: {header: Gestión, type: integer}
          amount: {header: Monto, type: number, decimal: ","}
        outputs:
          - entity: allocation
            map:
              country: "'BO'"
              beneficiary_code: department
              beneficiary_kind: "'department'"
              beneficiary_name: department
              fiscal_period: cast(year as varchar)
              fiscal_year: year
              month: "0"
              stream_code: "'BO-REGALIA'"
              income_class: "'current'"
              phase: "'transferred'"
              amount: amount
              currency: "'BOB'"
            controls: {amount: sum(veta_decimal_comma(amount))}
"""
RETIRED = """
- id: bo_ministry_old
  title: {es: Regalías antiguas, en: Old royalties}
  publisher: Ministerio de prueba
  country: BO
  retired_on: 2026-01-31
  reason: The portal was closed and its files are kept by nobody.
"""
FILE = "Departamento;Gestión;Monto\nTarija;2025;1.234.567,89\nPotosí;2025;98,10\n"


@pytest.fixture
def bolivia(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    folder = tmp_path / "sources"
    folder.mkdir()
    (folder / "RETIRED.yml").write_text(RETIRED, encoding="utf-8")
    registry.load_retired.cache_clear()
    for _ in money.declared(tmp_path, monkeypatch, {"bo_ministry_royalties": BOLIVIA}):
        yield "bo_ministry_royalties"
    registry.load_retired.cache_clear()


def test_a_country_comes_with_one_folder(settings: Settings, bolivia: str) -> None:
    money.offer(settings, "regalias-bo-2025-12-31.csv", FILE)
    (report,) = money.refresh(settings, bolivia)
    assert report.outcome is Outcome.LOADED, [p.text("en") for p in report.problems]
    write_sources(settings.paths)
    with duckdb.connect() as con:
        models = Models(con, settings.paths)
        assert models.rows(
            "select beneficiary_code, amount, currency, source_row from fct_allocation order by 2",
            "fct_allocation",
        ) == [
            ("Potosí", Decimal("98.10"), "BOB", 3),
            ("Tarija", Decimal("1234567.89"), "BOB", 2),
        ]
        countries = models.rows("select territory_id, level from dim_territory", "dim_territory")
        assert ("BO", "country") in countries
        sources = models.rows(
            "select source_id, state, last_vintage_id, retired_on, retired_reason from dim_source",
            "dim_source",
        )
    by_id = {row[0]: row[1:] for row in sources}
    assert by_id[bolivia][:2] == ("active", report.vintage.vintage_id)
    assert by_id["bo_ministry_old"][0] == "retired"
    assert str(by_id["bo_ministry_old"][2]) == "2026-01-31"
    assert "closed" in by_id["bo_ministry_old"][3]


@pytest.mark.usefixtures("bolivia")
def test_a_retired_source_is_listed_with_date_and_reason_and_takes_nothing(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    print_sources(settings)
    said = capsys.readouterr().out
    assert "bo_ministry_old (retired 2026-01-31)" in said
    assert "The portal was closed" in said
    taken = money.offer(settings, "bo_ministry_old.csv", FILE)
    assert [p.code for p in taken.unknown] == ["unknown_file"]


@pytest.mark.parametrize("left_out", ["reason", "retired_on"])
def test_a_retirement_without_date_or_reason_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, left_out: str
) -> None:
    lines = [line for line in RETIRED.splitlines() if not line.strip().startswith(left_out)]
    (tmp_path / "RETIRED.yml").write_text("\n".join(lines), encoding="utf-8")
    monkeypatch.setattr(registry, "bundled_sources", lambda: tmp_path)
    registry.load_retired.cache_clear()
    with pytest.raises(ValueError, match=left_out):
        registry.load_retired()
    registry.load_retired.cache_clear()
