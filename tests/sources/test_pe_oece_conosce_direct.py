"""Direct awards: items, consortium rows that repeat, and natural persons who never appear."""

import re
from pathlib import Path

import pandas as pd
import pytest

from ingest.settings import Settings
from tests.sources.pe_support import bring_in, cents, lake

SOURCE = "pe_oece_conosce_direct"
ITEM = ["CODIGOCONVOCATORIA", "NUMERO_ITEM", "RUCPROVEEDOR"]


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """One data folder for all tests of this module: the file is loaded once."""
    return Settings(data_dir=tmp_path_factory.mktemp("direct") / "data", lang="en")


@pytest.fixture(scope="module")
def published(extracts: Path, settings: Settings) -> pd.DataFrame:
    (file,) = (extracts / "peru" / "oece_conosce").glob("CONOSCE_CONTRATACIONDIRECTA*.xlsx")
    (report,) = bring_in(settings, SOURCE, [file])
    frame = pd.read_excel(file, dtype=str, engine="calamine")
    assert report.rows_read + report.rows_skipped == len(frame)
    assert report.rows_rejected == 0
    return frame


def test_awards_add_up_without_repeated_members(
    settings: Settings, published: pd.DataFrame
) -> None:
    items = published.drop_duplicates(ITEM)
    found = lake(settings, "award", "select count(*), sum(amount) from lake")
    assert found == [(len(items), cents(items["MONTOADJUDICADO"]))]
    calls = lake(settings, "process", "select count(*), count(distinct buyer_code) from lake")
    assert calls == [
        (published["CODIGOCONVOCATORIA"].nunique(), published["CODIGOENTIDAD"].nunique())
    ]


def test_the_estimate_of_a_process_adds_each_item_once(
    settings: Settings, published: pd.DataFrame
) -> None:
    items = published.drop_duplicates(["CODIGOCONVOCATORIA", "NUMERO_ITEM", "MONTOREFERENCIAL"])
    found = lake(settings, "process", "select sum(estimated_value) from lake")
    assert found == [(cents(items["MONTOREFERENCIAL"]),)]


def test_no_person_reaches_the_lake(settings: Settings, published: pd.DataFrame) -> None:
    persons = published[published["TIPOPROVEEDOR"] == "Persona Natural"]
    texts = "\n".join(
        str(row)
        for entity in ("process", "award", "award_supplier", "meta_reject")
        for row in lake(settings, entity)
    )
    members = published["RUCDETALLEPROVEEDOR"].dropna()
    documents = set(persons["RUCPROVEEDOR"]) | set(members[members.str.startswith("1")])
    assert not documents & set(re.findall(r"\d{11}", texts))
    for name in persons["PROVEEDOR"].unique():
        assert f"'{name}'" not in texts
    named = published[published["PROVEEDOR"].str.contains("REPRESENTADO POR")]
    assert len(named) > 0
    assert "REPRESENTADO POR" not in texts


def test_a_person_keeps_one_pseudonym(settings: Settings, published: pd.DataFrame) -> None:
    persons = published[published["TIPOPROVEEDOR"] == "Persona Natural"]
    found = "select count(distinct supplier_id) from lake where supplier_kind = 'person'"
    assert lake(settings, "award_supplier", found) == [(persons["RUCPROVEEDOR"].nunique(),)]
