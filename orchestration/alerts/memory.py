"""What was told and what waits to be told; kept with the data, so that it survives a restart."""

import datetime as dt
import json
from dataclasses import asdict, dataclass, field

from ingest.lake import put
from ingest.settings import DataPaths
from orchestration.alerts.items import LASTING, Item

FILE = "_alerts.json"
REMEMBERED_DAYS = 400


@dataclass
class Memory:
    """What alerts remember.

    Attributes:
        told: Key of everything that was told or waits, and since when.
        waiting: Items for the next digest.
        sent_at: When the last digest left.
        edition: Edition of which everything was told.
    """

    told: dict[str, str] = field(default_factory=dict)
    waiting: list[Item] = field(default_factory=list)
    sent_at: str | None = None
    edition: str | None = None

    @classmethod
    def read(cls, paths: DataPaths) -> "Memory":
        """What was noted last; empty at first or where the note is damaged."""
        try:
            noted = json.loads((paths.state / FILE).read_text(encoding="utf-8"))
            waiting = [Item(**item) for item in noted.pop("waiting")]
            return cls(waiting=waiting, **noted)
        except (OSError, ValueError, TypeError, KeyError):
            return cls()

    def write(self, paths: DataPaths) -> None:
        """Replaces the note."""
        paths.state.mkdir(parents=True, exist_ok=True)
        partial = paths.state / f"{FILE}.partial"
        partial.write_text(json.dumps(asdict(self), ensure_ascii=False), encoding="utf-8")
        put(partial, paths.state / FILE)

    def take(self, items: list[Item], now: dt.datetime, *, silently: bool = False) -> list[Item]:
        """Notes items that were not told yet and lets them wait.

        Args:
            items: Everything that is true or new now.
            now: The moment.
            silently: Note them as told, without telling: what was there before anybody listened.

        Returns:
            Those that are new.
        """
        new = [item for item in items if item.key not in self.told]
        self.told |= {item.key: now.isoformat() for item in new}
        if not silently:
            self.waiting += new
        return new

    def forget_mended(self, items: list[Item], now: dt.datetime) -> None:
        """Forgets what is no longer true, so that it is told again should it come back."""
        present = {item.key for item in items}
        oldest = (now - dt.timedelta(days=REMEMBERED_DAYS)).isoformat()
        self.told = {
            key: since
            for key, since in self.told.items()
            if (key in present or key.partition(":")[0] not in LASTING) and since > oldest
        }
        self.waiting = [i for i in self.waiting if i.kind not in LASTING or i.key in present]

    def is_due(self, now: dt.datetime, every: dt.timedelta) -> bool:
        """Whether a digest may leave: something waits, and the last one left long enough ago."""
        if not self.waiting:
            return False
        last = dt.datetime.fromisoformat(self.sent_at) if self.sent_at else None
        # A clock that went backwards must not silence alerts.
        return last is None or not dt.timedelta(0) <= now - last < every
