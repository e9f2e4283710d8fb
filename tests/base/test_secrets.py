"""Installation keys: random, for their owner's eyes, and one key however many ask at once."""

import base64
import errno
import os
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NoReturn

import pytest

import base.secrets
from base.secrets import installation_key, password, token


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    class Here:
        home = tmp_path

    monkeypatch.setattr(base.secrets, "settings", Here)
    return tmp_path


def test_a_key_is_made_once_and_kept(house: Path) -> None:
    key = installation_key("session")
    assert len(key) == 32
    assert installation_key("session") == key
    assert installation_key("pepper") != key
    assert (house / "keys" / "session").read_bytes() == key


def test_only_the_owner_may_read_a_key_whatever_the_umask(house: Path) -> None:
    before = os.umask(0)
    try:
        installation_key("session")
    finally:
        os.umask(before)
    assert stat.S_IMODE((house / "keys" / "session").stat().st_mode) == 0o600
    assert stat.S_IMODE((house / "keys").stat().st_mode) == 0o700


def test_threads_that_race_agree_and_leave_no_draft(house: Path) -> None:
    with ThreadPoolExecutor(16) as pool:
        keys = set(pool.map(lambda _: installation_key("session"), range(64)))
    assert len(keys) == 1
    assert [path.name for path in (house / "keys").iterdir()] == ["session"]


def test_processes_that_race_agree(tmp_path: Path) -> None:
    code = (
        "import sys; from base.secrets import installation_key; print('ready', flush=True);"
        "sys.stdin.read(); print(installation_key('session').hex())"
    )
    gate, start = os.pipe()
    racing = [
        subprocess.Popen(
            [sys.executable, "-c", code],
            stdin=gate,
            stdout=subprocess.PIPE,
            text=True,
            env={"KHOTAP_HOME": str(tmp_path), "PYTHONPATH": "."},
        )
        for _ in range(3)
    ]
    for one in racing:
        assert one.stdout is not None
        assert one.stdout.readline() == "ready\n"
    os.close(start)  # all of them wait at this gate
    os.close(gate)
    keys = {one.communicate(timeout=60)[0].strip() for one in racing}
    assert keys == {(tmp_path / "keys" / "session").read_bytes().hex()}


def test_where_files_cannot_be_linked_the_first_key_still_stays(
    house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(*_: Any) -> NoReturn:
        raise OSError(errno.EPERM, "no hard links here")

    monkeypatch.setattr(os, "link", no_links)
    key = installation_key("session")
    base.secrets._make(house / "keys" / "session")
    assert installation_key("session") == key
    assert [path.name for path in (house / "keys").iterdir()] == ["session"]


def test_tokens_and_passwords_are_new_each_time_and_can_stand_in_an_address() -> None:
    tokens = {token() for _ in range(50)}
    assert len(tokens) == 50
    assert all(len(base64.urlsafe_b64decode(one + "=")) == 32 for one in tokens)
    assert len({password() for _ in range(50)}) == 50
    assert len(password()) >= 12
