"""Serve the house on a planted archive: ``python tests/e2e/serve.py PORT`` with KHOTAP_HOME set."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
os.chdir(ROOT)  # Streamlit looks for .streamlit/ here


def main(port: int) -> None:
    import uvicorn

    from base.clock import wall
    from base.db import reading, upgrade
    from base.settings import settings
    from course.demo import open_demo
    from course.people import person
    from course.tables import AccountRow
    from tests.ui import planting, practice

    folder = settings().home / "library"
    exercises = [
        practice.scenario(folder, "practice-file", "guided"),
        practice.scenario(folder, "practice-disposal", "practice"),
    ]
    practice.use_library(folder)
    upgrade()
    open_demo(wall())
    from sqlmodel import select

    with reading() as session:
        rows = session.exec(select(AccountRow).where(AccountRow.role == "trainee")).all()
        people = [person(row) for row in rows]
    for exercise, desk in zip(exercises, ("clerk", "archivist"), strict=True):
        planting.begin(people[0], exercise, at=wall(), desk=desk)
    import app

    uvicorn.run(app.app, host="127.0.0.1", port=port, ws="websockets-sansio", log_level="warning")


if __name__ == "__main__":
    main(int(sys.argv[1]))
