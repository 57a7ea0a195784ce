"""The measure of lost edits: none where edits name what they saw, some where the last one wins."""

from __future__ import annotations

import threading
from typing import Any, cast

import pytest

from service.proofs.client import Client
from service.proofs.saving import CONFLICT, Edit, save_at_once

ROUNDS = 20


class Shelf:
    """A number with all its versions, which may or may not mind what an edit saw."""

    def __init__(self, *, is_guarded: bool) -> None:
        self.is_guarded, self.chain, self.lock = is_guarded, [0], threading.Lock()

    def read(self, _client: Any) -> tuple[str, int]:
        with self.lock:
            return str(len(self.chain)), self.chain[-1]

    def save(self, _client: Any, tag: str, state: int) -> int:
        with self.lock:
            if self.is_guarded and tag != str(len(self.chain)):
                return CONFLICT
            self.chain.append(state)
            return 200


@pytest.mark.parametrize("is_guarded", [True, False], ids=["guarded", "control"])
def test_edits_are_lost_where_nothing_guards_them(is_guarded: bool) -> None:
    shelf = Shelf(is_guarded=is_guarded)
    edit = Edit(read=shelf.read, save=shelf.save, chain=lambda _: list(shelf.chain), follows=lambda state: state + 1)
    nobody = cast(Client, None)
    found = save_at_once((nobody, nobody), edit, ROUNDS)
    assert found.acknowledged == 2 * ROUNDS
    assert found.lost == (0 if is_guarded else found.acknowledged - shelf.chain[-1])
    assert (found.lost == 0) is is_guarded
    assert (found.refused > 0) is is_guarded
