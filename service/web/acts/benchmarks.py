"""Keeping a benchmark that is to be measured."""

from __future__ import annotations

import datetime
import io
import zipfile

from matcher.store import Transaction
from matcher.store.audit import note_act
from matcher.store.files import StoredFile, add_file
from service.web.context import Actor
from service.web.problems import Problem

MEDIA_TYPE = "application/zip"


def keep_benchmark(
    tx: Transaction, actor: Actor, *, name: str, content: bytes, most_bytes: int, now: datetime.datetime
) -> StoredFile:
    """Keep a zip of a benchmark's folder. What is in it is read by the job.

    Raises:
        Problem: 413 beyond `most_bytes`; 422 for what is no zip.
    """
    if len(content) > most_bytes:
        raise Problem(413, "too-large", f"the file is larger than {most_bytes} bytes")
    if not zipfile.is_zipfile(io.BytesIO(content)):
        raise Problem(422, "unreadable-file", "the file is no zip: pack the benchmark's folder as one")
    kept = add_file(
        tx,
        actor.programme_id,
        name=name or "benchmark.zip",
        media_type=MEDIA_TYPE,
        content=content,
        names_parties=False,
        added_by=actor.user_id,
        now=now,
    )
    note_act(tx, actor.programme_id, actor=actor.user_id, action="benchmark.upload", subject=kept.id, now=now)
    return kept
