"""What every command line of the house shares: language, JSON, errors as sentences, exit codes."""

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from typing import Final, NoReturn

from base.errors import Spoken
from base.language import Language, is_language, say

FAILED: Final = 1
"""The work was done and its answer is no."""
UNABLE: Final = 2
"""The work could not be done: wrong words, unreadable files."""


def language() -> Language:
    """Return the terminal's language: ``KHOTAP_LANGUAGE``, else English unless the locale is vi."""
    chosen = os.environ.get("KHOTAP_LANGUAGE")
    if is_language(chosen):
        return chosen
    locale = os.environ.get("LC_ALL") or os.environ.get("LANG") or ""
    return "vi" if locale.startswith("vi") else "en"


def shown(value: object) -> str:
    """Return JSON as commands print it: readable, real letters, keys as given."""
    return json.dumps(value, ensure_ascii=False, indent=2)


class Parser(argparse.ArgumentParser):
    """A parser whose mistakes end with exit code 2 and one line."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and how to call."""
        self.exit(UNABLE, f"{self.prog}: {message}\n{self.format_usage()}")


def obey(
    work: Callable[[argparse.Namespace], int],
    parser: argparse.ArgumentParser,
    words: Sequence[str] | None,
) -> int:
    """Parse the words and do the work; a spoken error becomes one sentence and exit code 2."""
    arguments = parser.parse_args(words)
    try:
        return work(arguments)
    except Spoken as error:
        print(say(error.sentence, language()), file=sys.stderr)  # noqa: T201 - a command line
        return UNABLE
    except BrokenPipeError:
        return UNABLE
