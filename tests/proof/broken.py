"""Scenarios broken on purpose: one small scenario that proves, and one defect at a time."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import yaml

HERE = Path(__file__).parent / "one-matter"
Yaml = dict[str, Any]


class Files(NamedTuple):
    """The three files of a scenario, as a defect changes them."""

    scenario: Yaml
    solution: Yaml
    decoys: Yaml

    def criterion(self, name: str) -> Yaml:
        return _named(self.scenario["criteria"], name)

    def step(self, name: str) -> Yaml:
        return _named(self.solution["steps"], name)

    def decoy(self, name: str) -> Yaml:
        return _named(self.decoys["decoys"], name)


def _named(listed: list[Yaml], name: str) -> Yaml:
    return next(one for one in listed if one["id"] == name)


class _Plain(yaml.SafeDumper):
    """Writes a thing twice rather than refer to it: our YAML knows no anchors."""

    def ignore_aliases(self, _: Any) -> bool:
        return True


Defect = Callable[[Files], None]


def written(library: Path, defect: Defect | None = None) -> Path:
    """The scenario in a folder of its own, with a defect."""
    folder = library / "one-matter"
    shutil.copytree(HERE, folder)
    files = Files(
        *(yaml.safe_load((folder / f"{name}.yaml").read_text("utf-8")) for name in Files._fields)
    )
    if defect is not None:
        defect(files)
    for name, told in files._asdict().items():
        text = yaml.dump(told, Dumper=_Plain, allow_unicode=True, sort_keys=False)
        (folder / f"{name}.yaml").write_text(text, "utf-8")
    return folder


class Broken(NamedTuple):
    """A defect, and what the prover must say of it."""

    name: str
    defect: Defect
    code: str
    where: str
    "a fact of the message: the criterion, solver or step it must name"
    level: str = "quick"
    seeds: int = 1


def _short(files: Files) -> None:
    files.step("fill")["with"]["documents"] = ["$request"]


def _refused(files: Files) -> None:
    files.solution["steps"].append(
        {"id": "again", "op": "close-file", "with": {"file": "$file"}, "serves": []}
    )


def _already_so(files: Files) -> None:
    """A fact of the world as it begins."""
    files.criterion("closed")["check"] = {
        "kind": "state", "records": {"label": "request"},
        "facts": [{"fact": "field", "field": "direction", "is": "incoming"}],
    }  # fmt: skip


def _everything_is_right(files: Files) -> None:
    files.criterion("right-documents")["check"]["cost"] = 0
    files.criterion("twin-filed")["check"]["records"]["where"] = {"document": "VB9999"}


def _unnoticed(files: Files) -> None:
    """The planted duplicate may be filed, and nothing says so."""
    files.criterion("right-documents")["check"]["cost"] = 0
    files.scenario["criteria"].remove(files.criterion("twin-filed"))
    files.decoys["falls"]["twin"]["loses"] = ["right-documents"]
    files.scenario["overdo"] = []


def _harmless(files: Files) -> None:
    files.decoy("another-file")["edits"][0]["after"] = []


def _says_too_little(files: Files) -> None:
    files.decoy("never-closed")["loses"] = ["closed"]


def _gate_that_never_falls(files: Files) -> None:
    files.scenario["criteria"].append({
        **files.criterion("twin-filed"), "id": "never-falls",
        "check": {"kind": "never", "event": {"verb": "destroy-records"}},
    })  # fmt: skip


def _earned_on_the_way(files: Files) -> None:
    """Earned by a step that serves nothing: no mutant leaves it out."""
    files.criterion("in-order")["points"] = 5
    files.scenario["criteria"].append({
        **files.criterion("closed"), "id": "waited", "points": 5,
        "check": {"kind": "count", "event": {"verb": "advance-clock"}},
    })  # fmt: skip
    files.solution["steps"].append({"id": "wait", "op": "advance-clock", "with": {"hours": 1}})


def _serves_nothing(files: Files) -> None:
    files.solution["steps"].append(
        {"id": "wait", "op": "advance-clock", "with": {"hours": 1}, "serves": ["closed"]}
    )


def _serves_more(files: Files) -> None:
    files.step("open")["serves"] = ["closed", "in-order"]


def _free_to_move(files: Files) -> None:
    """A step said to be independent that is not: shuffled, the order is lost."""
    files.step("close")["after"] = []


def _order_of_what_never_happens(files: Files) -> None:
    files.criterion("in-order")["check"]["events"].append({"verb": "hand-over-files"})


def _task_as_collateral(files: Files) -> None:
    files.criterion("nothing-else")["check"]["allowed"].pop(0)


def _crash(files: Files) -> None:
    files.criterion("closed")["check"]["facts"] = [
        {"fact": "term-at-least", "truth": "a fact the truth lacks"}
    ]


IN_PLAY = [
    Broken("the solution does not reach full marks", _short, "solution_not_full", "solution 1"),
    Broken("a step of the solution is refused", _refused, "solution_stumbles", "again"),
    Broken("a criterion holds before anything is done", _already_so, "idle_earns", "idle"),
    Broken("doing everything passes", _everything_is_right, "overdo_passes", "overdo fill"),
    Broken("a decoy loses nothing", _harmless, "decoy_differs", "another-file"),
    Broken("a decoy loses more than it says", _says_too_little, "decoy_differs", "never-closed"),
    Broken("a gate that never falls", _gate_that_never_falls, "criterion_survives", "never-falls"),
    Broken("a criterion no mutant loses", _earned_on_the_way, "criterion_survives", "waited"),
    Broken("a step that serves nothing", _serves_nothing, "mutant_survives", "drop wait"),
    Broken("a loss off the diagonal", _serves_more, "mutant_spills", "drop open"),
    Broken("a planted fault nobody notices", _unnoticed, "fall_unseen", "fall twin"),
    Broken("an order a shuffle breaks", _free_to_move, "solution_not_full", "shuffle", "full", 3),
    Broken("a criterion nobody can reach", _order_of_what_never_happens, "solution_not_full",
           "solution 1"),
    Broken("the task itself as collateral", _task_as_collateral, "solution_not_full",
           "solution 1"),
    Broken("a check that crashes", _crash, "criterion_broken", "closed"),
]  # fmt: skip
"""Rejected by playing."""


def _dear(files: Files) -> None:
    files.scenario["hints"][0]["prices"] = [40, 40]


def _cycle(files: Files) -> None:
    files.criterion("closed")["requires"] = ["in-order"]
    files.criterion("in-order")["requires"] = ["closed"]


def _paid_for_nothing(files: Files) -> None:
    files.criterion("nothing-else")["points"] = 10
    files.criterion("closed")["points"] = 10


def _uneven(files: Files) -> None:
    files.criterion("closed")["points"] = 30


def _silent_gate(files: Files) -> None:
    del files.criterion("twin-filed")["consequence"]


def _no_fall(files: Files) -> None:
    files.decoys["falls"] = {}


def _unreachable(files: Files) -> None:
    files.step("fill")["after"] = ["close"]


def _unbound(files: Files) -> None:
    files.step("close")["with"] = {"file": "$fil"}


def _no_such_rule(files: Files) -> None:
    files.criterion("closed")["rules"] = ["agency/qc.d999"]


def _twice(files: Files) -> None:
    files.scenario["criteria"].append(dict(files.criterion("closed")))


ON_PAPER = [
    Broken("a hint dearer than its criterion", _dear, "hint.too_dear", "right-documents"),
    Broken("criteria that wait for each other", _cycle, "rubric.cycle", "closed"),
    Broken("points for what nobody does", _paid_for_nothing, "rubric.earns_by_nothing",
           "nothing-else"),
    Broken("points that are not a hundred", _uneven, "rubric.sum", "110"),
    Broken("a gate without a consequence", _silent_gate, "rubric.gate_without_consequence",
           "twin-filed"),
    Broken("a planted fault without a fall", _no_fall, "decoys.no_fall", "twin"),
    Broken("a step after one that never came", _unreachable, "unknown.step", "close"),
    Broken("a label nobody binds", _unbound, "unknown.label", "$fil"),
    Broken("a rule that is not in the book", _no_such_rule, "unknown.rule", "agency/qc.d999"),
    Broken("the same criterion twice", _twice, "rubric.twice", "closed"),
]  # fmt: skip
"""Rejected before anything grows."""
