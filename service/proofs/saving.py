"""Whether two organisers who save at once lose each other's edits: `python -m service.proofs.saving`.

In each round both read the same thing and save one step more: a number in a profile, then the place of a meeting; in
every other round at the same moment, else one right after the other. Who is told that somebody was quicker reads again
and saves over that. Each acknowledged edit must be one step in the chain of versions. Then the same with a server that
takes whichever version is stored for the one that was seen: that control must lose edits, or nothing would be proven.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import uvicorn
from fastapi import Request

from matcher.store.agendas import get_agenda
from matcher.store.parties import get_party
from service.proofs.client import Client, by_key
from service.proofs.ground import AGENDA, Ground, lay
from service.proofs.processes import Processes, end
from service.web.app import create_app
from service.web.context import StoreDep
from service.web.settings import load_settings
from service.web.versions import seen_version

PROFILE_FIELD = "employees"
CONFLICT = 409


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """Edits that were acknowledged, refused because somebody was quicker, and acknowledged but lost."""

    acknowledged: int
    refused: int
    lost: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One thing that is edited: `read` gives its tag and state, `save` sends the next state, `chain` is every state."""

    read: Callable[[Client], tuple[str, int]]
    save: Callable[[Client, str, int], int]
    chain: Callable[[Client], list[int]]
    follows: Callable[[int], int]


def of_profile(party_id: str) -> Edit:
    """A number in a profile, one more each time."""
    path = f"/parties/{party_id}"

    def read(client: Client) -> tuple[str, int]:
        answer = client("GET", path).expect(200)
        return answer.etag, int(answer.json()["profile"].get(PROFILE_FIELD, 0))

    def save(client: Client, tag: str, state: int) -> int:
        return client("PATCH", path, {PROFILE_FIELD: state}, seen=tag).expect(200, CONFLICT).status

    def chain(client: Client) -> list[int]:
        return [int(one["profile"].get(PROFILE_FIELD, 0)) for one in client("GET", f"{path}/versions").json()]

    return Edit(read=read, save=save, chain=chain, follows=lambda state: state + 1)


def of_meeting(client: Client) -> Edit:
    """The place of a meeting, one further each time on a round of all places where it can be held."""
    versions = f"/agendas/{AGENDA}/versions"
    one = client("GET", f"{versions}/1").expect(200).json()["agenda"]["meetings"][0]
    path = f"/agendas/{AGENDA}/meetings/{one['a']}/{one['b']}"
    found = client("GET", f"{path}/places").expect(200).json()
    round_trip = [found["current"], *found["feasible"]]

    def state_in(meetings: Sequence[dict[str, Any]]) -> int:
        held = next(each for each in meetings if (each["a"], each["b"]) == (one["a"], one["b"]))
        return round_trip.index({name: held[name] for name in ("slot", "venue", "table")})

    def read(client: Client) -> tuple[str, int]:
        answer = client("GET", f"/agendas/{AGENDA}").expect(200)
        shown = client("GET", f"{versions}/{answer.json()['current_version']}").expect(200)
        return answer.etag, state_in(shown.json()["agenda"]["meetings"])

    def save(client: Client, tag: str, state: int) -> int:
        return client("POST", f"{path}/move", round_trip[state], seen=tag).expect(200, CONFLICT).status

    def chain(client: Client) -> list[int]:
        numbers = [each["version"] for each in client("GET", versions).expect(200).json()]
        return [state_in(client("GET", f"{versions}/{each}").json()["agenda"]["meetings"]) for each in numbers]

    return Edit(read=read, save=save, chain=chain, follows=lambda state: (state + 1) % len(round_trip))


def save_at_once(clients: tuple[Client, Client], edit: Edit, rounds: int) -> Saved:
    """In each round both clients read, and when both have read, save until it is acknowledged."""
    together = threading.Barrier(2)
    before = len(edit.chain(clients[0]))
    refused, broken = [0, 0], []

    def work(number: int) -> None:
        try:
            for one in range(rounds):
                seen = edit.read(clients[number])
                together.wait()
                is_in_turn = one % 2 == 1
                if is_in_turn and number == 1:
                    together.wait()
                while edit.save(clients[number], seen[0], edit.follows(seen[1])) == CONFLICT:
                    refused[number] += 1
                    seen = edit.read(clients[number])
                if is_in_turn and number == 0:
                    together.wait()
                together.wait()
        except BaseException as err:
            together.abort()
            broken.append(err)
            raise

    threads = [threading.Thread(target=work, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if broken:
        raise broken[0]
    states = edit.chain(clients[0])[before - 1 :]
    acknowledged = 2 * rounds
    steps = sum(after == edit.follows(seen) for seen, after in pairwise(states))
    return Saved(acknowledged=acknowledged, refused=sum(refused), lost=acknowledged - steps)


def prove(address: str, folder: Path, *, rounds: int, is_guarded: bool) -> dict[str, Saved]:
    """Both edits against a server over this database; a control has no guard."""
    ground = lay(address, folder, companies=4, counterparts=6)
    running = Processes(database=address, folder=folder, settings={"ABBINA_RUN_WORKER": "false"})
    if is_guarded:
        server = running.start_server()
    else:
        server, _ = running.start("service.proofs.saving", "serve-unguarded", str(running.port))
        running.wait_until_ready(server)
    try:
        return _both(running, ground, rounds)
    finally:
        end([server])


def _both(running: Processes, ground: Ground, rounds: int) -> dict[str, Saved]:
    first, second = (by_key(running.address, key, ground.programme_id) for key in ground.keys)
    clients = (first, second)
    edits = {"profile": of_profile(ground.companies[0]), "meeting": of_meeting(first)}
    return {name: save_at_once(clients, edit, rounds) for name, edit in edits.items()}


def serve_unguarded(port: int) -> None:
    """The application, in which every edit is taken to have seen what is stored."""
    app = create_app(load_settings(port=port))
    app.dependency_overrides[seen_version] = _stored_version
    uvicorn.run(app, port=port, log_level="warning", access_log=False)


def _stored_version(request: Request, store: StoreDep) -> int:
    named = request.path_params
    with store.reading() as tx:
        if "agenda_id" in named:
            return get_agenda(tx, named["programme_id"], named["agenda_id"]).version
        return get_party(tx, named["programme_id"], named["party_id"]).version


def main() -> int:
    """Save with the guard and without, and print what was lost; returns 1 unless only the control lost edits."""
    parser = argparse.ArgumentParser(prog="python -m service.proofs.saving", description=__doc__)
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--address", help="an empty PostgreSQL database; without it, a new SQLite file")
    options = parser.parse_args()
    is_proven = True
    for is_guarded in (True, False):
        with tempfile.TemporaryDirectory() as folder:
            address = options.address or f"sqlite:///{folder}/abbina.sqlite"
            found = prove(address, Path(folder), rounds=options.rounds, is_guarded=is_guarded)
        for name, saved in found.items():
            is_proven &= (saved.lost == 0) == is_guarded
            sys.stdout.write(
                f"{'guarded' if is_guarded else 'control'} · {name} · acknowledged {saved.acknowledged} · "
                f"refused {saved.refused} · lost {saved.lost}\n"
            )
    return 0 if is_proven else 1


if __name__ == "__main__":
    if sys.argv[1:2] == ["serve-unguarded"]:
        serve_unguarded(int(sys.argv[2]))
    else:
        sys.exit(main())
