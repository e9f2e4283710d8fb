"""A story: how one kind of work runs, as a chain of documents that an office would write."""

from functools import cache, cached_property
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import Field, TypeAdapter

from base.errors import Misconfigured
from base.model import Value
from base.strict_yaml import load_yaml
from sandbox.paper.kinds import DocumentType
from scenarios.recipes.stories_bodies import Items, texts_of
from scenarios.recipes.stories_slots import Slot

DATA: Final = Path(__file__).parent / "data" / "stories"

Role = Literal[
    "own", "staff", "superior", "department", "commune", "unit", "company", "rival", "citizen",
    "archive",
]  # fmt: skip
"""Who writes a document: the agency, a member of its staff (without number and seal), the agency
above, another department, a commune, a public service unit, a company and its competitor, a
citizen, the historical archive."""

Signer = Literal["head", "deputy", "chief", "unit-head", "any-leader"]
"""Who signs: the head, a deputy (KT.), the head of the office or of a unit (TL.), or whoever of
the leaders has the field."""

Kind = Literal["department", "commune", "unit"]
Form = Literal["annex", "annex-file", "sheet", "mail", "photo"]

Texts = Annotated[list[str], Field(min_length=1)]


class Enclosed(Value):
    """Something that goes with a document: an annex, a workbook, a message, a photograph."""

    form: Form = "annex"
    """``annex``: in the same file; ``annex-file``: a PDF of its own (on paper, in the same file);
    ``sheet``: a workbook with the annex's table; ``mail``: a message; ``photo``: a photograph of
    what its title says."""
    title: str
    body: Items = []
    landscape: bool = False
    label: str | None = None


class Step(Value):
    """One document of a chain."""

    step: str
    "its name in the story"
    type: DocumentType | None = None
    "None: none of the 29 types (an application, a list); it then has a heading"
    heading: str = ""
    author: Role = "own"
    by: Signer = "any-leader"
    to: list[Role] = []
    "whom it is addressed to (Kính gửi), or sent to"
    addressed: list[str] = []
    "addressees written out, in place of ``to``"
    subject: Texts
    "trích yếu: one of these"
    cited: str = ""
    "how others cite it, when it has no number: “đơn đề ngày {day}”"
    grounds: list[str] = []
    "căn cứ; ``law:<key>`` for a law of the dated list, ``@step`` for a document of the chain"
    body: Items
    enclosed: list[Enclosed] = []
    recipients: list[str] = []
    "lines of Nơi nhận between the first and “Lưu”"
    after: tuple[int, int] = (1, 4)
    "working days after the step before, or after ``follows``"
    follows: str = ""
    reply: str = ""
    "the step it answers"
    refers: list[str] = []
    "steps it names"
    chance: float = Field(default=1, gt=0, le=1)
    "how often the step happens at all"
    copy_of: str = ""
    "it is a copy of that step: sao y, sao lục or trích sao"
    copy_form: Literal["", "SY", "SL", "TrS"] = ""
    era: Literal["", "paper"] = ""
    "``paper``: only where the chain began before the agency worked electronically"
    urgency: Literal["none", "khan", "thuong-khan", "hoa-toc"] = "none"
    numbered: bool = True
    landscape: bool = False
    hand: str = ""
    "slot of the person who signs an application; the citizen, or the head of the unit, unless told"
    carrier: Literal["", "paper"] = ""
    "a paper original, whatever the year: it was scanned when it came"

    def texts(self) -> list[str]:
        """Return every text of the step."""
        enclosed = [part for one in self.enclosed for part in (one.title, *texts_of(one.body))]
        lines = [*self.subject, *self.grounds, *self.addressed, *self.recipients, self.cited]
        return [*lines, *texts_of(self.body), *enclosed]


class Story(Value):
    """How one kind of work runs."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
    area: str
    "which field of work: ``personnel``, ``finance``, ``records`` …"
    rows: Annotated[list[str], Field(min_length=1)]
    """Rows of the agency's retention table; with two or more the file is mixed and takes the
    longest term."""
    title: Texts
    "title of the file: kind – content – place – time"
    kinds: list[Kind] = ["department", "commune", "unit"]
    "which agencies do this work"
    shape: Literal["case", "month", "quarter", "half", "year"] = "case"
    since: int = 2000
    "the first year in which it happens"
    until: int = 2100
    months: tuple[int, int] = (1, 12)
    "in which months it begins"
    days: tuple[int, int] = (1, 31)
    "on which days of the month it begins"
    slots: dict[str, Slot] = {}
    chain: Annotated[list[Step], Field(min_length=2)]
    mode: Literal["01", "02"] = "01"
    counterpart: str = ""
    """Abbreviation of the department that plays in it (``STC``); where there is none the agency
    above plays in its place."""

    trade: list[str] = []
    "words in the name of a company that would do this; the others play when none has them"

    def texts(self) -> list[str]:
        """Return every text of the story, for checking what it names."""
        return texts_of([*self.title, *(part for step in self.chain for part in step.texts())])

    @cached_property
    def whole(self) -> str:
        """Every text of the story in one, for seeing whom it names; copies of a story share it."""
        return " ".join(self.texts())

    def step(self, name: str) -> Step:
        """Return the step of a name."""
        return next(step for step in self.chain if step.step == name)


@cache
def stories() -> dict[str, Story]:
    """Return every story by its id, in order of the files.

    Raises:
        Misconfigured: ``story.twice`` for an id in two files; what YAML and the model refuse.
    """
    found: dict[str, Story] = {}
    for path in sorted(DATA.glob("*.yaml")):
        for story in TypeAdapter(list[Story]).validate_python(load_yaml(path).data):
            if story.id in found:
                raise Misconfigured("story.twice", file=path.name, word=story.id)
            found[story.id] = story
    return found
