"""Whether whoever signed might sign this kind of document so, on that day (NĐ 30 Đ13)."""

from collections.abc import Iterator
from typing import Final

from base.clock import vietnam
from grading.findings.detection import Detection, found
from grading.findings.survey import Survey
from sandbox.authority_register import may_sign
from sandbox.entities import Direction, Document, Signing
from sandbox.rulebook import types
from sandbox.verdicts import Verdict

_OVER: Final = "authority.ended"


def signatories(survey: Survey) -> Iterator[Detection]:
    """S08, S09: signed without authority, or after the delegation had ended."""
    copies = {form.code for form in types.copy_forms()}
    for document in survey.documents.values():
        post = survey.posts.get(document.signer or "")
        if post is None or document.signed_at is None or not _official(document):
            continue
        prefix = document.code_notation.partition("-")[0]
        kind = prefix if prefix in copies else document.type_name
        day = vietnam(document.signed_at).date()
        remark = may_sign(survey.shelf, post, Signing(document.signing), kind, day)
        if remark.verdict is Verdict.INVALID:
            code = "delegation_over" if remark.code == _OVER else "no_authority"
            facts = {**remark.facts, "post": post.ref}
            facts.pop("ref", None)
            yield found(f"signature.{code}", document, post.ref, **facts)


def _official(document: Document) -> bool:
    """Whether it is an agency's numbered document, not a paper of its staff or a citizen's."""
    return document.direction is not Direction.INTERNAL and document.code_number is not None
