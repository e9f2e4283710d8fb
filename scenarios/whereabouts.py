"""Where in a scenario's files a problem lies: file and line before its sentence, for authors."""

from pathlib import Path

from base.errors import Misconfigured, Sentence
from base.language import Language, say
from base.strict_yaml import load_yaml
from scenarios.exercise import Exercise

_MAIN = "scenario.yaml"


def told(problem: Sentence, exercise: Exercise, language: Language) -> str:
    """Return a problem's sentence with the file, the line and the path it is about.

    A problem names its path as ``criteria.2.check`` (in ``scenario.yaml``) or, in another file,
    as ``solution.yaml steps.0.with``, or as ``debrief.vi.md``, a text whose line is that of the
    word it is about. One that names none is told as it is.
    """
    path = problem.facts.get("path", "")
    first, _, rest = path.partition(" ")
    file, inner = (first, rest) if first.endswith((".yaml", ".md")) else (_MAIN, path)
    line: int | None
    if first.endswith(".md"):
        inner, line = first, _line_with(exercise.folder / file, problem.facts.get("word", ""))
    else:
        line = _line(exercise.folder / file, inner)
    if not path or line is None:
        return f"{exercise.id}: {say(problem, language)}"
    sentence = say(problem, language, path=inner)
    where = "place" if inner and inner in sentence else "place_and_path"
    return say(
        f"misconfigured.{where}",
        language,
        file=f"{exercise.id}/{file}",
        line=line,
        path=inner,
        told=sentence,
    )


def _line(path: Path, inner: str) -> int | None:
    """Return the line of the longest part of a path that the file has, or None without a file."""
    try:
        lines = load_yaml(path).lines
    except Misconfigured:
        return None
    steps = inner.split(".")
    while steps and ".".join(steps) not in lines:
        steps.pop()
    return lines.get(".".join(steps), 1)


def _line_with(path: Path, word: str) -> int:
    """Return the first line of a text with a word in it."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return next((number for number, line in enumerate(lines, start=1) if word in line), 1)
