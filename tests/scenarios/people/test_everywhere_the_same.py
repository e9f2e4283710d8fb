import os
import subprocess
import sys

from base.settings import ROOT
from scenarios.recipes.agency import Agency
from scenarios.recipes.correspondents import Correspondents
from scenarios.recipes.file_list import FileList
from tests.scenarios.people.worlds import grown, rows_digest

GROW = """
from tests.scenarios.people.test_everywhere_the_same import grown_here
print("\\n".join(grown_here()))
"""


def grown_here() -> list[str]:
    """Digests of two whole worlds, as this process grows them."""
    return [
        rows_digest(grown(agency, Correspondents(), FileList(years=[2025, 2026]), seed=11))
        for agency in (Agency(), Agency(standing="commune", merged_2025=True))
    ]


def test_a_process_with_other_hashes_in_another_time_zone_grows_the_same():
    here, elsewhere = os.environ.get("PYTHONHASHSEED"), "4242"
    environment = os.environ | {
        "PYTHONHASHSEED": elsewhere if here != elsewhere else "1",
        "TZ": "America/Los_Angeles" if os.environ.get("TZ") is None else "Asia/Ho_Chi_Minh",
        "PYTHONPATH": str(ROOT),
    }
    done = subprocess.run(
        [sys.executable, "-c", GROW],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert len(set(done.stdout.split())) == 2
    assert done.stdout.split() == grown_here()
