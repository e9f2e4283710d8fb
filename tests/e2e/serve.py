"""Serve the real library as ``start.py`` does: ``python tests/e2e/serve.py PORT``.

What ``start.py`` does after setting up: ``course ready``, then the same server with the same words;
only the oven stays cold, because tests know which variants they need. ``KHOTAP_HOME`` names the
installation's folder.
"""

import os
import runpy
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
os.chdir(ROOT)  # Streamlit looks for .streamlit/ here


def main(port: int) -> None:
    import start
    from course.__main__ import main as course
    from ui.server.baking import Oven

    told = course(["ready"])
    if told:
        sys.exit(told)
    Oven.fill = lambda _self: None  # type: ignore[method-assign]  # the cold oven
    if "--warm" not in sys.argv:
        Oven.look = lambda _self, _at: None  # type: ignore[method-assign]
    sys.argv = start.server("127.0.0.1", port)[1:]
    runpy.run_module("uvicorn", run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main(int(sys.argv[1]))
