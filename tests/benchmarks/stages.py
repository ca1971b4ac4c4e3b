"""A whole refresh with processor and wall time per stage, as the command line runs it.

Time belongs to the innermost stage; Dagster, imports and looking at files are ``rest``.
"""

import functools
import resource
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

STAGES = ("look", "land", "conform", "quality", "dbt", "publish", "downloads", "rest")


class Meter:
    """Adds up what each stage used; stages may stand inside one another."""

    def __init__(self) -> None:
        self.used = {stage: {"cpu": 0.0, "wall": 0.0} for stage in STAGES}
        self._open = ["rest"]
        self._since = _clocks()

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """What runs inside belongs to the stage."""
        self._settle()
        self._open.append(name)
        try:
            yield
        finally:
            self._settle()
            self._open.pop()

    def figures(self) -> dict[str, dict[str, float]]:
        """Seconds per stage until now."""
        self._settle()
        return self.used

    def wrap(self, module: Any, name: str, stage: str) -> None:
        """Lets every call of a module's function belong to a stage."""
        function = getattr(module, name)

        @functools.wraps(function)
        def timed(*given: Any, **named: Any) -> Any:
            with self.stage(stage):
                return function(*given, **named)

        setattr(module, name, timed)

    def wrap_context(self, module: Any, name: str, stage: str) -> None:
        """Lets what runs within a module's context manager belong to a stage."""
        manager = getattr(module, name)

        @contextmanager
        def timed(*given: Any, **named: Any) -> Iterator[Any]:
            with self.stage(stage), manager(*given, **named) as held:
                yield held

        setattr(module, name, timed)

    def _settle(self) -> None:
        now = _clocks()
        told = self.used[self._open[-1]]
        for clock, value in now.items():
            told[clock] += value - self._since[clock]
        self._since = now


def refresh(data: Path, inbox: Path, say: Callable[[str], None] = print) -> dict[str, Any]:
    """Refreshes a data folder from an inbox.

    Returns:
        Stage to its processor and wall seconds.

    Raises:
        RuntimeError: Nothing was published.
    """
    meter = Meter()
    import ingest.acceptance
    import ingest.pipeline
    import orchestration.dbt_assets
    import orchestration.intake
    import orchestration.publishing.publish
    import orchestration.warehouse
    from ingest.settings import Settings
    from orchestration.refresh import NOTHING, Refresh

    meter.wrap(Refresh, "_look", "look")
    meter.wrap(orchestration.intake, "land", "land")
    meter.wrap(ingest.pipeline, "conform", "conform")
    meter.wrap(ingest.pipeline.quality, "measure", "quality")
    meter.wrap(ingest.pipeline.quality, "judge", "quality")
    meter.wrap_context(orchestration.warehouse, "dbt_environment", "dbt")
    meter.wrap(orchestration.dbt_assets, "publish", "publish")
    meter.wrap(orchestration.publishing.publish, "write_package", "downloads")
    settings = Settings(data_dir=data)
    if Refresh(settings, inbox, out=say).run() == NOTHING:
        raise RuntimeError(f"nothing was published; see {data / 'logs'}")
    return meter.figures()


def _clocks() -> dict[str, float]:
    both = (resource.getrusage(w) for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return {"cpu": sum(u.ru_utime + u.ru_stime for u in both), "wall": time.perf_counter()}
