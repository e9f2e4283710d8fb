"""nbgrader grades the task: one notebook again and again, or many stored ones anew."""

import shutil
from pathlib import Path
from typing import Any

import nbformat
from nbformat.v4 import new_code_cell, new_notebook
from nbgrader.apps.api import NbGraderAPI
from traitlets.config import Config

from benchmarks.others import goes, task

NAME = "register"


def notebook(points: dict[str, int]) -> Any:  # noqa: ANN401 - nbformat's node
    """Return the teacher's notebook: the register, the answer's cell, a test for each criterion."""
    cells = [
        new_code_cell(task.LOAD),
        _cell(f"### BEGIN SOLUTION\n{task.WORK}\n### END SOLUTION", "work", solution=True),
    ]
    for name, question in task.CRITERIA.items():
        cells.append(_cell(f"assert {question}", name, points=points[name]))
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    return new_notebook(cells=cells, metadata=kernel)


def _cell(text: str, name: str, *, solution: bool = False, points: int = 0) -> Any:  # noqa: ANN401
    told = {
        "grade": not solution,
        "solution": solution,
        "locked": not solution,
        "task": False,
        "grade_id": name,
        "schema_version": 3,
        **({} if solution else {"points": points}),
    }
    return new_code_cell(text, metadata={"nbgrader": told})


def api(folder: Path) -> NbGraderAPI:
    """Return nbgrader's interface to a course in a folder."""
    config = Config()
    config.CourseDirectory.root = str(folder)
    config.CourseDirectory.course_id = NAME
    config.NbGraderAPI.log_level = "ERROR"
    return NbGraderAPI(config=config)


def assigned(folder: Path, rows: int, points: dict[str, int]) -> None:
    """Write the teacher's notebook and make the release version of it."""
    source = folder / "source" / NAME
    task.write(source, rows)
    nbformat.write(notebook(points), source / "register.ipynb")
    _sound(api(folder).generate_assignment(NAME, force=True, create=True))


def handed_in(folder: Path, rows: int, student: str) -> None:
    """Hand in a finished notebook."""
    place = folder / "submitted" / student / NAME
    task.write(place, rows)
    shutil.copy(folder / "release" / NAME / "register.ipynb", place)
    told = nbformat.read(place / "register.ipynb", as_version=4)
    told.cells[1].source = task.WORK
    nbformat.write(told, place / "register.ipynb")


def _sound(done: dict[str, Any]) -> None:
    if not done["success"]:
        raise RuntimeError(f"{done.get('error')}\n{done.get('log')}")


def graded(folder: Path, student: str) -> float:
    """Grade what somebody handed in; return the score."""
    course = api(folder)
    _sound(course.autograde(NAME, student, force=True, create=True))
    with course.gradebook as book:
        return float(book.find_submission(NAME, student).score)


def main() -> None:
    """Prepare, go, and tell the milliseconds."""
    asked = goes.parser().parse_args()
    folder = asked.folder.resolve()
    students = [f"hv{number:03}" for number in range(asked.regrade or 1)]
    if not asked.once:
        folder.mkdir(parents=True, exist_ok=True)
        assigned(folder, asked.rows, task.POINTS)
        for student in students:
            handed_in(folder, asked.rows, student)
    if not asked.regrade:
        goes.go(asked, lambda: graded(folder, students[0]))
        return

    def anew() -> float:
        assigned(folder, asked.rows, task.CHANGED)
        return [graded(folder, student) for student in students][-1]

    goes.tell(anew, 1, goes.total(task.CHANGED), warm=0)


if __name__ == "__main__":
    main()
