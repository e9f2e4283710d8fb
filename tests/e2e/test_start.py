"""The way in: ``start.py`` opens the house, serves a class, and says what a person must mend."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

import start
from tests.e2e.test_doors import ask

ROOT = Path(__file__).resolve().parents[2]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def started(home: Path, *arguments: str) -> Iterator[Any]:
    """``start.py`` after its setting up, on this Python, with its own home; what it prints."""
    words = (
        "import pathlib, sys, start; start.PYTHON = pathlib.Path(sys.executable); "
        "start.install = start.make_venv = lambda *_: None; "
        "\ntry: sys.exit(start.main(sys.argv[1:]))\n"
        "except start.Stop as stop: print(stop); sys.exit(2)"
    )
    environment = {**os.environ, "KHOTAP_HOME": str(home), "KHOTAP_DURABLE": "no"}
    environment |= {"PYTHONWARNINGS": "ignore", "BROWSER": "true", "PYTHONUTF8": "1"}
    for name in ("KHOTAP_SHARED", "KHOTAP_HOSTS"):
        environment.pop(name, None)
    log = (home / "start.log").open("w+")
    server = subprocess.Popen(
        [sys.executable, "-c", words, *arguments],
        cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT, start_new_session=True,
    )  # fmt: skip
    try:
        yield server
    finally:
        if server.poll() is None:
            os.killpg(server.pid, 15)
            server.wait(timeout=30)
        log.close()


def said(home: Path) -> str:
    return (home / "start.log").read_text("utf-8")


def await_answer(address: str, server: Any) -> None:
    for _ in range(480):
        assert server.poll() is None
        try:
            urllib.request.urlopen(f"{address}/health", timeout=2).close()  # noqa: S310
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.25)
            continue
        return
    pytest.fail("no answer")


def test_share_refuses_where_demo_accounts_are(tmp_path: Path) -> None:
    environment = {**os.environ, "KHOTAP_HOME": str(tmp_path), "PYTHONWARNINGS": "ignore"}
    ready = [sys.executable, "-m", "course", "ready"]
    subprocess.run(ready, cwd=ROOT, env=environment, check=True)
    with started(tmp_path, "--share", "--port", str(free_port())) as server:
        assert server.wait(timeout=120) == 2
    assert "KHOTAP_HOME" in said(tmp_path)
    assert "public" in said(tmp_path) or "công khai" in said(tmp_path)


def test_share_makes_one_administrator_whose_password_is_shown_once(tmp_path: Path) -> None:
    port = free_port()
    here = f"http://127.0.0.1:{port}"
    with started(tmp_path, "--share", "--port", str(port)) as server:
        await_answer(here, server)
        told = said(tmp_path)
        password = re.search(r"one-time password: (\S+)", told)
        assert password
        assert f":{port}" in told
        entry = ask(here, "GET", "/login")
        assert b"hoc-vien-2026" not in entry.body
        for name in ("evil.example", f"evil.example:{port}"):
            assert ask(here, "GET", "/login", host=name).status == 400
        form = {"login": "quantri", "password": password[1]}
        answer = ask(here, "POST", "/login", form=form, sec_fetch_site="same-origin")
        assert answer.status == 303
        guess = {"login": "hocvien", "password": "hoc-vien-2026"}
        refused = ask(here, "POST", "/login", form=guess, sec_fetch_site="same-origin")
        assert refused.status == 401
    with started(tmp_path, "--share", "--port", str(port)) as server:
        await_answer(here, server)
        assert "one-time password" not in said(tmp_path)
        assert password[1] not in said(tmp_path)


def test_a_port_that_is_taken_is_named_with_the_next_one(capsys: Any) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(start.Stop, match=f"--port {port + 1}"):
            start.serve(share=False, port=port)
    assert capsys.readouterr().out == ""


def test_an_old_python_is_named_by_its_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 10, 4, "final", 0))
    with pytest.raises(start.Stop) as stop:
        start.check_python()
    assert "3.10.4" in str(stop.value)
    assert "3.11" in str(stop.value)
    assert len(str(stop.value).splitlines()) == 2


def test_a_python_without_venv_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "venv", None)
    monkeypatch.setattr(start, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(start, "PYTHON", tmp_path / ".venv" / "bin" / "python")
    with pytest.raises(start.Stop, match=r"sudo apt install python3\.\d+-venv"):
        start.make_venv()


def test_libraries_that_cannot_be_fetched_are_the_networks_fault(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(start, "VENV", tmp_path)
    monkeypatch.setattr(start, "installer", lambda: [shutil.which("false") or "false"])
    lock = tmp_path / "requirements.lock"
    lock.write_text("nothing==1\n")
    with pytest.raises(start.Stop, match=r"mạng"):
        start.install(lock)
    assert not list(tmp_path.glob(".installed-*"))


def test_what_is_installed_already_is_not_installed_again(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked: list[int] = []
    monkeypatch.setattr(start, "VENV", tmp_path)
    monkeypatch.setattr(start, "installer", lambda: asked.append(1) or ["true"])
    lock = tmp_path / "requirements.lock"
    lock.write_text("nothing==1\n")
    start.install(lock)
    start.install(lock)
    assert asked == [1]


@pytest.mark.parametrize("told", [["--port"], ["--port", "x"], ["--port", "70000"]])
def test_a_port_that_is_none_is_not_guessed(told: list[str]) -> None:
    assert start.asked_port(told) is None


def test_the_port_one_asks_for_is_the_port_one_gets() -> None:
    assert start.asked_port([]) == start.PORT
    assert start.asked_port(["--share", "--port", "8600"]) == 8600
