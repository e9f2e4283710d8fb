"""Errors are a code and its facts; the sentence stands in the catalogues, in both languages."""

from collections.abc import Mapping
from difflib import get_close_matches
from typing import ClassVar

from base.model import Value


class Sentence(Value):
    """A code with its facts, to be said in the reader's language by ``base.language.say``."""

    code: str
    facts: dict[str, str] = {}


class Spoken(Exception):
    """An error with a sentence for people.

    Args:
        code: key in the catalogues, for example ``"hold.in_force"``.
        facts: what fills the placeholders of the sentence; shown as text.
    """

    prefix: ClassVar[str] = ""

    def __init__(self, code: str, **facts: object) -> None:
        """Keep the code and the facts; ``str()`` shows them for developers."""
        self.code = code
        self.facts: Mapping[str, str] = {name: str(fact) for name, fact in facts.items()}
        super().__init__(f"{code} {dict(self.facts)}")

    @property
    def sentence(self) -> Sentence:
        """The same as a value that may leave the session."""
        return Sentence(code=f"{self.prefix}{self.code}", facts=dict(self.facts))


class Refused(Spoken):
    """The archive, or the school, does not do this, and says why and what would help.

    The sentence stands under ``refused.<code>``.
    """

    prefix = "refused."


class Misconfigured(Spoken):
    """An author's or operator's mistake: names the file, the path in it and the right word.

    The sentence stands under ``misconfigured.<code>``.
    """

    prefix = "misconfigured."


def nearest(word: str, choices: list[str]) -> str:
    """Return the choice most like ``word``, or ``""`` when none is near."""
    found = get_close_matches(word, choices, n=1, cutoff=0.6)
    return found[0] if found else ""
