"""Whether anything planted is found where it must not be: `python -m service.proofs.planted`.

A party is brought in by an upload, with a word of its own in its name, texts, contacts, account, wishes and feedback;
it gets a password, a session and an invitation, and the programme a key. Lists, an agenda and files are made. Nothing
that lets somebody in may ever stand in a file. Then the party is erased, and none of its words may be left: in no
database, log, cache or later backup.
"""

from __future__ import annotations

import argparse
import secrets
import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from matcher.store import open_store
from service.proofs.client import Client, by_key, form
from service.proofs.ground import EVENT, Ground, lay
from service.proofs.processes import Processes, end
from service.proofs.search import files_below, found_in
from service.web.context import CSRF_HEADER, SESSION_COOKIE, csrf_token

PARTY, AGENDA = "planted-1", "with-planted"
PERSONAL = (
    "name",
    "description",
    "needs",
    "person",
    "email",
    "phone",
    "account",
    "website",
    "earlier",
    "wish",
    "comment",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Where secrets were found at any time, and where personal words were, before the erasure and after it."""

    secrets: list[str]
    before: list[str]
    after: list[str]


def words() -> dict[str, str]:
    """A new word for each personal thing."""
    return {name: f"zq{name}{secrets.token_hex(6)}" for name in PERSONAL}


def prove(address: str, folder: Path) -> Found:
    """Plant, search, erase, search again."""
    ground = lay(address, folder / "ground", companies=4, counterparts=6, keys=1)
    planted = words()
    running = Processes(database=address, folder=folder, settings={"ABBINA_RUN_WORKER": "false"})
    children = [running.start_server(), running.start_worker()]
    try:
        organiser = by_key(running.address, ground.keys[0], ground.programme_id)
        let_in = plant(running.address, organiser, ground, planted) | {"key": ground.keys[0]}
        _run(running, "db", "backup", str(folder / "before.zip"))
        places = _places(address, folder)
        seen_secrets = found_in(places, let_in)
        before = found_in(places, planted)
        (folder / "before.zip").unlink()
        organiser("POST", f"/parties/{PARTY}/erase").expect(200)
    finally:
        end(children)
    _run(running, "db", "vacuum")
    _run(running, "db", "backup", str(folder / "after.zip"))
    places = _places(address, folder)
    return Found(secrets=seen_secrets + found_in(places, let_in), before=before, after=found_in(places, planted))


def plant(address: str, organiser: Client, ground: Ground, planted: dict[str, str]) -> dict[str, str]:
    """Bring the party in and let it say everything that it can; returns what lets somebody in."""
    table = (
        "id,name,description,needs,website,country,contact,email,phone\n"
        f"{PARTY},{planted['name']} S.r.l.,We make {planted['earlier']} for greenhouses that grow tomatoes.,"
        f"We look for {planted['needs']} who fund seed rounds.,https://{planted['website']}.example,IT,"
        f"{planted['person']} Rossi,{planted['email']}@example.org,+39 {planted['phone']}\n"
    )
    body, kind = form(f"{planted['name']}.csv", table.encode())
    job = _wait(organiser, organiser("POST", "/imports?subject=startups", body, headers={"Content-Type": kind}))
    preview = organiser("GET", f"/imports/{job['result']['import_id']}").expect(200)
    organiser("POST", f"/imports/{job['result']['import_id']}/confirm", seen=preview.etag).expect(200)
    contact = {"person": planted["person"], "email": f"{planted['email']}@example.org", "phone": planted["phone"]}
    organiser("PUT", f"/parties/{PARTY}/contacts/ceo", contact, headers={"If-None-Match": "*"}).expect(200, 201)
    invitation = {"email": f"{planted['account']}@example.org", "role": "startup", "party_id": PARTY}
    link = organiser("POST", "/invitations", invitation).expect(201).json()["link"].partition("#")[2]
    password = f"Pw{secrets.token_hex(12)}"
    token = _accept(address, link, password, planted["account"])
    own = Client(
        address,
        {"Cookie": f"{SESSION_COOKIE}={token}", CSRF_HEADER: csrf_token(token)},
        root=f"/v1/programmes/{ground.programme_id}",
    )
    _wrong(address, password, planted)
    _speak(own, organiser, ground, planted)
    return {"password": password, "session": token, "csrf": csrf_token(token), "link": link.partition(".")[0]}


def _accept(address: str, link: str, password: str, name: str) -> str:
    """The session of a new account."""
    anybody = Client(address, {})
    accepted = {"token": link, "password": password, "name": name}
    answer = anybody("POST", "/v1/auth/invitation/accept", accepted).expect(200, 201)
    cookie = next(part for part in answer.cookie.split(";") if part.startswith(SESSION_COOKIE))
    return cookie.partition("=")[2]


def _wrong(address: str, password: str, planted: dict[str, str]) -> None:
    """Mistakes, which a log may be tempted to quote."""
    anybody = Client(address, {"Authorization": f"Bearer {password}"})
    anybody("POST", "/v1/auth/login", {"email": f"{planted['account']}@example.org", "password": f"{password}x"})
    anybody("GET", f"/v1/programmes/{planted['name']}/parties?cursor={planted['email']}")
    anybody("POST", f"/v1/programmes/x/{planted['phone']}", {planted["name"]: password})


def _speak(own: Client, organiser: Client, ground: Ground, planted: dict[str, str]) -> None:
    """Everything that a party may say, and what is made of it."""
    path = f"/parties/{PARTY}"
    seen = own("GET", path).expect(200)
    text = f"We make {planted['description']} for greenhouses, robots that pick tomatoes."
    own("PATCH", path, {"description": text}, seen=seen.etag).expect(200)
    other, new = ground.counterparts[0], {"If-None-Match": "*"}
    wish = {"wish": "must", "reason": f"{planted['wish']} knows our market"}
    own("PUT", f"{path}/preferences/{other}", wish, headers=new).expect(200)
    orders = {
        "/shortlists": {"side": "counterparts", "top": 20},
        "/agendas/solve": {"event_id": EVENT, "agenda_id": AGENDA, "time_limit": 10},
    }
    run_id = ""
    for where, order in orders.items():
        result = _wait(organiser, organiser("POST", where, order))["result"]
        run_id = result.get("run_id", run_id)
    agenda = organiser("GET", f"/agendas/{AGENDA}").expect(200)
    organiser("POST", f"/agendas/{AGENDA}/publish", {"version": 1}, seen=agenda.etag).expect(200)
    comment = {"is_kept": True, "rating": 2, "reason": f"They said {planted['comment']} of us"}
    organiser("PUT", f"{path}/feedback/{EVENT}/{other}", comment, headers=new).expect(200)
    own("GET", f"{path}/suggestions").expect(200)
    own("GET", f"{path}/agenda/{AGENDA}.pdf").expect(200)
    wanted: list[dict[str, Any]] = [
        {"what": "shortlist", "run_id": run_id, "form": "xlsx"},
        {"what": "agenda", "agenda_id": AGENDA, "version": 1, "form": "html"},
        {"what": "training"},
    ]
    for one in wanted:
        _wait(organiser, organiser("POST", "/exports", {"wanted": one}))


def _wait(client: Client, asked: Any) -> dict[str, Any]:
    """The job when it is done; raises RuntimeError for one that is not."""
    job: dict[str, Any] = asked.expect(202).json()
    until = time.monotonic() + 120
    while job["status"] in {"queued", "running"} and time.monotonic() < until:
        time.sleep(0.05)
        job = client("GET", f"/jobs/{job['id']}").expect(200).json()
    if job["status"] != "done":
        raise RuntimeError(f"{job['kind']}: {job['status']} {job['error']}")
    return job


def _run(running: Processes, *arguments: str) -> None:
    """A command of abbina, to its end."""
    child, log = running.start("service", *arguments)
    if child.wait(120):
        raise RuntimeError(log.read_text(errors="replace")[-1000:])


def _places(address: str, folder: Path) -> list[Path]:
    """Every file that the service or its database wrote; of PostgreSQL the tables, not its own log of changes."""
    return [*files_below(folder), *_files_of_server(address)]


def _files_of_server(address: str) -> Iterable[Path]:
    store = open_store(address)
    if store.path is not None:
        store.close()
        return []
    with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("CHECKPOINT")
        data = Path(str(connection.exec_driver_sql("SHOW data_directory").scalar()))
    store.close()
    return files_below(data / "base")


def main() -> int:
    """Prove, and print what was found; returns 1 for a secret anywhere, or a personal word after the erasure."""
    parser = argparse.ArgumentParser(prog="python -m service.proofs.planted", description=__doc__)
    parser.add_argument("--address", help="an empty PostgreSQL database; without it, a new SQLite file")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        (folder / "ground").mkdir()
        found = prove(options.address or f"sqlite:///{folder}/abbina.sqlite", folder)
    for line in (*found.secrets, *found.after):
        sys.stdout.write(f"FOUND {line}\n")
    sys.stdout.write(
        f"planted {len(PERSONAL)} words, found in {len(found.before)} places · secrets found {len(found.secrets)} · "
        f"found after the erasure {len(found.after)}\n"
    )
    return 1 if found.secrets or found.after or not found.before else 0


if __name__ == "__main__":
    sys.exit(main())
