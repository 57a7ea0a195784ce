"""`abbina worker`: a process that does the jobs of a database."""

from __future__ import annotations

import logging
import signal
from types import FrameType
from typing import Annotated

import typer

from service.cli.answers import console
from service.cli.service_extra import DatabaseOption, service_refusals


def worker(
    database: DatabaseOption = None,
    encoder: Annotated[
        str | None, typer.Option(help="What reads texts: fused, e5, use, or a model. hashing is for tests only.")
    ] = None,
    until_idle: Annotated[
        bool, typer.Option("--until-idle", help="Do the jobs that wait, then end, rather than wait for more.")
    ] = False,
) -> None:
    """Do the jobs that the service was asked for: shortlists, agendas, exports, evaluation runs, calls to webhooks.

    Several may run, on one machine or many. Told to stop (SIGTERM, Ctrl-C), it gives its job back and ends.

    Example: abbina worker --database postgresql://abbina@db.example.org/abbina
    """
    with service_refusals():
        from matcher.store import require_current
        from service.web.embedded import make_worker
        from service.web.settings import load_settings

        logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
        found = make_worker(load_settings(database=database, encoder=encoder))
        require_current(found.store)

        def stop(_number: int, _frame: FrameType | None) -> None:
            found.stop()

        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, stop)
        console.print(f"worker {found.name} waits for jobs; stop it with Ctrl-C", soft_wrap=True, markup=False)
        if until_idle:
            found.run_until_idle()
        else:
            found.run()
        found.store.close()
