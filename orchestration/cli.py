"""``veta``: the commands people type. Each command's work lives in a module of its own.

Nothing heavy is imported here: a command that finds nothing to do must end at once.
"""

import os
import sys
from pathlib import Path

import click

from ingest.settings import ROOT, Settings
from orchestration.cli_data import backup, forget, restore
from orchestration.code import version
from orchestration.messages import say

MARK = "SYNTHETIC"

os.environ.setdefault("DAGSTER_DISABLE_TELEMETRY", "yes")


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(version(), message="%(version)s")
def main() -> None:
    """Veta sigue la renta extractiva desde la ley hasta la obra · follows extractive revenue."""


@main.command()
@click.option("--source", "sources", multiple=True, metavar="ID", help="Only these sources.")
@click.option("--inbox", type=click.Path(path_type=Path), help="Folder of files to take.")
@click.option("--live", is_flag=True, help="Ask the publishers for new files.")
@click.option("--engine", type=click.Choice(["duckdb", "spark"]), help="What runs the models.")
@click.option("--wait/--no-wait", default=True, help="Wait for a refresh that is running.")
@click.option(
    "--accept-shrink",
    "accept",
    multiple=True,
    metavar="ID",
    help="Take this source's waiting vintages although they shrank; the edition says so.",
)
def refresh(
    sources: tuple[str, ...],
    inbox: Path | None,
    live: bool,
    engine: str | None,
    wait: bool,
    accept: tuple[str, ...],
) -> None:
    """Toma archivos, construye y publica · takes files, builds and publishes.

    Exit code: 0 published or nothing new, 1 a source has no good data, 2 nothing published.
    """
    settings = Settings()
    if engine:
        settings = settings.model_copy(update={"engine": engine})
    sys.exit(_refresh(settings, sources, inbox, live, wait, accept))


@main.command()
@click.option("--no-serve", is_flag=True, help="Only refresh.")
@click.option("--port", default=8501, show_default=True)
def demo(no_serve: bool, port: int) -> None:
    """Muestra Veta con datos sintéticos · shows Veta on synthetic data, apart from real ones."""
    from orchestration.serving import serve as serve_dashboard

    settings = Settings()
    settings = settings.model_copy(update={"data_dir": settings.data_dir / "demo"})
    settings.paths.root.mkdir(parents=True, exist_ok=True)
    (settings.paths.root / MARK).touch()
    code = _refresh(settings, (), ROOT / "data" / "sample", live=False, wait=True)
    if code == 2 or no_serve:
        sys.exit(code)
    sys.exit(serve_dashboard(settings, port))


@main.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--source", metavar="ID", help="Treat the file as one of this source.")
def check(file: Path, source: str | None) -> None:
    """Dice de qué fuente es un archivo y todo lo que tiene mal · says what is wrong with a file."""
    from orchestration.checking import check_file

    settings = Settings()
    _known([source] if source else [])
    sys.exit(check_file(file, source, settings))


@main.command()
@click.argument("kind", type=click.Choice(["commitments", "replies"]))
@click.argument("file", type=click.Path(path_type=Path), required=False)
def template(kind: str, file: Path | None) -> None:
    """Escribe la hoja que se llena (veeduría, respuestas) · writes the spreadsheet to fill in."""
    from ingest.registry import load_sources
    from ingest.template import KINDS, write_template
    from ingest.vintages import candidates

    source, usual = KINDS[kind]
    path = file or Path(usual)
    if not candidates(path, {source: load_sources()[source]}):
        raise click.ClickException(say("template_name", Settings().lang, usual=usual))
    if path.exists():
        raise click.ClickException(say("template_exists", Settings().lang, file=path))
    click.echo(say("template_written", Settings().lang, file=write_template(kind, path)))


@main.command()
def sources() -> None:
    """Las fuentes que Veta conoce · the sources that Veta knows."""
    from orchestration.status import print_sources

    print_sources(Settings())


@main.command()
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.option("--indicators", is_flag=True, help="How many subjects got which status.")
def status(as_json: bool, indicators: bool) -> None:
    """Qué tan al día está cada fuente · how fresh each source is."""
    from orchestration.grid import print_counts
    from orchestration.status import print_status

    (print_counts if indicators else print_status)(Settings(), as_json)


@main.command()
@click.option("--port", default=8501, show_default=True)
@click.option("--address", default="127.0.0.1", show_default=True)
def serve(port: int, address: str) -> None:
    """Sirve el tablero, las descargas y la API · serves the dashboard and downloads."""
    from orchestration.serving import serve as serve_dashboard

    sys.exit(serve_dashboard(Settings(), port, address))


@main.command()
@click.option("--port", default=3000, show_default=True)
def schedule(port: int) -> None:
    """Arranca Dagster con los horarios de Veta · starts Dagster with Veta's schedules."""
    from orchestration.serving import schedule as run_schedule

    sys.exit(run_schedule(Settings(), port))


@main.command(context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def factsheet(arguments: tuple[str, ...]) -> None:
    """Hace fichas en PDF (PE-180106 2024, --all-in PE-18) · makes factsheets as PDF."""
    from orchestration.serving import factsheet as make_factsheet

    sys.exit(make_factsheet(Settings(), arguments))


@main.command(context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def observations(arguments: tuple[str, ...]) -> None:
    """Modera lo que deja la gente (list, publish, reject, answer, export) · moderates."""
    from orchestration.serving import dashboard_command

    sys.exit(dashboard_command(Settings(), "dashboards.observations", arguments))


@main.group()
def editions() -> None:
    """Las ediciones publicadas · the published editions."""


@editions.command("list")
def editions_list() -> None:
    """Todas, la servida con * · all of them, the served one with *."""
    from orchestration.status import print_editions

    print_editions(Settings())


@editions.command("diff")
@click.argument("old", metavar="A")
@click.argument("new", metavar="B")
@click.option("--table", "tables", multiple=True, metavar="NAME", help="Only these tables.")
@click.option("--json", "shape", flag_value="json", help="Counts and sums, for programs.")
@click.option("--csv", "shape", flag_value="csv", help="Every record that differs.")
def editions_diff(old: str, new: str, tables: tuple[str, ...], shape: str | None) -> None:
    """Qué cambió de A a B, y en cuánto · what changed from A to B, and by how much."""
    from orchestration.publishing.differences_told import print_diff

    sys.exit(print_diff(Settings(), old, new, tables, shape or "text"))


@editions.command("verify")
@click.argument("names", nargs=-1)
def editions_verify(names: tuple[str, ...]) -> None:
    """Compara cada archivo con su suma · compares every file with its checksum."""
    from orchestration.status import verify_editions

    sys.exit(verify_editions(Settings(), names))


@editions.command("prune")
@click.option("--keep", default=12, show_default=True, help="How many of the newest stay.")
def editions_prune(keep: int) -> None:
    """Quita las más viejas, nunca la servida · removes the oldest, never the served one."""
    from orchestration.status import prune_editions

    prune_editions(Settings(), keep)


@editions.command("push")
@click.argument("address", default="")
def editions_push(address: str) -> None:
    """Envía las ediciones al almacén · sends the editions to the store."""
    from orchestration.publishing.store_told import send

    sys.exit(send(Settings(), address))


@editions.command("pull")
@click.argument("address", default="")
def editions_pull(address: str) -> None:
    """Trae y sirve la edición del almacén · brings and serves the store's edition."""
    from orchestration.lock import refresh_lock
    from orchestration.publishing.store_told import bring

    settings = Settings()
    with refresh_lock(settings.paths.root):
        code = bring(settings, address)
    sys.exit(code)


for command in (backup, restore, forget):
    main.add_command(command)


@main.command()
def doctor() -> None:
    """Revisa carpetas, espacio y sumas · checks folders, disk space and checksums."""
    from orchestration.care.doctor import examine

    sys.exit(examine(Settings()))


@main.command()
@click.option("--test", "only_test", is_flag=True, help="Send a test message and nothing else.")
def alerts(only_test: bool) -> None:
    """Avisa lo nuevo por correo y webhook · tells what is new by e-mail and webhook."""
    from orchestration.alerts import digest

    settings = Settings()
    good = digest.test(settings, click.echo) if only_test else digest.tell(settings, out=click.echo)
    sys.exit(0 if good else 1)


def _refresh(
    settings: Settings,
    sources: tuple[str, ...],
    inbox: Path | None,
    live: bool,
    wait: bool,
    accept: tuple[str, ...] = (),
) -> int:
    from orchestration.care.disk import DiskError, explained
    from orchestration.care.upgrade import NewerFolderError
    from orchestration.closing import closing
    from orchestration.lock import BusyError, refresh_lock
    from orchestration.refresh import NOTHING, Refresh

    _known([*sources, *accept])
    if inbox is not None and not inbox.is_dir():
        click.echo(say("no_folder", settings.lang, folder=inbox), err=True)
        return NOTHING

    def waiting(holder: str) -> None:
        click.echo(say("waiting", settings.lang, holder=holder))

    try:
        with explained(), refresh_lock(settings.paths.root, wait=wait, on_wait=waiting):
            only = frozenset(sources) or None
            work = Refresh(settings, inbox, only, live, frozenset(accept))
            with closing(settings, work.run_id, work.out) as end:
                end.code = work.run()
                end.failed = work.failed
            return end.code
    except BusyError as error:
        click.echo(say("busy", settings.lang, holder=error), err=True)
    except NewerFolderError as error:
        click.echo(say("folder_newer", settings.lang, version=error), err=True)
    except DiskError as error:
        click.echo(error.text(settings.lang), err=True)
    return NOTHING


def _known(ids: "tuple[str, ...] | list[str]") -> None:
    from ingest.registry import load_sources

    for source_id in ids:
        if source_id not in load_sources():
            raise click.UsageError(say("unknown_source", Settings().lang, source=source_id))


if __name__ == "__main__":
    main()
