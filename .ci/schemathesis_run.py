"""Try every operation of the API with schemathesis, all checks, on a throwaway programme (`pip install schemathesis`).

Twice: with an organiser's key for what belongs to a programme, with an administrator's session for the rest. Logging
out, a new password and deleting the programme are left out: nothing could be tried after them.
"""

from __future__ import annotations

import datetime
import logging
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import structlog
import uvicorn

from matcher.profiles import Profile, ProfileKind
from matcher.store import Role, Store, open_store, upgrade
from matcher.store.api_keys import issue_api_key
from matcher.store.parties import save_party
from matcher.store.programmes import save_programme
from matcher.store.sessions import start_session
from matcher.store.users import add_user
from matcher.suggestions import Side
from service.web.app import create_app
from service.web.context import CSRF_HEADER, SESSION_COOKIE, csrf_token
from service.web.settings import Settings

PROGRAMME = "tuscany-2026"
PARTIES = (("st-01", ProfileKind.STARTUP, Side.STARTUPS), ("inv-07", ProfileKind.INVESTOR, Side.COUNTERPARTS))
CONFIG = Path(__file__).resolve().parent.parent / "schemathesis.toml"
UNLIMITED = "1000000/second"
OF_PROGRAMMES = "/v1/programmes/|/healthz|/readyz|/metrics|invitation|login"
OF_INSTALLATION = r"^/v1/(users|audit|auth|programmes$|programmes/\{programme_id\}$)"
LEFT_OUT = (
    "--exclude-path=/v1/auth/logout",
    "--exclude-path=/v1/auth/password",
    "--exclude-operation-id=delete_v1_programmes__programme_id__delete",
)


def fill(store: Store) -> tuple[str, str]:
    """A programme with two parties; an organiser's key and an administrator's session."""
    now = datetime.datetime.now(datetime.UTC)
    with store.writing() as tx:
        save_programme(tx, PROGRAMME, name="Tuscany", settings={}, expected_version=0, now=now)
        for party_id, kind, side in PARTIES:
            profile = Profile(id=party_id, name=party_id, kind=kind, description="Robots that pick tomatoes.")
            save_party(tx, PROGRAMME, profile, side=side, source={}, saved_by="check", expected_version=0, now=now)
        user = add_user(
            tx, email="root@example.org", name="", lang="en", password_hash=None, is_administrator=True, now=now
        )
        session = start_session(tx, user.id, now=now, lasts=datetime.timedelta(hours=5))
        _, key = issue_api_key(tx, PROGRAMME, name="check", role=Role.ORGANISER, issued_by="check", now=now)
    return key, session


def serve(settings: Settings) -> tuple[uvicorn.Server, str]:
    """A server in a thread, and its address."""
    config = uvicorn.Config(create_app(settings), port=0, log_level="critical", access_log=False)
    server = uvicorn.Server(config)
    threading.Thread(target=server.run, daemon=True).start()
    while not server.started:
        time.sleep(0.05)
    return server, f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"


def run(folder: Path, address: str, config: Path, paths: str, examples: str, *more: str) -> int:
    """One run of schemathesis, which leaves what it keeps in `folder`; returns its exit status."""
    command = [sys.executable, "-m", "schemathesis.cli", f"--config-file={config}", "run", f"{address}/v1/openapi.json"]
    phases = "--phases=examples,coverage,fuzzing"
    options = ["--checks=all", phases, f"--max-examples={examples}", "--seed=1", f"--include-path-regex={paths}"]
    return subprocess.run([*command, *options, *LEFT_OUT, *more], cwd=folder).returncode  # noqa: S603


def main() -> int:
    """Both runs; the first argument is how many examples each operation gets."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    examples = sys.argv[1] if len(sys.argv) > 1 else "25"
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        address = f"sqlite:///{folder}/abbina.sqlite"
        store = open_store(address)
        upgrade(store)
        key, session = fill(store)
        config = folder / CONFIG.name
        config.write_text(f'{CONFIG.read_text()}\n[auth.openapi.key]\nbearer = "{key}"\n')
        server, url = serve(Settings(database=address, run_worker=False, rate_limit=UNLIMITED, login_limit=UNLIMITED))
        headers = (f"-HCookie: {SESSION_COOKIE}={session}", f"-H{CSRF_HEADER}: {csrf_token(session)}")
        alone = "--generation-with-security-parameters=false"
        failed = [
            run(folder, url, config, OF_PROGRAMMES, examples),
            run(folder, url, CONFIG, OF_INSTALLATION, examples, alone, *headers),
        ]
        server.should_exit = True
        store.close()
    return max(failed)


if __name__ == "__main__":
    sys.exit(main())
