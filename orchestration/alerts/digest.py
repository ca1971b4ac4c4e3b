"""Collects what is to be told, waits so that nobody is flooded, and sends one message for all.

Called after each refresh and, while Dagster runs, each hour: a source becomes late while nothing
runs. Telling never breaks a refresh: what cannot leave waits for the next time.
"""

import datetime as dt
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict

from ingest.settings import Settings
from orchestration import operations
from orchestration.alerts import channels
from orchestration.alerts.items import KINDS, Item, failure, news, say, standing
from orchestration.alerts.memory import Memory
from orchestration.publishing import edition

SHOWN = 15  # of one kind; the others are counted


def tell(
    settings: Settings,
    failed: str | None = None,
    out: Callable[[str], None] = lambda _line: None,
    now: dt.datetime | None = None,
) -> bool:
    """Notes what happened and sends a digest if one is due.

    Args:
        settings: Data folder, language, channels.
        failed: Message code of why a refresh published nothing, if it did not.
        out: Where lines for people go.
        now: The moment; the present by default.

    Returns:
        Whether everything that was due has left.
    """
    moment = now or dt.datetime.now(dt.UTC)
    memory = Memory.read(settings.paths)
    present = standing(settings, moment.date())
    memory.forget_mended(present, moment)
    new = memory.take(present, moment)
    if failed:
        new += memory.take([failure(failed, moment.date())], moment)
    # The first time everything is new, and nothing of it is news.
    brought = news(settings, memory.edition)
    memory.take(brought, moment, silently=memory.edition is None)
    served = edition.current(settings.paths.published)
    memory.edition = served.name if served else memory.edition
    operations.add_notices(settings.paths, [_notice(i, moment) for i in new])
    good = _send(settings, memory, moment, out)
    memory.write(settings.paths)
    return good


def test(settings: Settings, out: Callable[[str], None]) -> bool:
    """Sends a message that says nothing but that messages arrive."""
    if not channels.configured(settings):
        out(say("no_channel", settings.lang))
        return False
    text = say("test", settings.lang)
    return _leave(settings, text, text, [], out)


def write(items: list[Item], settings: Settings) -> tuple[str, str]:
    """Subject and text of a digest.

    Args:
        items: What to tell.
        settings: Language, address of the dashboard.
    """
    lang = settings.lang
    count = Counter(i.kind for i in items)
    parts = [say(f"some_{kind}", lang, count=count[kind]) for kind in KINDS if count[kind]]
    lines: list[str] = []
    for kind in KINDS:
        said = [i.text(lang) for i in items if i.kind == kind]
        lines += [f"- {line}" for line in said[:SHOWN]]
        if len(said) > SHOWN:
            lines.append(f"- {say('more', lang, count=len(said) - SHOWN)}")
    served = edition.current(settings.paths.published)
    if served is not None and served.manifest.get("synthetic"):
        lines.insert(0, say("synthetic", lang))
    if settings.public_url:
        lines.append(say("where", lang, url=settings.public_url))
    lines.append(say("end", lang))
    return say("subject", lang, what=", ".join(parts)), "\n".join(lines) + "\n"


def _send(settings: Settings, memory: Memory, now: dt.datetime, out: Callable[[str], None]) -> bool:
    if not channels.configured(settings):
        memory.waiting.clear()  # the feed has them
        return True
    every = dt.timedelta(hours=settings.alert_every_hours)
    if not memory.is_due(now, every):
        if memory.waiting:
            out(say("waiting", settings.lang, count=len(memory.waiting)))
        return True
    subject, text = write(memory.waiting, settings)
    items = [asdict(item) for item in memory.waiting]
    good = _leave(settings, subject, text, items, out)
    if good:
        memory.waiting.clear()
        memory.sent_at = now.isoformat()
    return good


def _leave(
    settings: Settings,
    subject: str,
    text: str,
    items: list[dict[str, object]],
    out: Callable[[str], None],
) -> bool:
    good = False
    for name, channel in channels.configured(settings).items():
        try:
            channel(settings, subject, text, items)
            good = True
        except channels.ChannelError as error:
            out(say("unsent", settings.lang, channel=name, error=error))
    if good:  # one channel is enough: trying all again would repeat it on the good one
        out(say("told", settings.lang, what=subject))
    return good


def _notice(item: Item, now: dt.datetime) -> dict[str, str]:
    return {
        "key": item.key,
        "kind": item.kind,
        "at": now.replace(microsecond=0).isoformat(),
        "es": item.text("es"),
        "en": item.text("en"),
    }
