"""The fourth panel: what a signature's cryptography cannot know, from the archive's own rows.

Is it the right agency's seal, is the signer somebody who may sign, are both signatures there,
in the right order? (NĐ 30/2020 Đ5, Đ13, Đ14, Đ32; archive rows at the simulated moment.)
"""

from base.clock import vietnam
from base.model import Value
from sandbox.authority_files import asked_of_copy, of_file, signs_as_text
from sandbox.authority_register import may_sign
from sandbox.entities import (
    Certificate,
    Component,
    ComponentRole,
    Document,
    Organisation,
    Person,
    Post,
    Signing,
)
from sandbox.shelf import Shelf
from sandbox.signing import authority
from sandbox.signing.authority import Made
from sandbox.signing.pki import Pki
from sandbox.signing.report import Kind, Panel, SignatureCheck, SignatureReport, panel
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
    files: Panel | None = None
    "of the files that go with it, when they were asked about; the verdict does not count it"


def judge_document(
    shelf: Shelf,
    document: Document,
    *,
    both: bool = True,
    files: bool = False,
    pdf: bytes | None = None,
) -> Judgement:
    """Verify a document's main component at the simulated present and ask the fourth question.

    Args:
        shelf: the archive, or a world that is being planted.
        document: whose main component is judged.
        both: whether the agency's signature is asked for too.
        files: whether the files that go with it are asked about as well.
        pdf: its bytes as they were at another moment; those it has now unless told.
    """
    if pdf is None:
        parts = shelf.all(Component, document=document.ref, role=ComponentRole.MAIN)
        pdf = _content(shelf, parts[0]) if parts else b""
    report = verify(pdf, trust=trust_in(shelf), at=shelf.now)
    fourth = panel(*_asked(shelf, document, report, pdf, both=both))
    remarks = [remark for check in report.signatures for remark in check.remarks]
    every = (*report.remarks, *remarks, *fourth.remarks)
    return Judgement(
        verdict=worst([report.verdict, fourth.verdict]),
        report=report,
        authority=fourth,
        remarks=tuple(remark for remark in every if remark.verdict is not Verdict.VALID),
        files=judge_files(shelf, document) if files else None,
    )


def _content(shelf: Shelf, component: Component) -> bytes:
    try:
        return shelf.blob(component.digest)
    except KeyError:
        return b""


def judge_files(shelf: Shelf, document: Document) -> Panel | None:
    """Verify the files that go with a document, each of which the agency signs as text.

    Returns:
        A panel; None when no file goes with the document. It is a question of its own: the
        document's verdict does not depend on it.
    """
    parts = shelf.all(Component, document=document.ref, role=ComponentRole.ATTACHMENT)
    if not parts:
        return None
    remarks, trust = [], trust_in(shelf)
    for part in sorted(parts, key=lambda one: (one.ordinal, one.ref)):
        pdf = _content(shelf, part)
        report = verify(pdf, trust=trust, at=shelf.now)
        remarks += of_file(shelf, document, part, report, pdf)
    return panel(*remarks)


def _asked(
    shelf: Shelf, document: Document, report: SignatureReport, pdf: bytes, *, both: bool
) -> list[Remark]:
    """Ask every question of the fourth panel; a file without signatures has been told already."""
    signed = [one for one in report.signatures if one.kind is not Kind.TIMESTAMP]
    if not signed:
        return []
    if both and signs_as_text(shelf, document):
        return asked_of_copy(shelf, document, signed, pdf)
    made = [Made(check.revision, check.kind) for check in signed]
    expected = [Kind.PERSON, Kind.AGENCY] if both else [Kind.PERSON]
    remarks: list[Remark | None] = [*authority.all_there(made, expected), authority.in_order(made)]
    for check in signed:
        remarks += _of_one(shelf, document, check)
    return [remark for remark in remarks if remark is not None]


def _of_one(shelf: Shelf, document: Document, check: SignatureCheck) -> list[Remark | None]:
    issuer = shelf.find(Organisation, document.organ)
    expected = issuer.organ_name if issuer else document.organ_name
    codes = [remark.code for remark in check.remarks]
    return [
        authority.of_agency(check.organisation_unit, expected),
        authority.by_issuer(check.issuer_kind),
        authority.untouched_after_seal(check.kind, codes),
        _of_signer(shelf, document, check),
    ]


def _of_signer(shelf: Shelf, document: Document, check: SignatureCheck) -> Remark | None:
    """Ask the register of authority; what it does not know is no reproach."""
    post = shelf.find(Post, document.signer)
    moment = check.proven or check.claimed
    if check.kind is not Kind.PERSON or post is None or moment is None:
        return None
    named = shelf.find(Person, post.person)
    other = authority.of_signer(check.signer, named.full_name) if named else None
    if other is not None:
        return other
    form, day = Signing(document.signing), vietnam(moment).date()
    remark = may_sign(shelf, post, form, document.type_name, day)
    return remark if remark.verdict is Verdict.INVALID else None


def trust_in(shelf: Shelf) -> Trust:
    """Return what a verifier in this world trusts at its simulated present."""
    certificates = shelf.all(Certificate)
    revoked = [(one.ref, one.revoked_at) for one in certificates if one.revoked_at]
    known = tuple((ref, since) for ref, since in revoked if since <= shelf.now)
    key = (shelf.world_key, len(certificates), known, shelf.now.date())
    if key not in _TRUSTS:
        while len(_TRUSTS) >= _MOST_TRUSTS:
            _TRUSTS.pop(next(iter(_TRUSTS)), None)
        _TRUSTS[key] = trust_of(Pki(shelf.world_key), certificates, shelf.now)
    return _TRUSTS[key]


_TRUSTS: dict[object, Trust] = {}
"""By world, day and revocations known: revocation lists appear daily and at each revocation."""
_MOST_TRUSTS = 64
