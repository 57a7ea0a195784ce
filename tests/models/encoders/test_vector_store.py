from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from models.encoders import VectorStore
from models.errors import ModelWarning

BLOCKS = (2,)
WRITER = """
import sys
from pathlib import Path
import numpy as np
from models.encoders import VectorStore
store = VectorStore(Path(sys.argv[1]), "toy")
for i in range(40):
    store.put({f"{sys.argv[2]} {i}": np.array([i, 1], dtype=np.float16)}, (2,))
"""


def vector(*numbers: float) -> np.ndarray:
    return np.array(numbers, dtype=np.float16)


@pytest.fixture
def store(tmp_path: Path) -> VectorStore:
    return VectorStore(tmp_path / "vectors", "toy")


def test_what_is_put_comes_back_to_the_bit(store: VectorStore) -> None:
    store.put({"wine": vector(0.1, -3)}, BLOCKS)
    assert store.get(["wine"])["wine"].tobytes() == vector(0.1, -3).tobytes()


def test_an_unknown_text_is_absent(store: VectorStore) -> None:
    store.put({"wine": vector(1, 2)}, BLOCKS)
    assert set(store.get(["wine", "oil"])) == {"wine"}


def test_asking_an_empty_store_makes_no_file(store: VectorStore) -> None:
    assert store.get(["wine"]) == {}
    assert store.blocks() is None
    assert not store.path.exists()


def test_the_blocks_are_remembered(store: VectorStore) -> None:
    store.put({"wine": vector(1, 2, 3)}, (2, 1))
    assert store.blocks() == (2, 1)


def test_two_encoders_do_not_see_each_other(tmp_path: Path) -> None:
    VectorStore(tmp_path, "one").put({"wine": vector(1, 2)}, BLOCKS)
    assert VectorStore(tmp_path, "two").get(["wine"]) == {}


def test_ids_that_look_alike_as_file_names_are_kept_apart(tmp_path: Path) -> None:
    assert VectorStore(tmp_path, "st-a/b").path != VectorStore(tmp_path, "st-a-b").path


def test_no_text_is_written_to_disk(store: VectorStore) -> None:
    store.put({"a very secret description": vector(1, 2)}, BLOCKS)
    written = b"".join(path.read_bytes() for path in store.path.parent.iterdir())
    assert b"secret" not in written


def test_a_damaged_vector_counts_as_absent(store: VectorStore) -> None:
    store.put({"wine": vector(1, 2), "oil": vector(3, 4)}, BLOCKS)
    connection = sqlite3.connect(store.path)
    with connection:
        connection.execute("UPDATE vectors SET vector = ? WHERE key = ?", (b"\0" * 7 + b"\1", store.key("wine")))
    connection.close()
    assert set(store.get(["wine", "oil"])) == {"oil"}


def test_a_file_that_is_no_store_starts_anew_with_a_warning(store: VectorStore) -> None:
    store.path.parent.mkdir()
    store.path.write_bytes(b"this is not a database, whatever its name says" * 100)
    with pytest.warns(ModelWarning, match="is damaged .* starts anew"):
        assert store.get(["wine"]) == {}
    store.put({"wine": vector(1, 2)}, BLOCKS)
    assert set(store.get(["wine"])) == {"wine"}


def test_a_file_damaged_in_the_middle_starts_anew_at_the_next_write(store: VectorStore) -> None:
    store.put({f"text {i}": np.ones(500, dtype=np.float16) for i in range(50)}, (500,))
    content = bytearray(store.path.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    store.path.write_bytes(content)
    with pytest.warns(ModelWarning, match="starts anew"):
        store.put({"wine": np.ones(500, dtype=np.float16)}, (500,))
    assert set(store.get(["wine", "text 1"])) == {"wine"}


def test_a_folder_that_cannot_be_made_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file stands where the folder should be")
    store = VectorStore(tmp_path / "taken", "toy")
    with pytest.warns(ModelWarning, match="cannot be made"):
        store.put({"wine": vector(1, 2)}, BLOCKS)


def test_two_processes_may_write_at_once(tmp_path: Path) -> None:
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path), name]) for name in ("a", "b")]
    assert [writer.wait(timeout=120) for writer in writers] == [0, 0]
    texts = [f"{name} {i}" for name in ("a", "b") for i in range(40)]
    assert set(VectorStore(tmp_path, "toy").get(texts)) == set(texts)
