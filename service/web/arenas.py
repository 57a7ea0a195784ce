"""Memory of a process with many threads."""

from __future__ import annotations

import ctypes
import sys

M_ARENA_MAX = -8
"""The number by which `mallopt` of the GNU C library knows how many arenas there may be (its malloc.h)."""
ARENAS = 2


def share_arenas() -> None:
    """Let all threads, those to come too, take memory from `ARENAS` places instead of one each.

    Each request is answered by a thread of a pool, and what a thread gave back stays in its own arena: the process
    would grow while it holds nothing more. Python's threads take turns, so sharing costs them nothing. Call it before
    threads start. Where the C library is another it does nothing.
    """
    if sys.platform != "linux":
        return
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(M_ARENA_MAX, ARENAS)
