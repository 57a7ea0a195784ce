"""Callers: participants who look at their lists and say what they think, and organisers who look at everything.

Each does what a draw says, one request after the other: four in five read.
"""

from __future__ import annotations

import json
import random
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from service.proofs.ground import EVENT
from service.proofs.load.connection import Connection

CONFLICT = 409
WISHES = ("must", "meet", "no")


@dataclass(slots=True, kw_only=True)
class Tally:
    """What was measured: per kind of request the milliseconds of each, and the answers by status."""

    ms: dict[str, list[float]] = field(default_factory=dict)
    statuses: dict[int, int] = field(default_factory=dict)

    def note(self, kind: str, ms: float, status: int) -> None:
        """One request more."""
        self.ms.setdefault(kind, []).append(ms)
        self.statuses[status] = self.statuses.get(status, 0) + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Who a caller is and what there is to look at: `me` is the party spoken for, `others` are those whom it meets."""

    headers: dict[str, str]
    is_organiser: bool
    root: str
    run_id: str
    me: str
    others: tuple[str, ...]
    companies: tuple[str, ...]


READS = {
    False: {"own list": 40, "own agenda": 25, "party": 15},
    True: {"page of lists": 30, "party": 20, "own list": 10, "own agenda": 10, "page of parties": 10},
}
"""How often of a hundred times somebody reads what, by whether it is an organiser."""

WRITES = {"feedback": 7, "wish": 7, "profile": 6}


class Caller:
    """One caller with its own connection, party and draws."""

    def __init__(self, port: int, scene: Scene, tally: Tally, draw: random.Random) -> None:
        self._connection = Connection(port, scene.headers)
        self._scene, self._tally, self._draw = scene, tally, draw
        self._tags: dict[str, str] = {}
        acts: dict[str, Callable[[], Awaitable[None]]] = {
            "own list": self.own_list,
            "page of lists": self.page_of_lists,
            "page of parties": self.page_of_parties,
            "party": self.party,
            "own agenda": self.own_agenda,
            "feedback": self.feedback,
            "wish": self.wish,
            "profile": self.profile,
        }
        weights = READS[scene.is_organiser] | WRITES
        self._acts, self._weights = [acts[name] for name in weights], list(weights.values())

    async def run(self, until: float) -> None:
        """Act until the moment, by `time.monotonic`."""
        while time.monotonic() < until:
            await self._draw.choices(self._acts, self._weights)[0]()

    async def own_list(self) -> None:
        """Whom should I meet, and why."""
        await self._send("own list", "GET", f"/parties/{self._scene.me}/suggestions")

    async def page_of_lists(self) -> None:
        """The list of a company in the review of a run."""
        company = self._draw.choice(self._scene.companies)
        await self._send("page of lists", "GET", f"/shortlists/{self._scene.run_id}/suggestions?company_id={company}")

    async def page_of_parties(self) -> None:
        """The first page of the parties."""
        await self._send("page of parties", "GET", "/parties")

    async def party(self) -> None:
        """A profile: one's own, or any for an organiser."""
        whose = self._draw.choice(self._scene.companies) if self._scene.is_organiser else self._scene.me
        await self._send("party", "GET", f"/parties/{whose}")

    async def own_agenda(self) -> None:
        """Where do I have to be."""
        await self._send("own agenda", "GET", f"/parties/{self._scene.me}/agenda")

    async def feedback(self) -> None:
        """Say what came of a meeting, or say it anew."""
        other = self._draw.choice(self._scene.others)
        body = {"is_kept": True, "rating": self._draw.randint(1, 5), "reason": "We spoke of a pilot."}
        await self._edit("feedback", "PUT", f"/parties/{self._scene.me}/feedback/{EVENT}/{quote(other)}", body)

    async def wish(self) -> None:
        """Say of somebody whether to meet, or say it anew."""
        other = self._draw.choice(self._scene.others)
        body = {"wish": self._draw.choice(WISHES), "reason": "They know our market."}
        await self._edit("wish", "PUT", f"/parties/{self._scene.me}/preferences/{quote(other)}", body)

    async def profile(self) -> None:
        """Change a number in one's own profile."""
        path = f"/parties/{self._scene.me}"
        if path not in self._tags:
            self._tags[path] = (await self._connection.send("GET", self._scene.root + path))[1]
        await self._edit("profile", "PATCH", path, {"employees": self._draw.randint(1, 500)})

    async def _edit(self, kind: str, method: str, path: str, body: Any) -> None:
        """Save over what this caller saw last; who is told of another version saves over that the next time."""
        seen = f"If-Match: {self._tags[path]}" if path in self._tags else "If-None-Match: *"
        self._tags[path] = await self._send(kind, method, path, body, seen)

    async def _send(self, kind: str, method: str, path: str, body: Any = None, seen: str = "") -> str:
        """The tag of what is stored by now. Raises ValueError for a refusal."""
        begun = time.perf_counter()
        status, tag, content = await self._connection.send(method, self._scene.root + path, body, seen)
        self._tally.note(kind, (time.perf_counter() - begun) * 1000, status)
        if status == CONFLICT:
            return f'"{json.loads(content)["found"]}"'
        if status not in {200, 201}:
            raise ValueError(f"{method} {path} answered {status}: {json.loads(content).get('detail')}")
        return tag
