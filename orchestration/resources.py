"""What a run of the assets works with: settings, the inbox, and who is told of progress.

Given to ``build_defs`` and closed over by the assets, so that a test or the command line can hand
in its own; under Dagster's own processes the environment decides.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ingest.fetch.inbox import files
from ingest.models import Outcome
from ingest.pipeline import Report, bundled_files
from ingest.problems import Problem
from ingest.settings import Settings
from orchestration import logbook
from orchestration.intake import Survey, survey
from orchestration.publishing.publish import Published


@dataclass
class SourceResult:
    """What a run did with one source.

    Attributes:
        landed: Vintages that are new.
        reports: One per vintage, old ones too.
        refused: Problems of files that could not be taken.
        broke: What an unexpected fault said, if one happened.
    """

    source_id: str
    landed: int = 0
    reports: list[Report] = field(default_factory=list)
    refused: list[Problem] = field(default_factory=list)
    broke: str = ""

    @property
    def problems(self) -> list[Problem]:
        """Everything that kept files of this source out."""
        return self.refused + [p for r in self.reports for p in r.problems]

    @property
    def seconds(self) -> float:
        """Wall time of conforming in this run."""
        return sum(r.seconds for r in self.reports)

    def total(self, name: str) -> int:
        """Sum of a count over vintages that are in the lake."""
        good = [r for r in self.reports if r.outcome is not Outcome.REFUSED]
        return int(sum(getattr(r, name) for r in good))


@dataclass
class Run:
    """What the assets share.

    Attributes:
        inbox: Folder to take files from; the data folder's own by default.
        only: Sources that a person asked for; all by default.
        tell: Called with each source's result as soon as it is there.
        looked: What the inbox held; looked up once per Dagster run where not given.
        live: Whether raw assets ask the publishers; the command line has asked them before.
        building: Called when the sources are taken and the warehouse begins.
        results: What became of each source.
        published: What publication did, once it did.
        stopped: Failed checks that kept an edition from being published.
        id: Names the run in the log, in the notes of operation and in Dagster's pages.
    """

    settings: Settings = field(default_factory=Settings)
    inbox: Path | None = None
    only: frozenset[str] | None = None
    tell: Callable[[SourceResult], None] = lambda _result: None
    looked: Survey | None = None
    live: bool = False
    building: Callable[[], None] = lambda: None
    results: dict[str, SourceResult] = field(default_factory=dict)
    published: Published | None = None
    stopped: list[dict[str, Any]] = field(default_factory=list)
    id: str = field(default_factory=lambda: str(uuid.uuid4()))
    _run_id: str = ""

    def note(self, stage: str, run_id: str, **values: object) -> None:
        """Writes a line of the log."""
        logbook.note(self.settings.paths, run_id, stage, **values)

    def survey(self, run_id: str) -> Survey:
        """What the inbox holds in this Dagster run."""
        if self.looked is None or self._run_id not in {"", run_id}:
            paths = self.settings.paths
            folder = self.inbox or paths.inbox
            found = files(folder) if folder.is_dir() else []
            self.looked = survey([*bundled_files(), *found], paths, self.only)
        self._run_id = run_id
        return self.looked

    def result(self, source_id: str) -> SourceResult:
        """The result of a source, made on first use."""
        return self.results.setdefault(source_id, SourceResult(source_id))
