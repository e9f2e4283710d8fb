"""The council (hội đồng xét hủy) and the opinion of the competent archive (thẩm định)."""

from typing import Annotated, ClassVar, Literal

from base.errors import Refused
from sandbox.archive import Archive
from sandbox.entities import Disposal, DisposalStatus, File, FileStatus, Post, Role
from sandbox.events import Premis
from sandbox.lifecycle import after, move
from sandbox.operations.operation import (
    Effect,
    Line,
    Operation,
    Stage,
    Text,
    actor,
    refers,
    words,
)

DisposalRef = Annotated[str, refers(Disposal, DisposalStatus.PROPOSED)]


class ConveneCouncil(Operation):
    """Set up the council that reviews a disposal list (thành lập hội đồng xét hủy)."""

    op: Literal["convene-council"] = "convene-council"
    stage: ClassVar = Stage.DISPOSE
    roles: ClassVar = frozenset({Role.LEADER, Role.ARCHIVIST})
    premis: ClassVar = Premis.COUNCIL
    disposal: DisposalRef
    members: list[Annotated[str, refers(Post)]]

    def perform(self, archive: Archive) -> Effect:
        """Name its members; they are asked to vote."""
        case = archive.get(Disposal, self.disposal)
        after(case, self.op)
        for ref in self.members:
            archive.get(Post, ref)
        if not self.members:
            raise Refused("council.nobody")
        archive.change(case, council=sorted(set(self.members)), votes={})
        return Effect(sources=self.members, outcomes=[case.ref])


class CastVote(Operation):
    """Vote as a member, with a reason; dissent is kept (biểu quyết)."""

    op: Literal["cast-vote"] = "cast-vote"
    stage: ClassVar = Stage.DISPOSE
    roles: ClassVar = frozenset(Role) - {Role.AUDITOR}
    premis: ClassVar = Premis.COUNCIL
    disposal: DisposalRef
    vote: Literal["approve", "reject", "abstain"]
    reason: Text = ""

    def perform(self, archive: Archive) -> Effect:
        """Write the vote down."""
        case = archive.get(Disposal, self.disposal)
        after(case, self.op)
        me = actor(archive)
        if me.ref not in case.council:
            raise Refused("council.not_a_member", disposal=case.ref)
        archive.change(
            case, votes={**case.votes, me.ref: {"vote": self.vote, "reason": self.reason}}
        )
        return Effect(outcomes=[case.ref], detail={"vote": self.vote})


class ConcludeCouncil(Operation):
    """Close the council's meeting: what it approves, in minutes (biên bản họp hội đồng)."""

    op: Literal["conclude-council"] = "conclude-council"
    stage: ClassVar = Stage.DISPOSE
    roles: ClassVar = frozenset({Role.LEADER, Role.ARCHIVIST})
    premis: ClassVar = Premis.COUNCIL
    disposal: DisposalRef
    approved: list[Annotated[str, refers(File, FileStatus.REVIEW)]]
    note: Text = ""

    def perform(self, archive: Archive) -> Effect:
        """Keep the council's conclusion; votes cast or not, it advises and does not decide."""
        case = archive.get(Disposal, self.disposal)
        strange = sorted(set(self.approved) - set(case.files))
        if strange:
            raise Refused("disposal.not_listed", ref=", ".join(strange), disposal=case.ref)
        if not case.council:
            raise Refused("council.none", disposal=case.ref)
        whole = set(self.approved) == set(case.files)
        decision = "approve" if whole else "approve-in-part" if self.approved else "reject"
        move(
            archive,
            case,
            self.op,
            council_decision=decision,
            council_files=sorted(set(self.approved)),
            council_at=archive.now,
        )
        return Effect(outcomes=[case.ref], detail={"decision": decision})


class RequestOpinion(Operation):
    """Ask the competent archive authority for its opinion (đề nghị thẩm định)."""

    op: Literal["request-opinion"] = "request-opinion"
    stage: ClassVar = Stage.DISPOSE
    roles: ClassVar = frozenset({Role.ARCHIVIST, Role.LEADER})
    premis: ClassVar = Premis.SUBMISSION
    disposal: Annotated[str, refers(Disposal, DisposalStatus.PROPOSED, DisposalStatus.REVIEWED)]

    def perform(self, archive: Archive) -> Effect:
        """Send the list; the authority answers in its own time."""
        case = archive.get(Disposal, self.disposal)
        after(case, self.op)
        archive.change(case, opinion_asked_at=archive.now)
        return Effect(outcomes=[case.ref])


class GiveOpinion(Operation):
    """Give the authority's opinion on a disposal list (văn bản thẩm định)."""

    op: Literal["give-opinion"] = "give-opinion"
    stage: ClassVar = Stage.DISPOSE
    roles: ClassVar = frozenset({Role.RECEIVER})
    premis: ClassVar = Premis.APPRAISAL
    disposal: Annotated[str, refers(Disposal, DisposalStatus.PROPOSED, DisposalStatus.REVIEWED)]
    number: Line
    agrees: Literal["yes", "in-part", "no"]
    reason: Annotated[str, words(lines=3, optional=True)] = ""

    def perform(self, archive: Archive) -> Effect:
        """Keep the opinion with its number."""
        case = archive.get(Disposal, self.disposal)
        after(case, self.op)
        archive.change(case, opinion=self.number, opinion_at=archive.now)
        return Effect(outcomes=[case.ref], detail={"agrees": self.agrees, "reason": self.reason})
