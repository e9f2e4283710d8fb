"""What can be computed again is computed once, and again when it was deleted."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from shutil import rmtree

import pytest

from sandbox import derived
from sandbox.derived import derive


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    class Here:
        derived = tmp_path / "derived"

    monkeypatch.setattr(derived, "settings", Here)
    monkeypatch.setattr(derived, "_RECENT", {})
    return Here.derived


class Maker:
    def __init__(self, content: bytes = b"made") -> None:
        self.content, self.asked = content, 0

    def __call__(self) -> bytes:
        self.asked += 1
        return self.content


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize("size", [4, 50_000])
def test_it_is_made_once(size: int) -> None:
    make = Maker(b"x" * size)
    for _ in range(3):
        assert derive("page", {"digest": "a", "scale": 2}, make) == make.content
    assert make.asked == 1


@pytest.mark.usefixtures("shelf")
def test_the_key_is_everything_it_depends_on() -> None:
    one, other = Maker(b"one"), Maker(b"other")
    assert derive("page", ["a", 1], one) == b"one"
    assert derive("page", ["a", 2], other) == b"other"
    assert derive("verdict", ["a", 1], other) == b"other"
    assert derive("page", ["a", 1], other) == b"one"
    assert other.asked == 2


def test_it_outlives_the_process_and_may_be_deleted_at_any_time(
    shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make = Maker()
    derive("page", "key", make)
    monkeypatch.setattr(derived, "_RECENT", {})
    derive("page", "key", make)
    assert make.asked == 1
    rmtree(shelf)
    monkeypatch.setattr(derived, "_RECENT", {})
    assert derive("page", "key", make) == b"made"
    assert make.asked == 2


@pytest.mark.usefixtures("shelf")
def test_what_cannot_be_made_is_not_kept() -> None:
    def fail() -> bytes:
        raise RuntimeError("no reader")

    with pytest.raises(RuntimeError):
        derive("page", "key", fail)
    assert derive("page", "key", Maker(b"now")) == b"now"


@pytest.mark.usefixtures("shelf")
def test_memory_keeps_only_so_much(monkeypatch: pytest.MonkeyPatch) -> None:
    recent: dict[str, bytes] = {}
    monkeypatch.setattr(derived, "_RECENT", recent)
    monkeypatch.setattr(derived, "_RECENT_MOST", 3)
    makers = [Maker(str(n).encode()) for n in range(6)]
    for n, make in enumerate(makers):
        derive("page", n, make)
    derive("page", "large", Maker(b"x" * 30_000))
    assert sorted(recent.values()) == [b"3", b"4", b"5"]
    assert [derive("page", n, make) for n, make in enumerate(makers)] == [m.content for m in makers]
    assert {make.asked for make in makers} == {1}


def test_threads_that_ask_at_once_get_the_same(shelf: Path) -> None:
    make = Maker(b"y" * 30_000)
    with ThreadPoolExecutor(12) as pool:
        answers = set(pool.map(lambda _: derive("page", "key", make), range(48)))
    assert answers == {make.content}
    assert [path.name for path in shelf.rglob("*") if path.is_file() and path.name[0] == "."] == []
