"""Seeded chaos: refreshes that are killed, starved and damaged at random while somebody reads.

Ten rounds by default; ``make chaos`` runs two hundred, on the small Veta or (``WHOLE=1``) on the
whole one with its whole sample. A round that fails is repeated by its seed.
"""

import os
import shutil
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import duckdb

from ingest.vintages import sha256_of
from orchestration.publishing import edition
from tests.faults.test_kill import whole_vintages
from tests.faults.test_neighbours import PERU, change
from tests.faults.world import World, differences

ROUNDS = int(os.environ.get("VETA_CHAOS_ROUNDS", "10"))
SEED = int(os.environ.get("VETA_CHAOS_SEED", "2026"))


@dataclass
class Reader:
    """Reads whatever is served, all the time, as the dashboard does.

    Attributes:
        found: What was wrong with what it read.
        reads: How often it read a whole edition.
        names: Editions it saw, in order.
    """

    published: Path
    found: list[str] = field(default_factory=list)
    reads: int = 0
    names: list[str] = field(default_factory=list)
    _stop: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> "Reader":
        self._thread = threading.Thread(target=self._run)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stop.wait(0.1):
            try:
                self._read()
            except Exception as error:  # the thread must tell, not die
                self.found.append(repr(error))

    def _read(self) -> None:
        served = edition.current(self.published)
        if served is None:
            self.found.append("nothing was served")
            return
        if damage := edition.damage(served):
            self.found.append(f"{served.name}: {damage[:3]}")
            return
        with duckdb.connect(str(served.database), read_only=True) as con:
            for table, about in served.manifest["tables"].items():
                (rows,) = con.sql(f"select count(*) from {table}").fetchall()[0]
                if rows != about["rows"]:
                    self.found.append(f"{served.name}: {table} has {rows} rows")
        if not self.names or self.names[-1] != served.name:
            self.names.append(served.name)
        self.reads += 1


@dataclass
class Chaos:
    """What may happen in a round; every method is a kind of fault."""

    world: World
    random: Random
    seconds: float

    def killed(self) -> None:
        """The process dies, dbt lives on for a moment."""
        self._kill(os.kill)

    def killed_with_dbt(self) -> None:
        """Both die."""
        self._kill(os.killpg)

    def starved(self) -> None:
        """No space at some write."""
        fault = {"at": "ingest.durable:put", "when": "before", "how": "full"}
        ended = self.world.refresh(faults=[{**fault, "nth": self.random.randint(1, 12)}])
        assert "Traceback" not in ended.said, ended.said

    def cramped(self) -> None:
        """No file may be larger than this."""
        ended = self.world.refresh(limit=self.random.choice([2_000, 50_000, 300_000, 2_000_000]))
        assert "Traceback" not in ended.said, ended.said

    def warehouse_damaged(self) -> None:
        """The working database is no database."""
        (self.world.data / "warehouse" / "warehouse.duckdb").write_bytes(b"?")
        self.killed()

    def lake_damaged(self) -> None:
        """A file of the lake is cut short, another is gone."""
        files = sorted((self.world.data / "lake").rglob("2*.parquet"))
        for path in self.random.sample(files, min(2, len(files))):
            path.unlink() if self.random.random() < 0.5 else path.write_bytes(b"PAR1")
        self.killed()

    def notes_lost(self) -> None:
        """What was conformed is not known any more."""
        for path in (self.world.data / "state").glob("*/*.json"):
            if self.random.random() < 0.5:
                path.unlink()
        self.killed()

    def crowded(self) -> None:
        """Two refreshes at once, one of them killed."""
        first, second = self.world.begin(), self.world.begin()
        time.sleep(self.random.uniform(0, self.seconds))
        if not self.world.stable.is_over(first):
            os.kill(self.world.stable.pid(first), signal.SIGKILL)
        self.world.end(first)
        assert self.world.end(second).code == 0

    def _kill(self, how: Callable[[int, int], None]) -> None:
        number = self.world.begin()
        time.sleep(self.random.uniform(0, self.seconds))
        if not self.world.stable.is_over(number):
            how(self.world.stable.pid(number), signal.SIGKILL)
        self.world.end(number)


KINDS = [n for n in vars(Chaos) if not n.startswith("_") and callable(getattr(Chaos, n))]


def test_nothing_is_lost_and_nothing_torn_is_served(
    world: World, record_property: Callable[[str, object], None]
) -> None:
    random = Random(SEED)
    name = "Torata"
    change(world, name, name := "Torata 0")
    started = time.monotonic()
    assert world.refresh().code == 0
    chaos = Chaos(world, random, time.monotonic() - started)
    order = [KINDS[i % len(KINDS)] for i in range(ROUNDS)]
    random.shuffle(order)
    landed: set[str] = set()
    took: Counter[str] = Counter()
    with Reader(world.data / "published") as reader:
        for number, kind in enumerate(order, start=1):
            change(world, name, name := f"Torata {number}")
            began = time.monotonic()
            getattr(chaos, kind)()
            took[kind] += time.monotonic() - began
            here = f"round {number} ({kind}, seed {SEED})"
            assert not reader.found, f"{here}: {reader.found}"
            now = {p.parent.name for p in (world.data / "raw").glob("*/2*/vintage.json")}
            assert landed <= now, f"{here}: vintages were lost"
            assert whole_vintages(world) == len([n for n in now if not n.endswith(".partial")])
            landed = {n for n in now if not n.endswith(".partial")}
        last = world.refresh()
    assert last.code == 0, last.said
    assert reader.found == []
    assert reader.reads > ROUNDS
    assert [edition.order(n) for n in reader.names] == sorted(map(edition.order, reader.names))
    assert world.rows(f"select count(*) from dim_territory where name = '{name}'") == [(1,)]
    digest = sha256_of(world.inbox / PERU)
    assert world.rows(f"select is_current from dim_vintage where sha256 = '{digest}'") == [(True,)]

    reference = World(world.stable, world.folder / "reference")
    shutil.copytree(world.data / "raw", reference.data / "raw")
    (reference.data / "state").mkdir()
    shutil.copy(world.data / "state" / "pseudonym.key", reference.data / "state")
    built = reference.end(reference.start("refresh"))
    assert built.code == 0, built.said
    assert differences(world.served, reference.served) == []
    assert world.served.content_hash == reference.served.content_hash
    counts = dict(Counter(order))
    record_property("chaos", f"{counts}, {reader.reads} reads of {len(reader.names)} editions")
    print(f"\n{ROUNDS} rounds {counts}; {reader.reads} reads of {len(reader.names)} editions")
    each = ", ".join(f"{kind} {took[kind] / counts[kind]:.1f}" for kind in counts)
    print(
        f"{took.total() / ROUNDS:.1f} s a round, an undisturbed one {chaos.seconds:.1f} s; {each}"
    )
