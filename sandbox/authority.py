"""The fourth panel: what a signature's cryptography cannot know, from the archive's own rows.

Is it the right agency's seal, is the signer somebody who may sign, are both signatures there,
in the right order? (NĐ 30/2020 Đ5, Đ13, Đ14, Đ32; archive rows at the simulated moment.)
"""

from base.model import Value
from sandbox.entities import Certificate, Component, ComponentRole, Document, Organisation
from sandbox.shelf import Shelf
from sandbox.signing.pki import Pki
from sandbox.signing.report import Kind, Panel, SignatureCheck, SignatureReport
from sandbox.signing.trust import Trust, trust_of
from sandbox.signing.verify import verify
from sandbox.verdicts import Remark, Verdict, worst


class Judgement(Value):
    """What is said of a document's signatures as a whole."""

    verdict: Verdict
    report: SignatureReport
    authority: Panel
    remarks: tuple[Remark, ...] = ()
    "every remark that is not merely fine, the authority panel's last"


def judge_document(shelf: Shelf, document: Document, *, both: bool = True) -> Judgement:
    """Verify a document's main component at the simulated present and ask the fourth question.

    Args:
        shelf: the archive, or a world that is being planted.
        document: whose main component is judged.
        both: whether the agency's signature is asked for too.
    """
    parts = shelf.all(Component, document=document.ref, role=ComponentRole.MAIN)
    pdf = _content(shelf, parts[0]) if parts else b""
    report = verify(pdf, trust=trust_in(shelf), at=shelf.now)
    authority = _authority(shelf, document, report, both=both)
    remarks = [remark for check in report.signatures for remark in check.remarks]
    every = (*report.remarks, *remarks, *authority.remarks)
    return Judgement(
        verdict=worst([report.verdict, authority.verdict]),
        report=report,
        authority=authority,
        remarks=tuple(remark for remark in every if remark.verdict is not Verdict.VALID),
    )


def _content(shelf: Shelf, component: Component) -> bytes:
    try:
        return shelf.blob(component.digest)
    except KeyError:
        return b""


def trust_in(shelf: Shelf) -> Trust:
    """Return what a verifier in this world trusts at its simulated present."""
    certificates = shelf.all(Certificate)
    revoked = tuple((one.ref, one.revoked_at) for one in certificates if one.revoked_at)
    key = (shelf.world_key, len(certificates), revoked, shelf.now.date())
    if key not in _TRUSTS:
        while len(_TRUSTS) >= _MOST_TRUSTS:
            _TRUSTS.pop(next(iter(_TRUSTS)), None)
        _TRUSTS[key] = trust_of(Pki(shelf.world_key), certificates, shelf.now)
    return _TRUSTS[key]


_TRUSTS: dict[object, Trust] = {}
"""By world, revocations and day: lists are published once a day, so the day decides."""
_MOST_TRUSTS = 64


def _authority(shelf: Shelf, document: Document, report: SignatureReport, *, both: bool) -> Panel:
    """Ask about both signatures, their agency and their order."""
    people = [check for check in report.signatures if check.kind is Kind.PERSON]
    seals = [check for check in report.signatures if check.kind is Kind.AGENCY]
    remarks = []
    if report.signatures and not people:
        remarks.append(_no("person_missing", document))
    if both and report.signatures and not seals:
        remarks.append(_no("seal_missing", document))
    remarks += _of_agency(shelf, document, [*people, *seals])
    if people and seals and seals[0].revision < people[0].revision:
        remarks.append(_no("seal_first", document))
    verdicts = [Verdict.VALID, *(remark.verdict for remark in remarks)]
    return Panel(verdict=worst(verdicts), remarks=tuple(remarks))


def _of_agency(shelf: Shelf, document: Document, checks: list[SignatureCheck]) -> list[Remark]:
    issuer = shelf.find(Organisation, document.organ)
    expected = issuer.organ_name if issuer else document.organ_name
    return [
        _no("other_agency", document, found=check.organisation_unit, expected=expected)
        for check in checks
        if check.kind is Kind.AGENCY
        and check.organisation_unit
        and check.organisation_unit != expected
    ]


def _no(code: str, document: Document, **facts: str) -> Remark:
    return Remark(
        code=f"authority.{code}",
        verdict=Verdict.INVALID,
        facts={"ref": document.ref, **facts},
        rule="rule/nd30.d5.k1",
    )
