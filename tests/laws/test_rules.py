"""Laws over the rulebook: every rule is cited, and those that nothing uses are known by name."""

import re
from functools import cache

from base.settings import ROOT
from sandbox.rulebook import rulebook

UNUSED = ROOT / "tests" / "golden" / "unused_rules.txt"
FLOORS = ("sandbox", "grading", "scenarios", "course", "ui")
READ = {".py", ".yaml", ".md"}
RULE = re.compile(r"\b(?:rule|agency|practice|conflict)/[\w.-]*\w")


@cache
def used() -> frozenset[str]:
    """Rules that a verb, a check, a detector, a recipe, a scenario or a lesson names.

    A law that a used agency article carries out is used through it.
    """
    known = {rule.id for rule in rulebook().rules}
    named: set[str] = set()
    for floor in FLOORS:
        for path in sorted((ROOT / floor).rglob("*")):
            told = path.relative_to(ROOT).parts
            if path.suffix in READ and told[:3] != ("sandbox", "rulebook", "data"):
                named |= set(RULE.findall(path.read_text(encoding="utf-8"))) & known
    carried = {law for rule in named for law in rulebook().rule(rule).carries_out}
    return frozenset(named | carried)


def unused() -> list[str]:
    """Rules that are only read, in order."""
    return sorted({rule.id for rule in rulebook().rules} - used())


def test_every_rule_names_its_source() -> None:
    for rule in rulebook().rules:
        assert rule.citation.vi.strip(), rule.id
        assert rule.citation.en.strip(), rule.id
        assert rule.cites or rule.kind != "law", rule.id


def test_rules_that_nothing_uses_yet_are_listed() -> None:
    """Write the list again with ``python -m tests.laws.test_rules``."""
    assert unused() == UNUSED.read_text(encoding="utf-8").split()


if __name__ == "__main__":
    UNUSED.write_text("\n".join(unused()) + "\n", encoding="utf-8")
