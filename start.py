#!/usr/bin/env python3
"""Set up and start Kho Tập. Needs Python 3.11 or newer, and nothing else.

python start.py                     set up if needed, then open the app on this machine
python start.py test [pytest …]     set up the test tools too, then run every check
python start.py scenarios|course|sandbox|bench …   run one of the commands, from any folder
python start.py --share             serve a class over the network
python start.py --port 8600         another port
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.request
import webbrowser
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
LEAST = (3, 11)
PORT = 8501
COMMANDS = {"scenarios": "scenarios", "course": "course", "sandbox": "sandbox"}


class Stop(Exception):
    """Something a person must mend; said in Vietnamese, then in English."""

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(f"{vi}\n{en}")


def check_python() -> None:
    """Refuse a Python that is too old, with its number."""
    if sys.version_info < LEAST:
        found = ".".join(map(str, sys.version_info[:3]))
        raise Stop(
            f"Cần Python 3.11 trở lên; máy này đang chạy Python {found}.",
            f"Python 3.11 or newer is needed; this is Python {found}.",
        )


def make_venv() -> None:
    """Make .venv once; say what to install where Python came without it."""
    if PYTHON.exists():
        return
    print("Đang tạo môi trường .venv … / Making .venv …", flush=True)
    try:
        import venv

        venv.EnvBuilder(with_pip=True, clear=VENV.exists()).create(VENV)
    except (ImportError, subprocess.CalledProcessError, SystemExit) as error:
        name = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
        raise Stop(
            f"Máy này thiếu mô-đun venv. Trên Debian hoặc Ubuntu: sudo apt install {name}",
            f"The venv module is missing. On Debian or Ubuntu: sudo apt install {name}",
        ) from error


def install(lock: Path) -> None:
    """Install a hashed lock with uv, unless exactly this lock is installed already."""
    mark = VENV / f".installed-{lock.stem}"
    wanted = hashlib.sha256(lock.read_bytes()).hexdigest()
    if mark.exists() and mark.read_text() == wanted:
        return
    print(f"Đang cài đặt thư viện ({lock.name}) … / Installing libraries …", flush=True)
    hashed = ["pip", "install", "--quiet", "--python", str(PYTHON), "--require-hashes", "-r"]
    try:
        subprocess.run([*installer(), *hashed, str(lock)], check=True)
    except (subprocess.CalledProcessError, OSError) as error:
        raise Stop(
            "Không cài được thư viện. Hãy kiểm tra kết nối mạng (hoặc máy chủ PyPI) rồi chạy lại.",
            "The libraries could not be installed. Check the network (or PyPI mirror), try again.",
        ) from error
    mark.write_text(wanted)


def installer() -> list[str]:
    """Return the command of uv: in .venv, or on this machine, or put into .venv now."""
    own = [str(PYTHON), "-m", "uv"]
    if not subprocess.run([*own, "--version"], capture_output=True, check=False).returncode:
        return own
    if found := shutil.which("uv"):
        return [found]
    pip = [str(PYTHON), "-m", "pip"]
    if subprocess.run([*pip, "--version"], capture_output=True, check=False).returncode:
        subprocess.run([str(PYTHON), "-m", "ensurepip"], stdout=subprocess.DEVNULL, check=True)
    quiet = ["--quiet", "--disable-pip-version-check", "uv>=0.9"]
    subprocess.run([*pip, "install", *quiet], check=True)
    return own


def run(arguments: list[str], **variables: str) -> int:
    """Run Python inside .venv with the project on its path; return its exit code."""
    paths = [str(ROOT), os.environ.get("PYTHONPATH", "")]
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(path for path in paths if path),
        "PYTHONUTF8": "1",
        **variables,
    }
    try:
        return subprocess.call([str(PYTHON), *arguments], env=environment)
    except KeyboardInterrupt:
        return 0


def free(host: str, port: int) -> bool:
    """Tell whether nobody listens there yet."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def own_address() -> str:
    """Return the address this machine has for its neighbours."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # nothing is sent: it only chooses a way out
            return probe.getsockname()[0]
        except OSError:
            return "127.0.0.1"


def open_when_ready(address: str) -> None:
    """Open a browser once the app answers, or leave the address on the screen."""
    for _ in range(240):
        time.sleep(0.5)
        try:
            urllib.request.urlopen(f"{address}/_stcore/health", timeout=2).close()  # noqa: S310
        except OSError:
            continue
        print(f"\nKho Tập: {address}\n", flush=True)
        with contextlib.suppress(webbrowser.Error):  # without a browser the address is enough
            webbrowser.get().open(address)
        return


def server(host: str, port: int) -> list[str]:
    """Return how the app is served: plain uvicorn, which does not wait before small answers."""
    place = ["--app-dir", str(ROOT), "--host", host, "--port", str(port)]
    manner = ["--ws", "websockets-sansio", "--no-access-log", "--log-level", "warning"]
    return ["-m", "uvicorn", "app:app", *place, *manner]


def serve(share: bool, port: int) -> int:
    """Make everything ready, then serve until the app is stopped."""
    host = "0.0.0.0" if share else "127.0.0.1"  # noqa: S104 - a class is what --share is for
    if not free(host, port):
        raise Stop(
            f"Cổng {port} đang được dùng. Hãy chọn cổng khác: python start.py --port {port + 1}",
            f"Port {port} is in use. Choose another: python start.py --port {port + 1}",
        )
    seen = own_address() if share else "127.0.0.1"
    hosts = dict.fromkeys(["127.0.0.1", "localhost", seen])
    if share:
        hosts[socket.gethostname().lower()] = None
    shared = {"KHOTAP_HOSTS": os.environ.get("KHOTAP_HOSTS") or ",".join(hosts)}
    shared |= {"KHOTAP_SHARED": "yes"} if share else {}
    ready = run(["-m", "course", "ready"], **shared)
    if ready:
        return ready
    address = f"http://{seen}:{port}"
    if share:
        print(f"\nĐịa chỉ cho cả lớp / For the class: {address}\n", flush=True)
        print(
            "Lưu lượng trên mạng lớp chưa mã hóa; ra ngoài mạng lớp hãy đặt sau máy chủ HTTPS."
            "\nTraffic is not encrypted: beyond the classroom's network put it behind HTTPS.\n",
            flush=True,
        )
    else:
        threading.Thread(target=open_when_ready, args=(address,), daemon=True).start()
    os.chdir(ROOT)  # Streamlit looks for .streamlit/ here
    return run(server(host, port), **shared)


def main(arguments: list[str]) -> int:
    """Set up, then do what the first argument names."""
    check_python()
    make_venv()
    install(ROOT / "requirements.lock")
    word = arguments[0] if arguments else ""
    if word == "test":
        install(ROOT / "requirements-test.lock")
        return run([str(ROOT / "tests" / "everything.py"), *arguments[1:]])
    if word == "bench":
        install(ROOT / "requirements-test.lock")
        return run([str(ROOT / "benchmarks" / "run.py"), *arguments[1:]])
    if word in COMMANDS:
        return run(["-m", COMMANDS[word], *arguments[1:]])
    port = asked_port(arguments)
    unknown = [one for one in arguments if not one.isdigit() and one not in {"--share", "--port"}]
    if unknown or port is None:
        print(__doc__)
        return 2
    return serve("--share" in arguments, port)


def asked_port(arguments: list[str]) -> int | None:
    """Return the port after ``--port``, the usual one without it, None when it is no port."""
    if "--port" not in arguments:
        return PORT
    told = "".join(arguments[arguments.index("--port") + 1 :][:1])
    return int(told) if told.isdigit() and 0 < int(told) < 65536 else None  # noqa: PLR2004 - ports


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Stop as stop:
        print(stop, file=sys.stderr)
        sys.exit(2)
