"""Serve the real library as ``start.py`` does: ``python tests/e2e/serve.py PORT``.

What ``start.py`` does after setting up: ``course ready``, then the same server with the same words.
``KHOTAP_HOME`` names the installation's folder.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
os.chdir(ROOT)  # Streamlit looks for .streamlit/ here


def main(port: int) -> None:
    import start

    os.environ["PYTHONPATH"] = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
    subprocess.run([sys.executable, "-m", "course", "ready"], check=True)
    os.execv(sys.executable, [sys.executable, "-W", "ignore", *start.server("127.0.0.1", port)])  # noqa: S606 - our own server


if __name__ == "__main__":
    main(int(sys.argv[1]))
