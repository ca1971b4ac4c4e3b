"""Contracting entities: cp1252, pipes, codes padded unevenly, one entity without a tax number."""

from pathlib import Path

import pandas as pd

from ingest.settings import Settings
from tests.sources.pe_support import bring_in, lake

SOURCE = "pe_oece_contracting_entities"


def test_the_bridge_of_codes(settings: Settings, extracts: Path) -> None:
    file = extracts / "peru" / "oece_conosce" / "entidades_contratantes.csv"
    published = pd.read_csv(file, sep="|", dtype=str, encoding="cp1252")
    (report,) = bring_in(settings, SOURCE, [file])
    assert (report.rows_read, report.rows_rejected) == (len(published), 1)
    kept = published[published["RUC"].str.len() == 11]
    counted = "select count(*), count(budget_code), count(updated_on) from lake"
    assert lake(settings, "entity_bridge", counted) == [
        (len(kept), kept["CODIGO_SIAF"].notna().sum(), len(kept))
    ]
    padded = "select count(*) from lake where budget_code like '0%' or procurement_code like '0%'"
    assert lake(settings, "entity_bridge", padded) == [(0,)]
    one = "select budget_code, procurement_code, updated_on from lake where tax_id = '20290898685'"
    ((budget, procurement, updated),) = lake(settings, "entity_bridge", one)
    assert (budget, procurement, str(updated)) == ("14", "1940", "2013-07-17")


def test_accents_survive_cp1252(settings: Settings, extracts: Path) -> None:
    bring_in(settings, SOURCE, [extracts / "peru" / "oece_conosce" / "entidades_contratantes.csv"])
    accented = "select count(*) from lake where name like '%PÚBLICO%'"
    assert lake(settings, "entity_bridge", accented)[0][0] > 0
