"""`abbina serve`: the service over HTTP, with one worker inside."""

from __future__ import annotations

from typing import Annotated

import typer

from service.cli.answers import console
from service.cli.service_extra import DatabaseOption, service_refusals, settings_store


def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on; by default this machine only.")] = None,
    port: Annotated[int | None, typer.Option(min=0, max=65535, help="Port to listen on; 0: a free one.")] = None,
    database: DatabaseOption = None,
    base_url: Annotated[str | None, typer.Option(help="Address by which browsers reach it, for links.")] = None,
    no_worker: Annotated[bool, typer.Option("--no-worker", help="Leave jobs to `abbina worker` processes.")] = False,
) -> None:
    """Serve the API under /v1, with a worker for jobs. Told to stop (SIGTERM, Ctrl-C), it ends what it began.

    Everything else is set in abbina.toml or by ABBINA_* in the environment (docs/service.md). An SQLite database is
    made, and brought up to this version, when that is needed; of PostgreSQL that is `abbina db upgrade`.

    Example: abbina serve --port 8080
    """
    with service_refusals():
        from service.web.logs import set_up_logs
        from service.web.serving import serve as run
        from service.web.settings import load_settings

        settings = load_settings(
            host=host, port=port, database=database, base_url=base_url, run_worker=False if no_worker else None
        )
        with settings_store(settings.database):
            set_up_logs()

        def announce(address: str) -> None:
            console.print(f"abbina at {address}; stop it with Ctrl-C", soft_wrap=True, markup=False)

        if not run(settings, announce):
            raise typer.Exit(1)
