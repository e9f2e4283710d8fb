"""Bytes lie under their digest: kept once, never changed, never half written."""

import hashlib
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NoReturn

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sandbox.blobs import Blobs, FolderBlobs, MemoryBlobs, write_whole

Store = Callable[[Path], Blobs]
STORES: dict[str, Store] = {
    "folder": lambda folder: FolderBlobs(folder, durable=False),
    "durable folder": FolderBlobs,
    "memory": lambda folder: MemoryBlobs(),
    "memory over a folder": lambda folder: MemoryBlobs(FolderBlobs(folder, durable=False)),
}


@pytest.fixture(params=STORES)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Blobs:
    return STORES[request.param](tmp_path / "blobs")


def test_what_is_kept_comes_back_under_its_digest(store: Blobs) -> None:
    content = "Hồ sơ".encode()
    digest = store.put(content)
    assert digest == hashlib.sha256(content).hexdigest()
    assert store.get(digest) == content
    assert store.has(digest)
    assert store.digests() == [digest]


def test_keeping_twice_is_keeping_once(store: Blobs) -> None:
    assert store.put(b"one") == store.put(b"one")
    assert len(store.digests()) == 1


def test_what_is_not_there_is_a_key_error(store: Blobs) -> None:
    assert not store.has("0" * 64)
    with pytest.raises(KeyError):
        store.get("0" * 64)


def test_what_is_forgotten_is_gone_and_forgetting_twice_is_no_error(store: Blobs) -> None:
    digest = store.put(b"one")
    store.remove(digest)
    store.remove(digest)
    assert not store.has(digest)
    assert store.digests() == []


@given(st.lists(st.binary(max_size=20), max_size=6))
@settings(max_examples=20, deadline=None,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
def test_digests_are_listed_sorted_each_once(tmp_path: Path, contents: list[bytes]) -> None:
    memory, folder = (
        MemoryBlobs(),
        FolderBlobs(tmp_path / hashlib.sha256(repr(contents).encode()).hexdigest(), durable=False),
    )
    for content in contents:
        assert memory.put(content) == folder.put(content)
    wanted = sorted({hashlib.sha256(content).hexdigest() for content in contents})
    assert memory.digests() == folder.digests() == wanted


def test_memory_reads_what_lies_below_and_writes_nothing_there(tmp_path: Path) -> None:
    below = FolderBlobs(tmp_path, durable=False)
    old = below.put(b"old")
    over = MemoryBlobs(below)
    new = over.put(b"new")
    assert over.get(old) == b"old"
    assert over.has(old)
    assert over.has(new)
    assert over.digests() == [new]
    assert below.digests() == [old]


def test_threads_that_keep_the_same_bytes_at_once_do_not_disturb_each_other(tmp_path: Path) -> None:
    content = b"the very same object" * 5000
    for attempt in range(15):
        here = FolderBlobs(tmp_path / str(attempt), durable=False)
        with ThreadPoolExecutor(12) as pool:
            digests = set(pool.map(lambda _, b=here: b.put(content), range(24)))
        assert [here.get(digest) for digest in digests] == [content]
        assert _files(tmp_path / str(attempt)) == digests


def _files(folder: Path) -> set[str]:
    return {path.name for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("durable", [True, False])
@pytest.mark.parametrize("failing", ["fsync", "replace", "write"])
def test_a_write_that_fails_leaves_no_half_file(
    durable: bool, failing: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_space(*_: Any) -> NoReturn:
        raise OSError(28, "No space left on device")

    path = tmp_path / "page.png"
    path.write_bytes(b"before")
    content: Any = b"after"
    if failing == "write":
        content = "a text is no bytes"
    elif failing == "fsync":
        monkeypatch.setattr(os, "fsync", no_space)
    else:
        monkeypatch.setattr(Path, "replace", no_space)
    if failing == "fsync" and not durable:
        write_whole(path, content, durable=False)  # asks no disk, so it does not fail
        assert path.read_bytes() == b"after"
        return
    with pytest.raises((OSError, TypeError)):
        write_whole(path, content, durable=durable)
    assert path.read_bytes() == b"before"
    assert _files(tmp_path) == {"page.png"}


def test_a_durable_write_waits_for_the_file_and_its_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[bool] = []
    real = os.fsync

    def note(handle: int) -> None:
        waited.append(Path(f"/proc/self/fd/{handle}").is_dir())
        real(handle)

    monkeypatch.setattr(os, "fsync", note)
    write_whole(tmp_path / "one", b"1", durable=True)
    assert waited == [False, True]
    write_whole(tmp_path / "two", b"2", durable=False)
    assert len(waited) == 2
