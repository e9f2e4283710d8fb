"""The typed scenario file: what an instructor writes and an archivist can review."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, Literal  # field values in solutions are JSON

from pydantic import Field

from base.language import Words
from base.model import Value
from grading.pick import Pick
from grading.rubric import Criterion, Rubric, Slug
from sandbox.operations import Stage
from scenarios.recipes import AnyRecipe

Label = Annotated[str, Field(pattern=r"^\$[a-z][a-z0-9_]*$")]
"""A name of a record of the world, as ``$request``."""


class Status(StrEnum):
    """Where a scenario is in its own life."""

    DRAFT = "draft"
    PROVEN = "proven"
    RELEASED = "released"
    RETIRED = "retired"


class Mode(StrEnum):
    """How a scenario is played; a policy, not another scenario."""

    GUIDED = "guided"
    PRACTICE = "practice"
    EXAM = "exam"


class Answer(Value):
    """What a colleague does, perhaps only when they notice something."""

    when: str | None = None
    "a question of ``sandbox.colleagues``; without it, always"
    do: dict[str, Any] = {}
    "a request; ``@document`` stands for what the errand is about; empty: they do nothing"


class ColleagueSpec(Value):
    """A simulated colleague of the trainee."""

    post: Label
    on: str
    "the verb they answer"
    where: dict[str, Any] = {}
    after_minutes: int = Field(default=60, ge=0, le=60 * 24 * 400)
    replies: list[Answer] = Field(min_length=1)


class World(Value):
    """What grows: a moment and a list of recipes."""

    now: datetime
    "when the exercise begins, on the simulated clock"
    recipes: list[AnyRecipe] = Field(min_length=1)


class Guide(Value):
    """One step of the way, as guided mode shows it."""

    id: Slug
    title: Words
    help: Words
    desk: Label | None = None
    verbs: list[str] = []
    "verbs offered first at this step"
    done: list[Slug] = []
    "criteria that hold when the step is done"


class Hint(Value):
    """Three levels for one criterion: the policy, where to look, the worked step."""

    criterion: Slug
    levels: list[Words] = Field(min_length=1, max_length=3)
    prices: list[int] = Field(min_length=1, max_length=3)


class Place(Value):
    """A field of a step of the solution."""

    step: Slug
    field: str


class Overdo(Value):
    """How to overdo the solution: these fields take every record of the kind."""

    records: Pick
    into: list[Place] = Field(min_length=1)


class Letter(Value):
    """A paper or message that arrives by itself, so many minutes after the start."""

    to: Label
    sender: Words
    text: Words
    about: Label | None = None


class Policies(Value):
    """What an attempt may do; a mode or an instructor may override it."""

    attempts: int | None = Field(default=None, ge=1)
    checks: int = Field(default=5, ge=0)
    "how often “check my work” may be asked"
    hints: bool = True
    resets: bool = True
    strict: list[Slug] = []
    "criteria (never, never-so) that refuse the act instead of judging it, for beginners"


class Scenario(Value):
    """One exercise. Its folder also holds brief, debrief, solution and decoys."""

    id: Slug
    version: int = Field(ge=1)
    status: Status = Status.DRAFT
    title: Words
    summary: Words
    stages: list[Stage] = Field(min_length=1)
    mode: Mode = Mode.PRACTICE
    minutes: int = Field(ge=1, le=600)
    objectives: list[Words] = Field(min_length=1)
    competencies: list[Slug] = Field(min_length=1)
    world: World
    desks: list[Label] = Field(min_length=1)
    "the posts the trainee may sit at, the first one first"
    colleagues: list[ColleagueSpec] = []
    letters: list[Letter] = []
    steps: list[Guide] = Field(min_length=1)
    criteria: list[Criterion] = Field(min_length=1)
    pass_mark: int = Field(default=70, ge=1, le=100)
    hints: list[Hint] = []
    overdo: list[Overdo] = []
    policies: Policies = Policies()

    @property
    def rubric(self) -> Rubric:
        """The criteria with the pass mark."""
        return Rubric(criteria=self.criteria, pass_mark=self.pass_mark)


class Step(Value):
    """One step of a solution: a request, the desk it is done at, what it serves.

    ``with`` holds the request's fields; in them ``$label`` stands for a record, ``{tag: …}``,
    ``{pick: …}`` for lists of codes, ``{fact: term, of: $it}`` for what the truth says,
    ``{field: subject, of: $it}`` for a field of a record, ``{fill: "…{subject}…", of: $it}`` for
    a text filled from a record.
    """

    id: Slug
    op: str
    desk: Label | None = None
    fields: Annotated[dict[str, Any], Field(alias="with")] = {}
    made: Annotated[dict[str, str], Field(alias="as")] = {}
    "name in the receipt → label it is bound to: ``{document: reply}``"
    each: Pick | None = None
    "repeat for each of these records, as ``$it``"
    serves: list[Slug] = []
    "criteria that are lost when this step is left out"
    after: list[Slug] | None = None
    "steps that must come before; the one above unless told"
    equally: dict[str, list[Label]] = {}
    "field → records that would be as right in it, such as a duplicate; mutants pass them over"


class Solution(Value):
    """One way to full marks."""

    title: Words | None = None
    steps: list[Step] = Field(min_length=1)
    answers: dict[str, Any] = {}


class Edit(Value):
    """One change to the solution: what decoys, falls and mutants are made of."""

    drop: Slug | None = None
    swap: tuple[Slug, Slug] | None = None
    step: Slug | None = None
    "the step whose fields change, or at which something is put in"
    change: dict[str, Any] = {}
    "new values of its fields"
    include: dict[str, Any] = {}
    "field → records put into its list"
    exclude: dict[str, Any] = {}
    "field → records taken out of its list"
    before: list[Step] = []
    "steps done before it"
    after: list[Step] = []
    "steps done after it"
    answers: dict[str, Any] = {}


class Decoy(Value):
    """A tempting mistake, and exactly what it must lose."""

    id: Slug
    title: Words
    edits: list[Edit] = Field(min_length=1)
    loses: list[Slug] = Field(min_length=1)
    "criteria (gates among them) that are lost; any other loss is a defect of the scenario"


class Decoys(Value):
    """The decoys of a scenario, and how one falls for each planted fault."""

    decoys: list[Decoy] = Field(min_length=1)
    falls: dict[str, Decoy] = {}
    "label of a planted fault → the decoy that falls for it"


Kind = Literal["solution", "idle", "overdo", "decoy", "mutant", "fall", "shuffle", "walk"]
"""The solvers a proof runs."""
