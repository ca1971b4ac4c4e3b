"""A refresh as the command line runs it: look, decide, run Dagster's job in this process, report.

Looking and deciding import neither Dagster nor dbt nor Great Expectations, so that "nothing new"
comes at once.
"""

import contextlib
import datetime as dt
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ingest.acceptance import accept
from ingest.fetch.inbox import files
from ingest.models import Outcome, Source
from ingest.notes import read_state, sweep_leftovers
from ingest.pipeline import bring_up_to_date, bundled_files
from ingest.registry import load_sources
from ingest.settings import Settings
from ingest.vintages import vintages_of
from orchestration.care.disk import disk_words
from orchestration.intake import Survey, fetch_live, land_all, survey
from orchestration.messages import say
from orchestration.progress import good_vintages, is_published, pending
from orchestration.publishing import edition
from orchestration.resources import Run, SourceResult

PUBLISHED, PARTLY, NOTHING = 0, 1, 2


@dataclass
class Refresh:
    """One refresh.

    Attributes:
        settings: Data folder, language.
        inbox: Folder of files; the data folder's own inbox by default.
        only: Sources asked for; all by default.
        live: Whether to ask the publishers.
        accept: Sources whose waiting vintages a person takes for right although they shrank.
        out: Where lines for people go.
        run_id: Names the refresh in the log and in Dagster's pages.
        failed: Message code of why nothing was published, once that is known.
    """

    settings: Settings
    inbox: Path | None = None
    only: frozenset[str] | None = None
    live: bool = False
    accept: frozenset[str] = frozenset()
    out: Callable[[str], None] = field(default_factory=lambda: printer())
    started: float = field(default_factory=time.perf_counter)
    run_id: str = field(default_factory=lambda: str(uuid.uuid4()))
    failed: str = ""

    def run(self) -> int:
        """Refreshes; returns the exit code (0 published or nothing new, 1 partly, 2 nothing)."""
        sweep_leftovers(self.settings.paths)
        looked = self._look()
        self._tell_unknown(looked)
        self._accept(looked)
        if not self._has_work(looked):
            for source in self._sources():
                reports = bring_up_to_date(source, self.settings)
                self._tell_source(SourceResult(source.id, 0, reports))
            self._tell_refused(looked)
            return self._nothing_new(looked)
        run = Run(self.settings, self.inbox, self.only, self._tell_source, looked, id=self.run_id)
        run.building = lambda: self._say("building")
        problem = self._run_job(run)
        self._tell_refused(looked, run)
        if problem is not None:
            self.out(problem)
            return NOTHING
        return self._published(run)

    def _look(self) -> Survey:
        paths = self.settings.paths
        folder = self.inbox or paths.inbox
        found = files(folder) if self.inbox or folder.is_dir() else []
        looked = survey([*bundled_files(), *found], paths, self.only)
        if self.live:
            for source in self._sources():
                if not source.live:
                    self._say("no_live", source=source.id)
            fetched = fetch_live(self._sources(), paths, lambda url: self._say("fetching", url=url))
            looked.join(fetched)
        return looked

    def _accept(self, looked: Survey) -> None:
        """Lands what waits for a person's word, and notes the word beside it."""
        paths, today = self.settings.paths, dt.datetime.now(dt.UTC).date()
        for source_id in sorted(self.accept):
            land_all(looked, source_id, paths)
            for vintage in vintages_of(source_id, paths):
                state = read_state(vintage, paths)
                if state is None or state["outcome"] == Outcome.REFUSED:
                    accept(vintage, paths, today)
                    self._say("accepted", source=source_id, vintage=vintage.vintage_id)

    def _sources(self) -> list[Source]:
        return [s for s in load_sources().values() if self.only is None or s.id in self.only]

    def _has_work(self, looked: Survey) -> bool:
        paths = self.settings.paths
        if looked.new or any(pending(s, paths) for s in self._sources()):
            return True
        return not is_published(paths)

    def _run_job(self, run: Run) -> str | None:
        """Runs the job; returns a sentence where nothing was published."""
        from orchestration.job import run_job

        log = self.settings.paths.root / "logs" / f"{dt.datetime.now(dt.UTC):%Y%m%d-%H%M%S}.log"
        with quiet(log):
            outcome = run_job(run)
        if run.published is not None:
            return None
        self.failed = outcome.code
        full = disk_words(" ".join([outcome.error, *outcome.lines]))
        if full is not None:
            raise full
        lines = [self._text(outcome.code, error=outcome.error)]
        lines += [
            self._text(
                "stopped_check",
                check=c["check_id"],
                subject=c["subject"],
                observed=c["observed"],
                expected=c["expected"],
            )
            for c in outcome.checks
        ]
        lines += [f"  {line}" for line in outcome.lines]
        return "\n".join([*lines, self._text("see_log", log=log)])

    def _nothing_new(self, looked: Survey) -> int:
        served = edition.current(self.settings.paths.published)
        name = served.name if served else "-"
        seconds = time.perf_counter() - self.started
        self._say("nothing_new", edition=name, seconds=seconds)
        refused = {s.id for s in self._sources() if s.id in looked.refused}
        return self._code(refused | self._refused_vintages())

    def _refused_vintages(self) -> set[str]:
        """Sources with landed vintages of which some were refused."""
        reports = {s.id: bring_up_to_date(s, self.settings) for s in self._sources()}
        return {s for s, of_source in reports.items() if any(r.problems for r in of_source)}

    def _published(self, run: Run) -> int:
        assert run.published is not None  # noqa: S101 - the caller saw it
        made = run.published
        seconds = time.perf_counter() - self.started
        tables = made.edition.manifest["tables"]
        if made.is_new:
            rows = sum(t["rows"] for t in tables.values())
            self._say(
                "published",
                edition=made.edition.name,
                tables=len(tables),
                rows=f"{rows:,}",
                seconds=seconds,
            )
        else:
            self._say("nothing_new", edition=made.edition.name, seconds=seconds)
        if made.edition.manifest.get("synthetic"):
            self._say("synthetic")
        failing = {r.source_id for r in run.results.values() if r.problems or r.broke}
        return self._code(failing)

    def _code(self, failing: set[str]) -> int:
        """1 where a source that failed has no good data at all; else 0."""
        bare = sorted(s for s in failing if not good_vintages(s, self.settings.paths))
        for source_id in bare:
            self._say("no_good_data", source=source_id)
        return PARTLY if bare else PUBLISHED

    def _tell_unknown(self, looked: Survey) -> None:
        if looked.unknown:
            self._say("unknown_files", count=len(looked.unknown))
            for problem in looked.unknown:
                known = problem.code == "unknown_file"
                self.out(f"  {problem.file if known else problem.text(self.settings.lang)}")

    def _tell_source(self, result: SourceResult) -> None:
        if not result.reports and not result.broke:
            return
        if result.broke:
            self._say("source_broke", source=result.source_id, error=result.broke)
            return
        self._say(
            "source_line",
            source=result.source_id,
            vintages=len(result.reports),
            landed=result.landed,
            read=f"{result.total('rows_read'):,}",
            loaded=f"{result.total('rows_loaded'):,}",
            rejected=f"{result.total('rows_rejected'):,}",
            skipped=f"{result.total('rows_skipped'):,}",
            seconds=result.seconds,
        )

    def _tell_refused(self, looked: Survey, run: Run | None = None) -> None:
        problems = [p for of_source in looked.refused.values() for p in of_source]
        if run is not None:
            problems += [p for r in run.results.values() for p in r.problems]
        said = list(dict.fromkeys(p.text(self.settings.lang) for p in problems))
        if said:
            self._say("refused_files")
            for text in said:
                self.out(f"  {text}")

    def _text(self, code: str, **values: object) -> str:
        return say(code, self.settings.lang, **values)

    def _say(self, code: str, **values: object) -> None:
        self.out(self._text(code, **values))


def printer() -> Callable[[str], None]:
    """Prints to the terminal as it is now, whatever is redirected later."""
    terminal = sys.stdout

    def out(line: str) -> None:
        print(line, file=terminal, flush=True)

    return out


@contextlib.contextmanager
def quiet(log: Path) -> Iterator[None]:
    """Sends what Dagster and dbt print to a log file; people get our lines only."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with (
        log.open("a", encoding="utf-8") as file,
        contextlib.redirect_stdout(file),
        contextlib.redirect_stderr(file),
    ):
        yield
