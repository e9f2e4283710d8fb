"""The rulebook: every rule by id, by day, by stage, by instrument, and by the words in it."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache, cached_property
from typing import Final

from base.errors import Misconfigured, nearest
from base.language import Language
from sandbox.rulebook.entries import written_rules
from sandbox.rulebook.folding import fold
from sandbox.rulebook.row_rules import as_rule
from sandbox.rulebook.rule import NotInRulebook, Rule, RuleId, Stage, Standing
from sandbox.rulebook.schedules import has_row, row_ids
from sandbox.rulebook.volumes import volume


class Book:
    """The rules, in reading order. Rows of retention tables answer by id too."""

    def __init__(self, rules: Iterable[Rule], *, book_date: date) -> None:
        """Keep ``rules``; ``book_date`` is the day up to which the law was followed."""
        self.rules: Final = tuple(rules)
        self.book_date: Final = book_date
        self._by_id = {rule.id: rule for rule in self.rules}

    def ids(self) -> frozenset[RuleId]:
        """Return the ids of every rule and every row of a retention table."""
        return self._ids

    @cached_property
    def _ids(self) -> frozenset[RuleId]:
        return frozenset([*self._by_id, *row_ids()])

    def rule(self, name: RuleId) -> Rule:
        """Return the rule of this id, whatever the day; a ``term/…`` row reads as a rule.

        Raises:
            Misconfigured: when there is none; names the nearest id.
        """
        if name in self._by_id:
            return self._by_id[name]
        if has_row(name):
            return as_rule(name)
        near = nearest(name, [*self._by_id, *row_ids()]) or "–"
        raise Misconfigured("rulebook.unknown_rule", rule=name, nearest=near)

    def at(self, name: RuleId, day: date) -> Rule | NotInRulebook:
        """Return the rule that governs an act of ``day``, judged by the rule asked for.

        Before its own time the rule of the earlier regime answers, if we hold one; after it the
        one that replaced it. After the book's date the last enacted text holds.
        ``Rule.standing`` says which of these it is.
        """
        asked = self.rule(name)
        if asked.held_on(day):
            return _standing(asked, Standing.IN_FORCE, late=day > self.book_date)
        early = day < asked.holds_from
        family = list(self._before(asked) if early else self._after(asked))
        for other in family:
            if other.held_on(day):
                found = Standing.EARLIER if early else Standing.LATER
                return _standing(other, found, late=day > self.book_date)
        first = min(rule.holds_from for rule in [asked, *family])
        return NotInRulebook(id=name, day=day, holds_from=first, holds_to=asked.holds_to)

    def _before(self, rule: Rule) -> Iterator[Rule]:
        for name in rule.replaces:
            yield self.rule(name)
            yield from self._before(self.rule(name))

    def _after(self, rule: Rule) -> Iterator[Rule]:
        for other in self.rules:
            if rule.id in other.replaces:
                yield other
                yield from self._after(other)

    def by_stage(self, stage: Stage) -> list[Rule]:
        """Return the rules of a stage: the agency's articles first, as they are shown first."""
        found = [rule for rule in self.rules if rule.stage is stage]
        return sorted(found, key=lambda rule: not rule.id.startswith("agency/"))

    def citing(self, instrument: str) -> list[Rule]:
        """Return the rules that cite an instrument."""
        return [rule for rule in self.rules if instrument in rule.instruments]

    def carried_out_by(self, name: RuleId) -> list[Rule]:
        """Return the agency's articles that carry out a rule."""
        return [rule for rule in self.rules if name in rule.carries_out]

    def search(self, text: str, language: Language) -> list[Rule]:
        """Return the rules in which every word of ``text`` occurs, titles first.

        Diacritics do not matter: «tieu huy» finds «tiêu hủy». An empty text finds nothing.
        """
        words = fold(text).split()
        if not words:
            return []
        hits = [
            (_rank(words, title, whole), place)
            for place, (title, whole) in enumerate(self._folded[language])
            if all(word in whole for word in words)
        ]
        return [self.rules[place] for _, place in sorted(hits)]

    @cached_property
    def _folded(self) -> dict[Language, list[tuple[str, str]]]:
        return {"vi": _pages(self.rules, "vi"), "en": _pages(self.rules, "en")}

    def list_unused(self, used: Iterable[str]) -> list[RuleId]:
        """Return the ids of rules that nobody uses, in reading order; rows are not counted."""
        known = frozenset(used)
        return [rule.id for rule in self.rules if rule.id not in known]


def _standing(rule: Rule, found: Standing, *, late: bool) -> Rule:
    standing = Standing.LAST_ENACTED if late else found
    return rule if standing is rule.standing else rule.model_copy(update={"standing": standing})


def _pages(rules: Sequence[Rule], language: Language) -> list[tuple[str, str]]:
    return [_page(rule, language) for rule in rules]


def _page(rule: Rule, language: Language) -> tuple[str, str]:
    title = rule.title.read(language)
    parts = [title, rule.text.read(language), rule.citation.read(language), rule.id]
    if rule.mistake:
        parts.append(rule.mistake.read(language))
    return fold(title), fold(" ".join(parts))


def _rank(words: list[str], title: str, whole: str) -> int:
    phrase = " ".join(words)
    if phrase in title:
        return 0
    if all(word in title for word in words):
        return 1
    return 2 if phrase in whole else 3


@cache
def rulebook() -> Book:
    """Return the book, read once a process.

    Raises:
        Misconfigured: when a data file is wrong.
    """
    return Book(written_rules(), book_date=date.fromisoformat(volume("book")["date"]))


def as_markdown() -> str:
    """Return the whole book as the page ``docs/rulebook.md``."""
    from sandbox.rulebook.printed import printed

    return printed(rulebook())
