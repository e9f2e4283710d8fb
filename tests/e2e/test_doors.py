"""The doors over raw HTTP and websocket: forged identities, others' papers, other sites' forms."""

import http.client
import os
import socket
import subprocess
import sys
import time
import urllib.parse
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

from tests.e2e.conftest import Begin

ROOT = Path(__file__).resolve().parents[2]
SAME = {"sec-fetch-site": "same-origin"}


class Answer:
    def __init__(self, raw: http.client.HTTPResponse) -> None:
        self.status, self.headers, self.body = raw.status, raw.headers, raw.read()


def ask(address: str, method: str, path: str, *, form: Any = None, **headers: str) -> Answer:
    host = urllib.parse.urlparse(address).netloc
    connection = http.client.HTTPConnection(host, timeout=20)
    body = urllib.parse.urlencode(form).encode() if form else None
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    if body:
        sent["content-type"] = "application/x-www-form-urlencoded"
    with closing(connection):
        connection.request(method, path, body=body, headers=sent)
        return Answer(connection.getresponse())


def cookie(address: str, login: str = "hocvien", password: str = "hoc-vien-2026") -> str:  # noqa: S107
    form = {"login": login, "password": password}
    answer = ask(address, "POST", "/login", form=form, sec_fetch_site="same-origin")
    assert answer.status == 303
    return answer.headers["set-cookie"].split(";")[0]


def titles(address: str, path: str = "/", **headers: str) -> list[str]:
    """Run the app once over a websocket; return the titles it draws."""
    host = address.replace("http", "ws", 1)
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    found = []
    with connect(
        f"{host}/_stcore/stream", additional_headers=sent, subprotocols=["streamlit"]
    ) as ws:
        ask_run = BackMsg()
        ask_run.rerun_script.query_string = urllib.parse.urlparse(path).query
        ask_run.rerun_script.page_name = urllib.parse.urlparse(path).path.strip("/")
        ws.send(ask_run.SerializeToString())
        for _ in range(400):
            message = ForwardMsg()
            message.ParseFromString(ws.recv(timeout=20))
            heading = message.delta.new_element.heading
            if heading.tag == "h1":
                found.append(heading.body)
            if message.WhichOneof("type") == "script_finished":
                return found
    return found


def test_without_a_sign_in_every_page_leads_to_the_entry(address: str) -> None:
    for path in (
        "/",
        "/desk?attempt=x",
        "/classes",
        "/page/a/b/c/1.png",
        "/file/a/b",
        "/media/x.png",
    ):
        answer = ask(address, "GET", path)
        assert answer.status == 303
        assert answer.headers["location"].startswith("/login")


def test_a_forged_identity_header_opens_nothing(address: str) -> None:
    for forged in ("1", "1.0", "1." + "a" * 64, "quantri"):
        assert titles(address, x_khotap_session=forged) == ["Kho Tập"]
        assert ask(address, "GET", "/", x_khotap_session=forged).status == 303


def test_a_cookie_opens_ones_own_screens(address: str) -> None:
    assert "Lò Thị Mai" in titles(address, cookie=cookie(address))[0]


def test_a_forged_header_beside_a_real_cookie_is_stripped(address: str) -> None:
    mine = cookie(address)
    assert "Lò Thị Mai" in titles(address, cookie=mine, x_khotap_session="4." + "0" * 64)[0]


def test_after_signing_out_the_cookie_is_worth_nothing(address: str) -> None:
    mine = cookie(address)
    assert ask(address, "POST", "/logout", cookie=mine, sec_fetch_site="same-origin").status == 303
    assert titles(address, cookie=mine) == ["Kho Tập"]
    assert ask(address, "GET", "/", cookie=mine).status == 303


def test_another_sites_form_is_refused(address: str) -> None:
    form = {"login": "hocvien", "password": "hoc-vien-2026"}
    for headers in (
        {"sec_fetch_site": "cross-site"},
        {"origin": "http://evil.example"},
        {"referer": "http://evil.example/x"},
        {},
    ):
        assert ask(address, "POST", "/login", form=form, **headers).status == 403
        assert ask(address, "POST", "/language/en", form={"next": "/"}, **headers).status == 403


def test_another_sites_websocket_is_refused(address: str) -> None:
    with pytest.raises(Exception, match="403"):
        titles(address, cookie=cookie(address), origin="http://evil.example")


def test_the_way_on_after_signing_in_stays_inside(address: str) -> None:
    for target in ("//evil.example", "https://evil.example", "/\\evil.example", "javascript:x"):
        form = {"login": "hocvien", "password": "hoc-vien-2026", "next": target}
        answer = ask(address, "POST", "/login", form=form, sec_fetch_site="same-origin")
        assert answer.headers["location"] == "/"


def test_a_page_image_is_its_owners_alone(address: str, pages: str) -> None:
    mine = ask(address, "GET", pages, cookie=cookie(address))
    assert mine.status == 200
    assert mine.body.startswith(b"\x89PNG")
    assert "immutable" in mine.headers["cache-control"]
    theirs = ask(address, "GET", pages, cookie=cookie(address, "hocvien2"))
    assert theirs.status == 404
    teacher = ask(address, "GET", pages, cookie=cookie(address, "giangvien", "giang-vien-2026"))
    assert teacher.status == 200


@pytest.fixture(scope="module")
def mine(begin: Begin) -> str:
    """The handle of somebody's attempt."""
    return begin("hocvien", "what-must-go", "", "1")


@pytest.fixture(scope="module")
def pages(address: str, mine: str) -> str:
    """The address of a page image of somebody's attempt, as their desk shows it."""
    host, sid = address.replace("http", "ws", 1), cookie(address)
    with connect(
        f"{host}/_stcore/stream", additional_headers={"cookie": sid}, subprotocols=["streamlit"]
    ) as ws:
        asked = BackMsg()
        asked.rerun_script.query_string = f"attempt={mine}&at=VB0001"
        asked.rerun_script.page_name = "desk"
        ws.send(asked.SerializeToString())
        while True:
            raw = ws.recv(timeout=20)
            at = raw.find(f"/page/{mine}/".encode())
            if at >= 0:
                return raw[at : raw.index(b".png", at) + 4].decode()


def test_a_paper_is_sent_as_a_file_and_never_shown_in_our_origin(
    address: str, pages: str, mine: str
) -> None:
    part = pages.split("/")[3]
    path = f"/file/{mine}/{part}"
    answer = ask(address, "GET", path, cookie=cookie(address))
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.body.startswith(b"%PDF")
    assert ask(address, "GET", path, cookie=cookie(address, "hocvien2")).status == 404


def test_doors_nobody_needs_are_shut(address: str) -> None:
    mine = cookie(address)
    for path in ("/_stcore/metrics", "/_stcore/agent/openapi.json"):
        assert ask(address, "GET", path, cookie=mine).status == 404


def test_the_page_speaks_its_readers_language_and_carries_tight_headers(address: str) -> None:
    answer = ask(address, "GET", "/", cookie=cookie(address))
    assert b'<html lang="vi">' in answer.body
    assert b"<title>Kho T" in answer.body
    policy = answer.headers["content-security-policy"]
    assert "unsafe-eval" not in policy
    assert "script-src 'self' 'sha256-" in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    english = ask(address, "GET", "/login", accept_language="en-GB")
    assert b'<html lang="en">' in english.body


def test_parts_are_only_our_own(address: str) -> None:
    assert ask(address, "GET", "/parts/explorer.js").status == 200
    for name in ("..%2fmounted.py", "mounted.py", "%2e%2e/shell.py", "nothing.js"):
        assert ask(address, "GET", f"/parts/{name}").status in {303, 400, 404}


def test_the_shell_under_plain_streamlit_gives_nothing(tmp_path: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {**os.environ, "KHOTAP_HOME": str(tmp_path), "KHOTAP_DURABLE": "no"}
    environment["PYTHONPATH"] = os.pathsep.join([os.environ.get("PYTHONPATH", ""), str(ROOT)])
    command = [sys.executable, "-W", "ignore", "-m", "streamlit", "run", "ui/shell.py"]
    server = subprocess.Popen(
        [*command, f"--server.port={port}", "--server.address=127.0.0.1"],
        env=environment, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        here = f"http://127.0.0.1:{port}"
        for _ in range(120):
            try:
                ask(here, "GET", "/_stcore/health")
                break
            except OSError:
                time.sleep(0.25)
        for forged in ("1", "1." + "0" * 64):
            assert titles(here, x_khotap_session=forged) == ["Kho Tập"]
    finally:
        server.terminate()
        server.wait(timeout=20)
