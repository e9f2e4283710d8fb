"""docs/operations.md: every verb with its fields, desks, states and event."""

from collections.abc import Iterator, Mapping
from enum import StrEnum

from sandbox.lifecycle import LIFECYCLE
from sandbox.operations import VERBS, Operation, Stage
from scenarios.handbook.fields import both, opening, pair, table


def printed() -> str:
    """Return the page."""
    return "\n".join([*opening("operations", n=len(VERBS)), *_menu(), *_stages()])


def _menu() -> Iterator[str]:
    heads = ["verb", "stage", "roles", "event"]
    yield f"| {' | '.join(pair(f'handbook.column.{head}') for head in heads)} |"
    yield "|---|---|---|---|"
    for name, verb in VERBS.items():
        cells = [f"[`{name}`](#{name})", pair(f"stage.{verb.stage}"), _roles(verb), verb.premis]
        yield f"| {' | '.join(cells)} |"
    yield ""


def _roles(verb: type[Operation]) -> str:
    return ", ".join(f"`{role}`" for role in sorted(verb.roles))


def _stages() -> Iterator[str]:
    for stage in Stage:
        verbs = [(name, verb) for name, verb in VERBS.items() if verb.stage == stage]
        if not verbs:
            continue
        yield from (f"## {pair(f'stage.{stage}')}", "")
        for name, verb in verbs:
            yield from _verb(name, verb)


def _verb(name: str, verb: type[Operation]) -> Iterator[str]:
    yield from (f"### {name}", "", f"**{pair(f'verb.{name}.title')}**", "")
    told = both(f"verb.{name}.help")
    yield from (told.vi, "", told.en, "")
    roles = ", ".join(f"`{role}` {pair(f'role.{role}')}" for role in sorted(verb.roles))
    yield f"- {pair('handbook.column.roles')}: {roles}"
    yield f"- {pair('handbook.column.event')}: {verb.premis}"
    for kind, steps in LIFECYCLE.items():
        if name in steps:
            yield f"- {pair('handbook.column.states')}: {_moves(kind.__name__, steps[name])}"
    yield ""
    yield from table(verb, without="op", labelled=True)


def _moves(kind: str, steps: Mapping[StrEnum, StrEnum]) -> str:
    """Return ``Document: draft, returned → submitted``; states that stay need no arrow."""
    by_target: dict[str, list[str]] = {}
    for before, behind in steps.items():
        target = "" if before == behind and len(set(steps.values())) > 1 else str(behind)
        by_target.setdefault(target, []).append(str(before))
    return f"{kind}: " + "; ".join(
        ", ".join(f"`{state}`" for state in befores)
        + ("" if not target or befores == [target] else f" → `{target}`")
        for target, befores in by_target.items()
    )
