"""One small Veta for all fault tests, and one undisturbed data folder to compare with and copy."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.durable import write_text
from tests.faults import small
from tests.faults.world import Stable, World
from tests.unit.servers import Publisher, file_with_ranges, publisher


@pytest.fixture(scope="session")
def mef() -> Iterator[Publisher]:
    """The publisher of one source, on loopback."""
    with publisher() as state:
        publishes(state, (small.ROOT / "data" / "sample" / small.LIVE / small.FETCHED).read_bytes())
        yield state


def publishes(state: Publisher, content: bytes, etag: str = '"1"') -> None:
    """Makes the publisher serve a file."""
    state.answer = file_with_ranges(content, etag)


@pytest.fixture(scope="session")
def stable(mef: Publisher, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stable]:
    """The process from which commands are forked."""
    whole = bool(os.environ.get("VETA_CHAOS_WHOLE"))
    tree = (
        small.ROOT if whole else small.make_tree(tmp_path_factory.mktemp("small") / "veta", mef.url)
    )
    found = Stable(tree)
    yield found
    found.close()


@pytest.fixture(scope="session")
def undisturbed(stable: Stable, tmp_path_factory: pytest.TempPathFactory) -> World:
    """A refresh that nothing disturbed. Only read it."""
    live = stable.tree != small.ROOT  # the whole one's publishers are real
    world = World(stable, tmp_path_factory.mktemp("undisturbed"), live)
    fill(world.inbox, stable.tree)
    ended = world.refresh()
    assert ended.code == 0, ended.said
    return world


def fill(inbox: Path, tree: Path) -> None:
    """Puts the sample's files of the sources that are not fetched into an inbox, and a key."""
    write_text("the same key in every folder", inbox.parent / "data/state/pseudonym.key", 0o600)
    for path in sorted((tree / "data" / "sample").iterdir()):
        if path.name != small.LIVE or tree == small.ROOT:
            shutil.copytree(path, inbox / path.name)


@pytest.fixture
def empty(stable: Stable, tmp_path: Path) -> World:
    """A data folder that was never refreshed, and a full inbox."""
    world = World(stable, tmp_path)
    fill(world.inbox, stable.tree)
    return world


@pytest.fixture
def world(undisturbed: World, tmp_path: Path) -> World:
    """A copy of the undisturbed folder."""
    shutil.copytree(undisturbed.folder, tmp_path, dirs_exist_ok=True)
    return World(undisturbed.stable, tmp_path, undisturbed.live)
