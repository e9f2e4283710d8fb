"""Labels in what people read: each is one of the world's, and stands where it is turned to a name.

Hints and the debrief are read with this variant's records in the place of ``$labels``
(``course.hints``); everywhere else a label would be shown as it is written.
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from base.errors import Misconfigured
from base.language import LANGUAGES, Words
from scenarios.exercise import Exercise
from scenarios.model import Scenario
from scenarios.written import known

NAMED: Final = re.compile(r"\$([^\W\d]\w*)")
"""A dollar and a word: ``$request``, and what was meant to be one. ``$100`` is money."""


class Text(NamedTuple):
    """A text of a scenario, where it stands, and whether labels in it become names."""

    path: str
    words: Words
    named: bool = False
    worked: bool = False
    "whether it is the last level of a hint: the worked step"


def problems(exercise: Exercise, labels: set[str]) -> Iterator[Misconfigured]:
    """Say which labels in texts nobody would read as a name, in reading order."""
    faults = {label for recipe in exercise.scenario.world.recipes for label in recipe.faults()}
    for text in [*_of_scenario(exercise.scenario), *_of_files(exercise)]:
        found = {language: NAMED.findall(text.words.read(language)) for language in LANGUAGES}
        for language, words in found.items():
            yield from _of_text(text, _path(text, language), words, labels, faults)
        if text.named and set(found["vi"]) != set(found["en"]):
            shown = {name: ", ".join(sorted(set(words))) or "—" for name, words in found.items()}
            yield Misconfigured("text.labels_differ", path=_path(text, "en"), **shown)


def _of_text(
    text: Text, path: str, words: list[str], labels: set[str], faults: set[str]
) -> Iterator[Misconfigured]:
    dollars = [f"${word}" for word in dict.fromkeys(words)]
    if not text.named:
        for word in dollars:
            yield Misconfigured("text.not_named_here", path=path, word=word)
        return
    yield from known("label", dollars, [f"${label}" for label in labels], path)
    if not text.worked:
        for word in dollars:
            if word.removeprefix("$") in faults:
                yield Misconfigured("text.names_fault", path=path, word=word)


def _path(text: Text, language: str) -> str:
    if text.path.endswith(".md"):
        return text.path.replace(".md", f".{language}.md")
    return f"{text.path}.{language}"


def _of_scenario(scenario: Scenario) -> Iterator[Text]:
    yield Text("title", scenario.title)
    yield Text("summary", scenario.summary)
    yield from (Text(f"objectives.{n}", one) for n, one in enumerate(scenario.objectives))
    for place, letter in enumerate(scenario.letters):
        yield Text(f"letters.{place}.sender", letter.sender)
        yield Text(f"letters.{place}.text", letter.text)
    for place, step in enumerate(scenario.steps):
        yield Text(f"steps.{place}.title", step.title)
        yield Text(f"steps.{place}.help", step.help)
    for place, one in enumerate(scenario.criteria):
        yield Text(f"criteria.{place}.title", one.title)
        if one.consequence:
            yield Text(f"criteria.{place}.consequence", one.consequence)
    for place, hint in enumerate(scenario.hints):
        for number, level in enumerate(hint.levels):
            path, last = f"hints.{place}.levels.{number}", number == len(hint.levels) - 1
            yield Text(path, level, named=True, worked=last and number > 0)


def _of_files(exercise: Exercise) -> Iterator[Text]:
    yield Text("brief.md", exercise.brief)
    yield Text("debrief.md", exercise.debrief, named=True, worked=True)
