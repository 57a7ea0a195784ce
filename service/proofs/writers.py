"""Callers that never stop writing, whatever happens to the server, and remember what they were told was done."""

from __future__ import annotations

import secrets
import threading
import time
from abc import ABC, abstractmethod
from typing import Any

from matcher.store import NotStored, Transaction
from matcher.store.agendas import list_agenda_versions
from matcher.store.parties import get_party, list_party_versions
from service.proofs.client import Answer, Client, Unreachable, form
from service.proofs.ground import AGENDA, Ground

PAUSE_S = 0.05
PATIENCE_S = 600.0
FINAL = {"done", "failed", "cancelled"}


class Writer(ABC):
    """A caller in a thread; `acknowledged` counts what the service said it keeps."""

    def __init__(self, client: Client, ground: Ground, over: threading.Event) -> None:
        self.client, self.ground, self.over = client, ground, over
        self.acknowledged = 0
        self.fault: BaseException | None = None
        self.thread = threading.Thread(target=self._run, daemon=True)

    @abstractmethod
    def step(self) -> None:
        """Write once. Raises Unreachable where no answer came: then nothing is known of it."""

    def lost(self, _tx: Transaction) -> int:
        """How much of what was acknowledged is not in the database, but for jobs, which are counted apart."""
        return 0

    def insist(self, *arguments: Any, **more: Any) -> Answer:
        """The answer to a request that may be sent again until one comes."""
        end_at = time.monotonic() + PATIENCE_S
        while True:
            try:
                return self.client(*arguments, **more)
            except Unreachable:
                if time.monotonic() > end_at:
                    raise
                time.sleep(PAUSE_S)

    def _run(self) -> None:
        while not self.over.is_set():
            try:
                self.step()
            except Unreachable:
                time.sleep(PAUSE_S)
            except BaseException as err:
                self.fault = err
                raise


class ProfileWriter(Writer):
    """Saves a number in a profile, one more each time."""

    def __init__(self, client: Client, ground: Ground, over: threading.Event) -> None:
        super().__init__(client, ground, over)
        self.told: dict[int, int] = {}

    def step(self) -> None:
        """Read, add one, save."""
        path = f"/parties/{self.ground.companies[0]}"
        seen = self.client("GET", path).expect(200)
        number = int(seen.json()["profile"].get("employees", 0)) + 1
        saved = self.client("PATCH", path, {"employees": number}, seen=seen.etag).expect(200)
        self.told[int(saved.json()["version"])] = number
        self.acknowledged += 1
        time.sleep(PAUSE_S)

    def lost(self, tx: Transaction) -> int:
        """Versions that are not there, or hold another number."""
        versions = list_party_versions(tx, self.ground.programme_id, self.ground.companies[0])
        kept = {one.version: one.profile.employees for one in versions}
        torn = 0 if sorted(kept) == list(range(1, len(kept) + 1)) else 1
        return torn + sum(kept.get(version) != number for version, number in self.told.items())


class AgendaWriter(Writer):
    """Moves a meeting to and fro."""

    def __init__(self, client: Client, ground: Ground, over: threading.Event) -> None:
        super().__init__(client, ground, over)
        self.told: dict[int, tuple[str, str, dict[str, Any]]] = {}

    def step(self) -> None:
        """Look where the first meeting may be held, and move it there."""
        first = self.client("GET", f"/agendas/{AGENDA}/versions/1").expect(200).json()["agenda"]["meetings"][0]
        path = f"/agendas/{AGENDA}/meetings/{first['a']}/{first['b']}"
        places = self.client("GET", f"{path}/places").expect(200)
        place = places.json()["feasible"][0]
        moved = self.client("POST", f"{path}/move", place, seen=places.etag).expect(200)
        self.told[int(moved.json()["current_version"])] = (first["a"], first["b"], place)
        self.acknowledged += 1
        time.sleep(PAUSE_S)

    def lost(self, tx: Transaction) -> int:
        """Versions that are not there, or hold the meeting elsewhere."""
        kept = {one.version: one for one in list_agenda_versions(tx, self.ground.programme_id, AGENDA)}
        torn = 0 if sorted(kept) == list(range(1, len(kept) + 1)) else 1
        return torn + sum(
            version not in kept or {"a": a, "b": b, **place} not in kept[version].agenda["meetings"]
            for version, (a, b, place) in self.told.items()
        )


class JobWriter(Writer):
    """Asks for jobs, each under a key of its own and again until it is acknowledged, and waits for each."""

    def __init__(self, client: Client, ground: Ground, over: threading.Event) -> None:
        super().__init__(client, ground, over)
        self.asked: list[str] = []

    def step(self) -> None:
        """A run of lists and an export."""
        for path, order in (
            ("/shortlists", {"side": "startups", "top": 5}),
            ("/exports", {"wanted": {"what": "training"}}),
        ):
            self.ask("POST", path, order)
        self.wait(self.asked[-1])

    def ask(self, *arguments: Any, **more: Any) -> None:
        """Ask until a job is acknowledged."""
        headers = {"Idempotency-Key": secrets.token_hex(8), **more.pop("headers", {})}
        self.asked.append(str(self.insist(*arguments, headers=headers, **more).expect(202).json()["id"]))
        self.acknowledged += 1

    def wait(self, job_id: str) -> dict[str, Any]:
        """The job when it is over; raises TimeoutError."""
        end_at = time.monotonic() + PATIENCE_S
        while time.monotonic() < end_at:
            job: dict[str, Any] = self.insist("GET", f"/jobs/{job_id}").expect(200).json()
            if job["status"] in FINAL:
                return job
            time.sleep(PAUSE_S)
        raise TimeoutError(f"the job {job_id} is not over")


class ImportWriter(JobWriter):
    """Uploads a table of one company, waits until it is read, and takes it."""

    def __init__(self, client: Client, ground: Ground, over: threading.Event) -> None:
        super().__init__(client, ground, over)
        self.taken: list[str] = []

    def step(self) -> None:
        """One upload and its confirmation."""
        party_id = f"i-{len(self.asked):05d}"
        table = f"id,name,country\n{party_id},Azienda {party_id},IT\n".encode()
        body, kind = form("companies.csv", table)
        self.ask("POST", "/imports?subject=startups", body, headers={"Content-Type": kind})
        job = self.wait(self.asked[-1])
        path = f"/imports/{job['result']['import_id']}"
        preview = self.insist("GET", path).expect(200)
        self.client("POST", f"{path}/confirm", seen=preview.etag).expect(200)
        self.acknowledged += 1
        self.taken.append(party_id)

    def lost(self, tx: Transaction) -> int:
        """Companies of imports that were taken and are not there."""
        return sum(not _is_there(tx, self.ground, party_id) for party_id in self.taken)


def _is_there(tx: Transaction, ground: Ground, party_id: str) -> bool:
    try:
        return get_party(tx, ground.programme_id, party_id).id == party_id
    except NotStored:
        return False
