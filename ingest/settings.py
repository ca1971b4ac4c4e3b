"""Where things lie and what an operator may set, read from ``VETA_*`` environment variables.

Does not belong here: anything about a single source (its ``source.yml``) or about the dashboard.
"""

from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """Operator's settings; every field is an environment variable with the prefix ``VETA_``.

    Attributes:
        data_dir: Folder of running data (inbox, raw, lake, warehouse, published).
        lang: Language of messages on the terminal.
        extracts_dir: Folder of real extracts that tests and refreshes may use.
        memory_limit: What one DuckDB connection may use before it spills to disk; conforming
            never takes more than a gigabyte of it.
        engine: What runs the dbt models: DuckDB on this machine, or Apache Spark.
        store: Where every published edition is sent as well: any address that fsspec knows.
        person_names: ``publish`` shows suppliers' names where an operator's law allows it.
        pseudonym_key: Secret of the pseudonyms; a key file is made where none is given.
        public_url: Address under which people reach the dashboard, for links that leave it.
        alert_email_to: Addresses that are told what happened, separated by commas.
        alert_email_from: Sender of those messages.
        alert_smtp: ``smtp://user:password@host:port`` or ``smtps://…``.
        alert_webhook: Address to which the same is posted as JSON.
        alert_every_hours: Least time between two messages; what happens meanwhile is gathered.
    """

    model_config = SettingsConfigDict(env_prefix="VETA_", extra="ignore")

    data_dir: Path = Path("data")
    lang: Literal["es", "en"] = "es"
    extracts_dir: Path = Path("../shared/data")
    memory_limit: str = "4GB"
    engine: Literal["duckdb", "spark"] = "duckdb"
    store: str = ""
    person_names: Literal["pseudonym", "publish"] = "pseudonym"
    pseudonym_key: SecretStr | None = None
    public_url: str = ""
    alert_email_to: str = ""
    alert_email_from: str = "veta@localhost"
    alert_smtp: SecretStr | None = None
    alert_webhook: SecretStr | None = None
    alert_every_hours: float = 6.0

    @property
    def paths(self) -> "DataPaths":
        """The folders under ``data_dir``."""
        return DataPaths(self.data_dir.resolve())


class DataPaths:
    """Names of the folders under a data directory, as ``architecture.md`` draws them."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.inbox = root / "inbox"
        self.raw = root / "raw"
        self.lake = root / "lake"
        self.rejects = root / "rejects"
        self.staging = root / ".staging"
        self.state = root / "state"
        self.warehouse = root / "warehouse" / "warehouse.duckdb"
        self.published = root / "published"
        self.dagster = root / "dagster"


@cache
def bundled_sources() -> Path:
    """Folder with one folder per source."""
    return ROOT / "ingest" / "sources"
