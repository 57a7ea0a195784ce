"""The demo programme in the service: filled as an organiser would, entered without a password, nowhere else."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

from matcher.errors import ConfigError
from matcher.store import Role, Store, open_store, upgrade
from matcher.store.agendas import published_meetings
from matcher.store.preferences import list_preferences
from matcher.store.shortlists import latest_run
from matcher.suggestions import Side
from service.demo_programme import PEOPLE, PROGRAMME, fill_demo
from service.jobs import Tools
from service.jobs.tools import ToolSettings
from service.web.app import create_app
from service.web.context import SESSION_COOKIE
from service.web.pages.forms import CSRF_FIELD
from service.web.settings import Settings, load_settings

NOW = datetime.datetime(2026, 10, 5, 9, 0, tzinfo=datetime.UTC)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store with the demo programme."""
    folder = tmp_path_factory.mktemp("demo")
    store = open_store(f"sqlite:///{folder / 'demo.sqlite'}")
    upgrade(store)
    fill_demo(store, Tools(ToolSettings(encoder="hashing", cache_dir=folder)), now=NOW, tell=lambda _: None)
    yield store
    store.close()


def client_of(store: Store, folder: Path, *, demo: bool) -> TestClient:
    settings = Settings(
        database=f"sqlite:///{store.path}", run_worker=False, secret_file=folder / "abbina.key", demo=demo
    )
    return TestClient(create_app(settings), follow_redirects=False)


def enter(client: TestClient, role: Role) -> Response:
    """Goes in as somebody, by the form of the first page."""
    page = client.get("/login", headers={"Accept": "text/html"})
    token = page.text.partition(f'name="{CSRF_FIELD}" value="')[2].partition('"')[0]
    return client.post("/demo", data={"role": role.value, CSRF_FIELD: token}, headers={"Accept": "text/html"})


def test_the_demo_has_lists_wishes_and_a_published_agenda(filled: Store) -> None:
    with filled.reading() as tx:
        assert all(latest_run(tx, PROGRAMME, side) is not None for side in Side)
        assert len(list_preferences(tx, PROGRAMME)) == 10
        assert len(published_meetings(tx, PROGRAMME)) > 100


@pytest.mark.parametrize("role", PEOPLE)
def test_everybody_of_the_demo_gets_to_the_programme(filled: Store, tmp_path: Path, role: Role) -> None:
    with client_of(filled, tmp_path, demo=True) as client:
        entered = enter(client, role)
        assert (entered.status_code, entered.headers["location"]) == (303, "/")
        home = client.get(f"/programmes/{PROGRAMME}", headers={"Accept": "text/html"})
        assert (home.status_code, "Toscana meets the Bay" in home.text) == (200, True)


def test_elsewhere_there_is_no_way_in_without_a_password(filled: Store, tmp_path: Path) -> None:
    with client_of(filled, tmp_path, demo=False) as client:
        entered = enter(client, Role.ADMINISTRATOR)
        assert (entered.status_code, SESSION_COOKIE in entered.cookies) == (404, False)
        assert client.post("/demo", data={"role": "administrator"}).status_code == 403


@pytest.mark.parametrize("where", [{"host": "192.0.2.1", "insecure": True}, {"base_url": "https://abbina.example"}])
def test_a_demo_is_for_this_machine_alone(where: dict[str, object]) -> None:
    with pytest.raises(ConfigError, match="a demo lets everybody in"):
        load_settings(demo=True, **where)


def test_each_side_of_the_demo_reads_its_reasons_in_its_language(filled: Store, tmp_path: Path) -> None:
    with client_of(filled, tmp_path, demo=True) as client:
        for role, lang, other in ((Role.STARTUP, "it", "en"), (Role.COUNTERPART, "en", "it")):
            client.cookies.clear()
            enter(client, role)
            home = client.get(f"/programmes/{PROGRAMME}", headers={"Accept": "text/html"}).text
            assert f'<html lang="{lang}">' in home
            assert f'<ul lang="{lang}">' in home
            assert f'<ul lang="{other}">' not in home


def test_what_was_done_in_the_demo_was_done_by_its_organiser(filled: Store, tmp_path: Path) -> None:
    with client_of(filled, tmp_path, demo=True) as client:
        enter(client, Role.ORGANISER)
        for path in ("/settings/audit", "/parties/to-01/history"):
            page = client.get(f"/programmes/{PROGRAMME}{path}", headers={"Accept": "text/html"}).text
            assert PEOPLE[Role.ORGANISER] in page
            assert "@demo.example" not in page
