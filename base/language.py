"""Words in two languages: every floor keeps its own catalogue beside its code."""

import re
from collections.abc import Mapping
from functools import cache
from string import Formatter
from typing import Final, Literal, TypeGuard, get_args

from base.errors import Sentence
from base.model import Value
from base.settings import ROOT
from base.strict_yaml import load_yaml

Language = Literal["vi", "en"]
LANGUAGES: Final = get_args(Language)


class Words(Value):
    """A text in both languages, as content carries it (``title: {vi: …, en: …}``)."""

    vi: str
    en: str

    def read(self, language: Language) -> str:
        """Return the text in ``language``."""
        return self.vi if language == "vi" else self.en


def is_language(text: str | None) -> TypeGuard[Language]:
    """Whether ``text`` names a language we speak."""
    return text in LANGUAGES


@cache
def catalogue(language: Language) -> Mapping[str, str]:
    """Return every sentence of ``language``: ``<floor>/words/<language>.yaml``, keys dotted.

    Raises:
        ValueError: when two floors define the same key.
    """
    words: dict[str, str] = {}
    for path in sorted(ROOT.glob(f"*/words/{language}.yaml")) + sorted(
        ROOT.glob(f"*/words/{language}/*.yaml")
    ):
        for key, text in _flat(load_yaml(path).data):
            if key in words:
                message = f"{path}: the key {key} stands in another catalogue too"
                raise ValueError(message)
            words[key] = text
    return words


def _flat(tree: object, prefix: str = "") -> list[tuple[str, str]]:
    if not isinstance(tree, dict):
        return [(prefix, str(tree))]
    return [
        pair
        for key, branch in tree.items()
        for pair in _flat(branch, f"{prefix}.{key}" if prefix else str(key))
    ]


def knows(key: str) -> bool:
    """Whether both catalogues have the key."""
    return all(key in catalogue(language) for language in LANGUAGES)


def say(key: str | Sentence, language: Language, /, **facts: object) -> str:
    """Return the sentence under ``key`` in ``language`` with its facts filled in.

    A fact that is itself a key written ``@some.key``, or lists such keys with commas, is said in
    the same language, so that an error can name a state or a verb. A key that no catalogue has
    is returned in ⟦⟧: a defect that a law test finds, but never a crash before a learner.
    """
    if isinstance(key, Sentence):
        facts = {**key.facts, **facts}
        key = key.code
    text = catalogue(language).get(key)
    if text is None:
        return f"⟦{key}⟧"
    spoken = {name: _spoken(fact, language) for name, fact in facts.items()}
    return _Gentle().vformat(text, (), spoken)


_KEY: Final = re.compile(r"@[\w-]+(\.[\w-]+)+\.?")
"""A key as a fact names it; a name or title that merely begins with @ is none."""


def _spoken(fact: object, language: Language) -> object:
    if isinstance(fact, Words):
        return fact.read(language)
    parts = [part.strip() for part in fact.split(",")] if isinstance(fact, str) else []
    if not any(_KEY.fullmatch(part) for part in parts):
        return fact
    return ", ".join(say(p[1:], language) if _KEY.fullmatch(p) else p for p in parts)


class _Gentle(Formatter):
    """Formats like ``str.format`` and shows a missing fact as an ellipsis."""

    def get_value(self, key: int | str, _args: object, kwargs: Mapping[str, object]) -> object:
        return kwargs.get(str(key), "…")


def placeholders(text: str) -> frozenset[str]:
    """Return the names of the facts a sentence needs."""
    return frozenset(name for _, name, _, _ in Formatter().parse(text) if name)
