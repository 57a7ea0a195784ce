"""How many arenas threads take their memory from, in a process of its own."""

from __future__ import annotations

import platform
import subprocess
import sys

import pytest

COUNT = """
import ctypes, sys, tempfile, threading
from service.web.arenas import share_arenas

if sys.argv[1] == "shared":
    share_arenas()
gate = threading.Barrier(12)

def take():
    held = [bytearray(20_000) for _ in range(50)]
    gate.wait()
    return held

threads = [threading.Thread(target=take) for _ in range(12)]
for one in threads:
    one.start()
for one in threads:
    one.join()
libc = ctypes.CDLL(None)
libc.fopen.restype = ctypes.c_void_p
with tempfile.NamedTemporaryFile() as told:
    stream = ctypes.c_void_p(libc.fopen(told.name.encode(), b"w"))
    libc.malloc_info(0, stream)
    libc.fclose(stream)
    print(told.read().count(b"<heap nr"))
"""


def arenas(how: str) -> int:
    child = subprocess.run([sys.executable, "-c", COUNT, how], capture_output=True, text=True, check=True)
    return int(child.stdout)


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only the GNU C library has arenas")
def test_threads_share_arenas_where_they_would_have_more() -> None:
    assert arenas("shared") <= 2 < arenas("as they are")
