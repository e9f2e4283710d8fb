"""A child that eats memory is stopped by its parent, on systems that cannot limit it themselves."""

import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from queue import SimpleQueue

import psutil
import pytest

from sandbox.signing import bounded
from sandbox.signing.bounded import MOST_MEMORY, Bounds, answers
from sandbox.signing.strangers import trust_in_pems, verify_files
from sandbox.signing.watching import resident
from tests.sandbox.signing.world import LATER, bare

MEGABYTE = 1_000_000
EATS = "import time; print('ready', flush=True); x = bytearray(b'x') * {bytes}; time.sleep(60)"


@pytest.fixture
def started() -> Iterator[list["subprocess.Popen[str]"]]:
    children: list[subprocess.Popen[str]] = []
    yield children
    for child in children:
        child.kill()
        child.communicate()


def _child(script: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def test_what_a_process_holds_is_seen_and_what_it_started_with_it(
    started: list["subprocess.Popen[str]"],
):
    hungry = EATS.format(bytes=200 * MEGABYTE)
    starter = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {hungry!r}])"
    child = _child(starter)
    started.append(child)
    for _ in range(200):
        if resident(child.pid) > 200 * MEGABYTE:
            break
        time.sleep(0.05)
    assert 200 * MEGABYTE < resident(child.pid) < 600 * MEGABYTE
    below = psutil.Process(child.pid).children()
    assert below
    for one in below:
        one.kill()
    child.wait()
    assert resident(child.pid) == 0


@pytest.mark.parametrize(("most", "told"), [(120, ""), (2_000, None)])
def test_a_child_is_ended_over_memory_or_found_late(
    started: list["subprocess.Popen[str]"], most: int, told: str | None
):
    child = _child(EATS.format(bytes=300 * MEGABYTE))
    started.append(child)
    nothing: SimpleQueue[str] = SimpleQueue()
    assert (
        bounded._next(child, nothing, Bounds(1.0 if told is None else 4.0, most * MEGABYTE)) == told
    )
    if told is None:
        assert child.poll() is None
    else:
        assert child.wait(timeout=10) != 0


def test_a_file_that_eats_memory_is_undetermined_and_the_next_one_is_answered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """The first child eats, as the one over a hostile file would; the system limits nothing."""
    paths = [tmp_path / "doi.pdf", tmp_path / "thuong.pdf"]
    for path in paths:
        path.write_bytes(bare())
    commands: list[Sequence[str]] = []
    real = bounded.subprocess.Popen

    def first_eats(command: Sequence[str], **how: object) -> object:
        commands.append(command)
        script = EATS.format(bytes=700 * MEGABYTE)
        hungry = [command[0], "-c", script]
        return real(hungry if len(commands) == 1 else command, **how)  # type: ignore[call-overload]

    monkeypatch.setattr(bounded.subprocess, "Popen", first_eats)
    found = list(answers(paths, trust_in_pems([]), LATER, memory=500 * MEGABYTE))
    assert [one.codes for one in found] == [("file.too_heavy",), ("signatures.none",)]
    assert [str(one.verdict) for one in found] == ["undetermined", "undetermined"]
    assert len(commands) == 2


def test_a_real_check_stays_far_below_the_bound(tmp_path: Path):
    path = tmp_path / "tep.pdf"
    path.write_bytes(bare())
    (found,) = answers([path], trust_in_pems([]), LATER, memory=MOST_MEMORY // 5)
    assert found.codes == ("signatures.none",)
    (result,) = verify_files([path], LATER)
    assert result["verdict"] == "undetermined"
