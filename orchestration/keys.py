"""Names of assets, in one place: other people's scripts and run histories know them by these."""

import dagster as dg

POOL = "warehouse"  # one writer; the limit stands in the instance's dagster.yaml
EDITION = dg.AssetKey("edition")
OWNERS = ["team:veta"]


def raw_key(source_id: str) -> dg.AssetKey:
    """Key of a source's vintages as received."""
    return dg.AssetKey(["raw", source_id])


def history_key(source_id: str) -> dg.AssetKey:
    """Key of the years of a source that are fetched one by one."""
    return dg.AssetKey(["history", source_id])


def conformed_key(source_id: str) -> dg.AssetKey:
    """Key of a source's conformed vintages."""
    return dg.AssetKey(["conformed", source_id])


def lake_key(entity: str) -> dg.AssetKey:
    """Key of an entity in the lake; dbt's sources carry the same."""
    return dg.AssetKey(["lake", entity])
