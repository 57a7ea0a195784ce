"""`abbina serve`: the service over HTTP, with one worker inside."""

from __future__ import annotations

import datetime
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from matcher.errors import ConfigError
from service.cli.answers import console
from service.cli.service_extra import DatabaseOption, service_refusals, settings_store

if TYPE_CHECKING:
    from service.web.settings import Settings


def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on; by default this machine only.")] = None,
    port: Annotated[int | None, typer.Option(min=0, max=65535, help="Port to listen on; 0: a free one.")] = None,
    database: DatabaseOption = None,
    base_url: Annotated[str | None, typer.Option(help="Address by which browsers reach it, for links.")] = None,
    no_worker: Annotated[bool, typer.Option("--no-worker", help="Leave jobs to `abbina worker` processes.")] = False,
    demo: Annotated[
        bool, typer.Option("--demo", help="Show the demo programme, and forget every change at the end.")
    ] = False,
) -> None:
    """Serve the pages and the API, with a worker for jobs. Told to stop (SIGTERM, Ctrl-C), it ends what it began.

    Everything else is set in abbina.toml or by ABBINA_* in the environment (docs/service.md). An SQLite database is
    made, and brought up to this version, when that is needed; of PostgreSQL that is `abbina db upgrade`.

    Example: abbina serve --demo
    """
    with service_refusals(), _place(database, is_demo=demo) as address:
        from service.web.logs import set_up_logs
        from service.web.serving import serve as run
        from service.web.settings import load_settings

        settings = load_settings(
            host=host,
            port=port,
            database=address,
            base_url=base_url,
            run_worker=False if no_worker else None,
            demo=True if demo else None,
        )
        with settings_store(settings.database):
            set_up_logs()
        if demo:
            _fill(settings)

        def announce(at: str) -> None:
            console.print(f"abbina at {at}; stop it with Ctrl-C", soft_wrap=True, markup=False)

        if not run(settings, announce):
            raise typer.Exit(1)


@contextmanager
def _place(database: str | None, *, is_demo: bool) -> Iterator[str | None]:
    """The address of the database: for a demo, of a file that is gone when the block ends."""
    if not is_demo:
        yield database
        return
    if database is not None:
        raise ConfigError("a demo has a database of its own: leave --database out")
    with tempfile.TemporaryDirectory(prefix="abbina-demo-") as folder:
        yield f"sqlite:///{Path(folder) / 'demo.sqlite'}"


def _fill(settings: Settings) -> None:
    from matcher.store import open_store
    from service.demo_programme import fill_demo
    from service.web.embedded import tools_of

    def tell(what: str) -> None:
        console.print(f"making the demo programme: {what}", soft_wrap=True, markup=False)

    store = open_store(settings.database)
    try:
        fill_demo(store, tools_of(settings), now=datetime.datetime.now(datetime.UTC), tell=tell)
    finally:
        store.close()
