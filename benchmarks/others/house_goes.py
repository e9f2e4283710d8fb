"""This house grades a finished attempt in a fresh process: ``house_goes HANDLE``."""

import sys

from base.db import reading
from course.pinned import evidence_of, exercise_of, pinned
from grading.grade import grade


def main() -> None:
    """Grade it and tell the score."""
    with reading() as session:
        kept = pinned(session, sys.argv[1])
        print(grade(evidence_of(session, kept), exercise_of(session, kept).scenario.rubric).score)


if __name__ == "__main__":
    main()
