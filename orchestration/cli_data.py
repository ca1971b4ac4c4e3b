"""``veta backup``, ``restore``, ``forget``: what an operator does with a data folder.

Only the words and exit codes stand here; the work lies in the modules of the same names.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from ingest.settings import Settings
from orchestration.messages import say


class Place(click.ParamType):
    """A folder, or an address on a store such as ``s3://bucket/veta``."""

    name = "place"
    folder = click.Path(path_type=Path, file_okay=False)

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Path | str:
        """An address as it is; a folder by click's own rules."""
        is_address = isinstance(value, str) and "://" in value
        return value if is_address else self.folder.convert(value, param, ctx)


@click.command()
@click.argument("place", type=Place())
@click.option("--key/--no-key", default=True, help="Take the pseudonyms' key along.")
@click.option("--editions", is_flag=True, help="Take the published editions along.")
def backup(place: Path | str, key: bool, editions: bool) -> None:
    """Copia lo que no se puede rehacer · copies what cannot be made again."""
    from orchestration.care import backup as work

    settings = Settings()
    lang = settings.lang
    with _holding(settings), _reaching(place, lang):
        done = work.backup(settings, place, key=key, editions=editions)
    click.echo(
        say(
            "backup_done",
            lang,
            folder=place,
            copied=done.copied,
            kept=done.kept,
            size=f"{done.size / 1e6:,.1f}",
            removed=done.removed,
        )
    )
    if settings.pseudonym_key is not None:
        click.echo(say("backup_key_environment", lang))
    else:
        click.echo(say("backup_with_key" if done.with_key else "backup_without_key", lang))
    for name in done.damaged:
        click.echo(say("backup_damaged", lang, file=name), err=True)
    sys.exit(int(bool(done.damaged)))


@click.command()
@click.argument("place", type=Place())
def restore(place: Path | str) -> None:
    """Trae de vuelta un respaldo · brings a backup back."""
    from orchestration.care import restore as work

    settings = Settings()
    lang = settings.lang
    with _holding(settings), _reaching(place, lang):
        done = work.restore(settings, place)
    root = settings.paths.root
    click.echo(say("restore_done", lang, folder=root, restored=done.restored, there=done.there))
    for name, (then, here) in done.settings.items():
        click.echo(say("restore_setting", lang, name=name, then=then, here=here))
    if done.other_key:
        click.echo(say("restore_key_differs", lang))
    for name in done.damaged:
        click.echo(say("restore_damaged", lang, file=name), err=True)
    sys.exit(int(bool(done.damaged)))


@click.command()
@click.option("--document", "documents", multiple=True, help="Identity document.")
@click.option("--name", "names", multiple=True, help="Full name; repeat for other writings.")
@click.option("--reference", default="", help="Your own file number of the request.")
@click.option("--dry-run", "look_only", is_flag=True, help="Only say where the person stands.")
def forget(
    documents: tuple[str, ...], names: tuple[str, ...], reference: str, look_only: bool
) -> None:
    """Suprime los datos de una persona · suppresses a person's data (Ley 1581, Ley 29733).

    Without --document and --name it asks for them, so that they stay out of the shell's history.
    """
    from orchestration.care import forget as work

    settings = Settings()
    lang = settings.lang
    if not documents and not names:
        documents, names = _asked("forget_ask_document", lang), _asked("forget_ask_name", lang)
    if not documents and not names:
        raise click.ClickException(say("forget_nobody", lang))
    with _holding(settings):
        done = work.forget(settings, list(documents), list(names), reference, look_only=look_only)
    for vintage, places in done.erased.items():
        code = "forget_would" if look_only else "forget_erased"
        click.echo(say(code, lang, vintage=vintage, places=places))
    if not done.erased:
        click.echo(say("forget_nowhere", lang))
    for path in done.elsewhere:
        click.echo(say("forget_elsewhere", lang, file=path))
    for name in done.editions:
        click.echo(say("forget_edition", lang, edition=name))
    if done.request is not None:
        click.echo(say("forget_done", lang, number=done.request.number))


def _asked(code: str, lang: str) -> tuple[str, ...]:
    text = click.prompt(say(code, lang), default="", show_default=False)
    return tuple(part.strip() for part in text.split(";") if part.strip())


@contextmanager
def _reaching(place: Path | str, lang: str) -> Iterator[None]:
    """What goes wrong with a store as a sentence; a folder's errors are the disk's."""
    from orchestration.care.backup import BackupError

    try:
        yield
    except BackupError:
        raise
    except Exception as error:  # every store has errors of its own
        if isinstance(place, Path):
            raise
        told = say(
            "backup_unreachable", lang, address=place, error=f"{type(error).__name__}: {error}"
        )
        raise click.ClickException(told) from error


@contextmanager
def _holding(settings: Settings) -> Iterator[None]:
    """The data folder's lock, and what goes wrong as a sentence."""
    from orchestration.care.backup import BackupError
    from orchestration.care.disk import DiskError, explained
    from orchestration.care.upgrade import NewerFolderError
    from orchestration.lock import refresh_lock

    def waiting(holder: str) -> None:
        click.echo(say("waiting", settings.lang, holder=holder))

    try:
        with explained(), refresh_lock(settings.paths.root, on_wait=waiting):
            yield
    except BackupError as error:
        raise click.ClickException(say(error.code, settings.lang, **error.values)) from error
    except NewerFolderError as error:
        raise click.ClickException(say("folder_newer", settings.lang, version=error)) from error
    except DiskError as error:
        raise click.ClickException(error.text(settings.lang)) from error
