"""otter-grader grades the task: one notebook again and again, or many stored ones anew."""

import subprocess
import sys
from pathlib import Path
from pprint import pformat

import nbformat
from nbformat.v4 import new_code_cell, new_notebook
from otter.api import grade_submission

from benchmarks.others import goes, task


def autograder(folder: Path, rows: int, points: dict[str, int]) -> Path:
    """Write a test file for each criterion and pack them: what otter calls an autograder."""
    tests = folder / "tests"
    tests.mkdir(parents=True, exist_ok=True)
    for name, question in task.CRITERIA.items():
        case = {"code": f">>> assert {question}", "hidden": False, "locked": False}
        suite = {"cases": [case], "scored": True, "setup": "", "teardown": "", "type": "doctest"}
        told = {"name": name, "points": points[name], "suites": [suite]}
        text = f"OK_FORMAT = True\n\ntest = {pformat(told)}\n"
        (tests / f"{name}.py").write_text(text, "utf-8")
    table = task.write(folder, rows)
    packed = folder / "autograder.zip"
    command = [sys.executable, "-m", "otter", "generate", "-t", str(tests), "-o", str(packed),
               "--no-environment", str(table)]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, cwd=folder)
    return packed


def handed_in(folder: Path, name: str) -> None:
    """Hand in a finished notebook."""
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    cells = [new_code_cell(task.LOAD), new_code_cell(task.WORK)]
    nbformat.write(new_notebook(cells=cells, metadata=kernel), folder / f"{name}.ipynb")


def graded(notebook: Path, packed: Path) -> float:
    """Grade a notebook; return the score."""
    return float(grade_submission(str(notebook), str(packed), quiet=True).total)


def main() -> None:
    """Prepare, go, and tell the milliseconds."""
    asked = goes.parser().parse_args()
    folder = asked.folder.resolve()
    names = [f"hv{number:03}" for number in range(asked.regrade or 1)]
    if not asked.once:
        autograder(folder, asked.rows, task.POINTS)
        for name in names:
            handed_in(folder, name)
    notebooks = [folder / f"{name}.ipynb" for name in names]
    if not asked.regrade:
        goes.go(asked, lambda: graded(notebooks[0], folder / "autograder.zip"))
        return

    def anew() -> float:
        changed = autograder(folder, asked.rows, task.CHANGED)
        return [graded(notebook, changed) for notebook in notebooks][-1]

    goes.tell(anew, 1, goes.total(task.CHANGED), warm=0)


if __name__ == "__main__":
    main()
