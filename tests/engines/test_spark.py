"""Apache Spark, on a cluster that loses a worker, builds what DuckDB builds.

Needs the packages of ``requirements-spark.lock``; ``.ci/run`` installs them.
"""

from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.conftest import Refreshed
from tests.engines.builds import on_spark, over
from tests.engines.compare import differences

# Looked for, not imported: every other test of this process would have it too.
pytestmark = pytest.mark.skipif(find_spec("pyspark") is None, reason="make spark")


def test_every_public_table_is_the_same(refreshed: Refreshed, tmp_path: Path) -> None:
    settings = over(refreshed.settings.paths.lake, tmp_path / "data", "spark")
    built = on_spark(settings, small=True, kill_after=60)
    found = differences(refreshed.settings.paths.warehouse, built)
    assert not found, "\n".join(map(str, found))
