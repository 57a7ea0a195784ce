"""`Idempotency-Key`: a request that is sent twice happens once, and gets the same answer both times.

The answer is kept in the transaction that did the work: either both are there, or neither.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import Depends, Header, Request
from fastapi.responses import JSONResponse

from matcher.store import AlreadyStored, Store, Transaction
from matcher.store.idempotency import KeptAnswer, keep_answer, kept_answer
from matcher.store.rows import Document
from service.web.context import Actor, NowDep, SettingsDep
from service.web.problems import Problem

HEADER = "Idempotency-Key"
REPLAYED = "Idempotency-Replayed"

Work = Callable[[Transaction], tuple[int, Document]]
"""What is to be done once: it returns the status and the JSON object of the answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Once:
    """A request as far as it can come twice; `key` is None when the client does not care."""

    key: str | None
    request_hash: str
    now: datetime.datetime
    lasts: datetime.timedelta

    def about(self, *parts: bytes) -> Once:
        """The same request, told from others by these parts of its form too."""
        digest = hashlib.sha256(self.request_hash.encode())
        for part in parts:
            digest.update(hashlib.sha256(part).digest())
        return replace(self, request_hash=digest.hexdigest())

    def answer(self, store: Store, actor: Actor, work: Work) -> JSONResponse:
        """Do the work in a transaction and answer, or give the answer that the same request got before.

        Raises:
            Problem: 422 when the key was used for another request.
        """
        if self.key is None:
            with store.writing() as tx:
                status, body = work(tx)
            return JSONResponse(body, status)
        try:
            return self._do(store, actor, work)
        except AlreadyStored as err:
            if err.what != "idempotency_records":
                raise
        return self._do(store, actor, work)

    def _do(self, store: Store, actor: Actor, work: Work) -> JSONResponse:
        """One try; raises AlreadyStored of `idempotency_records` when another request with the key was quicker."""
        key = str(self.key)
        with store.writing() as tx:
            found = self._found(tx, actor, key)
            if found is not None:
                return JSONResponse(found.answer, found.status, {REPLAYED: "true"})
            status, body = work(tx)
            keep_answer(
                tx,
                actor.programme_id,
                actor.user_id,
                key,
                request_hash=self.request_hash,
                answer=KeptAnswer(status=status, answer=body),
                now=self.now,
                lasts=self.lasts,
            )
        return JSONResponse(body, status)

    def _found(self, tx: Transaction, actor: Actor, key: str) -> KeptAnswer | None:
        try:
            return kept_answer(tx, actor.programme_id, actor.user_id, key, request_hash=self.request_hash, now=self.now)
        except AlreadyStored:
            raise Problem(422, "key-used", f"this {HEADER} was used for another request: take a new one") from None


async def once(
    request: Request,
    settings: SettingsDep,
    now: NowDep,
    idempotency_key: Annotated[
        str | None,
        Header(description="any text of your own: the same request with it happens once", max_length=200, min_length=1),
    ] = None,
) -> Once:
    """The request's key, and the hash of what it asks."""
    return Once(
        key=idempotency_key,
        request_hash=await _hash(request) if idempotency_key else "",
        now=now,
        lasts=datetime.timedelta(hours=settings.idempotency_hours),
    )


OnceDep = Annotated[Once, Depends(once)]


async def _hash(request: Request) -> str:
    """Method, address and body. A form is left to its route (`Once.about`): its boundary differs at every try."""
    is_form = request.headers.get("Content-Type", "").startswith("multipart/")
    digest = hashlib.sha256(f"{request.method} {request.url.path}?{request.url.query}\n".encode())
    digest.update(b"" if is_form else await request.body())
    return digest.hexdigest()
