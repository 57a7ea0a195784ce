"""A real server over the tiny programme of the service's tests, and a real Chromium that looks at it.

Without Chromium these tests are skipped. `ABBINA_LOOKS` names a folder for screenshots.
"""

from __future__ import annotations

import datetime
import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, Literal, Protocol

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, sync_playwright

from matcher.importers import import_profiles
from matcher.profiles import ProfileKind
from matcher.store import Role, Store, memberships, open_store, parties, programmes, upgrade, users
from matcher.store.invitations import invite
from matcher.store.passwords import hash_password
from matcher.suggestions import Side
from service.demo import COMPANIES, COUNTERPARTS, demo_folder
from service.web.app import create_app
from service.web.secrecy import link_signer
from service.web.serving import listen
from service.web.settings import Settings

CHROMIUM = shutil.which("chromium")
LOOKS = os.environ.get("ABBINA_LOOKS")
PASSWORD = "correct horse battery staple"  # noqa: S105 - of accounts in tests
PROGRAMME = "demo"
DESKTOP, PHONE = 1280, 390
OPTIONS = (
    "--disable-gpu",
    "--disable-quic",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
"""The last one: no name of another machine has an address, whoever asks for it."""
NOW = datetime.datetime(2026, 10, 5, 9, 0, tzinfo=datetime.UTC)


class Site:
    """A running server, and its store."""

    def __init__(self, settings: Settings, store: Store) -> None:
        self.address = settings.address
        self.store = store
        self._signer = link_signer(settings, store)

    def invite(self, email: str, role: Role, party_id: str | None = None) -> str:
        """The token of a new invitation into the programme, as it stands in the link."""
        with self.store.writing() as tx:
            _, token = invite(
                tx,
                PROGRAMME,
                email=email,
                role=role,
                party_id=party_id,
                invited_by="demo",
                now=datetime.datetime.now(datetime.UTC),
                lasts=datetime.timedelta(hours=1),
            )
        return self._signer.sign(token)


class Look(Protocol):
    """Looks at a page as it is now."""

    def __call__(self, page: Page, name: str) -> None: ...


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, without a window."""
    if CHROMIUM is None:
        pytest.skip("chromium is not installed: apt-get install chromium")
    options = [*OPTIONS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=options)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A server on a free port of this machine over the demo programme; no worker runs in it.

    `organiser@example.org`, `startup@example.org` and so on are its members by role, all with `PASSWORD`.
    """
    folder = tmp_path_factory.mktemp("site")
    database = f"sqlite:///{folder / 'abbina.sqlite'}"
    store = open_store(database)
    upgrade(store)
    fill(store)
    listener = listen("127.0.0.1", 0)
    port = listener.getsockname()[1]
    settings = Settings(database=database, port=port, run_worker=False, secret_file=folder / "abbina.key")
    server = uvicorn.Server(uvicorn.Config(create_app(settings), access_log=False, log_level="warning"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started and thread.is_alive():
        time.sleep(0.02)
    yield Site(settings, store)
    server.should_exit = True
    thread.join(10)
    listener.close()
    store.close()


def fill(store: Store) -> None:
    """The demo's companies and counterparts, and one member for each role."""
    folder = demo_folder()
    sides = (
        (Side.STARTUPS, import_profiles(folder / COMPANIES, default_kind=ProfileKind.STARTUP, lenient=True)),
        (Side.COUNTERPARTS, import_profiles(folder / COUNTERPARTS, default_kind=ProfileKind.INVESTOR, lenient=True)),
    )
    hashed = hash_password(PASSWORD)
    with store.writing() as tx:
        settings = {"lang": "it"}
        programmes.save_programme(tx, PROGRAMME, name="Demo 2026", settings=settings, expected_version=0, now=NOW)
        first = {}
        for side, read in sides:
            for profile in read.profiles:
                parties.save_party(
                    tx, PROGRAMME, profile, side=side, source={}, saved_by="demo", expected_version=0, now=NOW
                )
            first[side] = read.profiles[0].id
        of_role = {Role.STARTUP: first[Side.STARTUPS], Role.COUNTERPART: first[Side.COUNTERPARTS]}
        for role in Role:
            user = users.add_user(
                tx,
                email=f"{role}@example.org",
                name=f"{role.title()} Rossi",
                lang="en",
                password_hash=hashed,
                is_administrator=role is Role.ADMINISTRATOR,
                now=NOW,
            )
            memberships.save_membership(
                tx, PROGRAMME, user.id, role=role, party_id=of_role.get(role), expected_version=0, now=NOW
            )


@contextmanager
def watched(context: BrowserContext, address: str, *, refused: bool = False) -> Iterator[Page]:
    """A page, at whose end nothing may have gone wrong in its context, windows that it opened included.

    Wrong is an error or a warning on the console, an error that no script caught, and a request to anywhere but
    `address`. With `refused`, answers that refuse are meant: the browser notes each on its console.
    """
    wrong: list[str] = []

    def see(request: Request) -> None:
        if not request.url.startswith((f"{address}/", "data:")):
            wrong.append(f"request to {request.url}")

    def hear(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            wrong.append(f"{message.type} on the console: {message.text}")

    context.on("request", see)
    context.on("console", hear)
    context.on("weberror", lambda err: wrong.append(f"error of a script: {err.error}"))
    yield context.new_page()
    assert [line for line in wrong if not (refused and "Failed to load resource" in line)] == []


@pytest.fixture
def watch() -> Callable[..., AbstractContextManager[Page]]:
    """How every page of these tests is watched, for the test of the watch itself."""
    return watched


NewPage = Callable[..., Page]


@pytest.fixture
def new_page(chromium: Browser, site: Site) -> Iterator[NewPage]:
    """Opens a page of a new browser profile: `new_page(lang="it", width=PHONE, javascript=False)`."""
    contexts: list[tuple[Any, BrowserContext]] = []

    def make(*, lang: str = "en", width: int = DESKTOP, javascript: bool = True, refused: bool = False) -> Page:
        context = chromium.new_context(
            base_url=site.address,
            locale={"it": "it-IT", "en": "en-GB"}[lang],
            viewport={"width": width, "height": 900},
            java_script_enabled=javascript,
            reduced_motion="reduce",
        )
        context.set_default_timeout(10_000)
        watching = watched(context, site.address, refused=refused)
        contexts.append((watching, context))
        return watching.__enter__()

    yield make
    for watching, context in reversed(contexts):
        context.close()
        watching.__exit__(None, None, None)


@pytest.fixture
def look() -> Look:
    """Checks a page: axe finds nothing serious, in the dark too, and it is no wider than 1280 and 390 px.

    Screenshots go to the folder that `ABBINA_LOOKS` names.
    """

    def at_both_widths(page: Page, name: str) -> None:
        schemes: tuple[Literal["dark", "light"], ...] = ("dark", "light")
        for scheme in schemes:
            page.emulate_media(color_scheme=scheme)
            axe(page)
        before = page.viewport_size
        for width in (DESKTOP, PHONE):
            page.set_viewport_size({"width": width, "height": 900})
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, f"{name} is {wide} px wide at {width} px"
            if LOOKS:
                Path(LOOKS).mkdir(parents=True, exist_ok=True)
                page.screenshot(path=Path(LOOKS) / f"{name}-{width}.png", full_page=True)
        if before is not None:
            page.set_viewport_size(before)

    return at_both_widths


def axe(page: Page) -> None:
    """Fail on whatever axe-core calls serious or critical on the page."""
    found = Axe().run(page).response["violations"]
    bad = [
        f"{one['id']}: {node['html'][:150]}"
        for one in found
        if one["impact"] in {"serious", "critical"}
        for node in one["nodes"]
    ]
    assert bad == []


@pytest.fixture
def log_in(new_page: NewPage) -> NewPage:
    """Logs a role in by the form: `log_in("organiser", lang="it")` gives the page that comes then."""

    def enter(role: str, **options: Any) -> Page:
        page = new_page(**options)
        page.goto("/login")
        page.fill("input[name=email]", f"{role}@example.org")
        page.fill("input[name=password]", PASSWORD)
        page.click("main button[type=submit]")
        return page

    return enter
