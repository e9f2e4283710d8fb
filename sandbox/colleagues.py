"""Simulated colleagues: they act on events, on the simulated clock, through the same door.

A colleague is data (``sandbox.entities.Colleague``): on which verb, after how many minutes, what
they do. What they notice before they act is a closed list of questions below; a reply whose
``when`` is answered yes is taken, else the next.
"""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, Final  # requests are JSON

from base.clock import vietnam
from sandbox.archive import Archive
from sandbox.authority_register import may_sign
from sandbox.door import Receipt, do
from sandbox.drafting_form import lacking
from sandbox.entities import (
    Colleague,
    Disposal,
    Document,
    Errand,
    File,
    Filing,
    Hold,
    Organisation,
    Post,
    Signing,
    Transfer,
)
from sandbox.events import Event
from sandbox.operations import AnyOperation, parse
from sandbox.rulebook import retention, types
from sandbox.verdicts import Verdict


def act(archive: Archive, request: AnyOperation, *, post: str | None = None) -> list[Receipt]:
    """Do a request, let colleagues take it up, and run the errands whose hour has come.

    Returns:
        The receipt of the request first, then one for each thing a colleague did.
    """
    before = archive.now
    receipt = do(archive, request, post=post)
    if not receipt.accepted:
        return [receipt]
    _notice(archive, archive.events(after=receipt.event - 1))
    return [receipt, *_settle(archive, not_before=before)]


def replay(archive: Archive, events: list[Event]) -> list[Receipt]:
    """Perform the accepted requests of a log again, each by its actor at its hour.

    What colleagues did stands in the log as well: their errands are noted and ticked off, not run.
    """
    receipts: list[Receipt] = []
    for event in events:
        if not event.happened:
            continue
        receipt = do(archive, parse(event.asked), post=event.actor or None, at=event.at)
        receipts.append(receipt)
        if receipt.accepted:
            _notice(archive, archive.events(after=receipt.event - 1))
    for errand in _due(archive):
        archive.change(errand, done=True)
    return receipts


def _notice(archive: Archive, events: list[Event]) -> None:
    """Give every colleague who waits for such an event an errand."""
    for event in events:
        for colleague in archive.all(Colleague, on=event.verb):
            asked = event.asked
            if all(asked.get(name) == wanted for name, wanted in colleague.where.items()):
                archive.add(
                    Errand(
                        ref=archive.next_ref(Errand),
                        colleague=colleague.ref,
                        post=colleague.post,
                        due_at=event.at + timedelta(minutes=colleague.after_minutes),
                        about={**asked, **event.details.get("made", {})},
                    )
                )


def _settle(archive: Archive, *, not_before: Any) -> list[Receipt]:  # noqa: ANN401 - a datetime
    """Run due errands in the order of their hours; what they cause may fall due as well."""
    receipts: list[Receipt] = []
    while due := _due(archive):
        errand = due[0]
        archive.change(errand, done=True)
        request = _chosen(archive, errand)
        if request is None:
            continue
        at = max(errand.due_at, not_before)
        receipt = do(archive, request, post=errand.post, at=at)
        receipts.append(receipt)
        if receipt.accepted:
            _notice(archive, archive.events(after=receipt.event - 1))
    return receipts


def _due(archive: Archive) -> list[Errand]:
    waiting = archive.all(Errand, done=False)
    due = [errand for errand in waiting if errand.due_at <= archive.state["now"]]
    return sorted(due, key=lambda errand: (errand.due_at, errand.ref))


def _chosen(archive: Archive, errand: Errand) -> AnyOperation | None:
    colleague = archive.get(Colleague, errand.colleague)
    with archive.as_of(errand.due_at):
        for reply in colleague.replies:
            when = reply.get("when")
            if when is None or QUESTIONS[when](archive, errand.about):
                return parse(_filled(reply["do"], archive, errand.about)) if reply["do"] else None
    return None


def _filled(template: Any, archive: Archive, about: Mapping[str, Any]) -> Any:  # noqa: ANN401
    """Put what the errand is about in the place of ``@name``, however deep."""
    if isinstance(template, dict):
        return {name: _filled(one, archive, about) for name, one in template.items()}
    if isinstance(template, list):
        return [_filled(one, archive, about) for one in template]
    if isinstance(template, str) and template.startswith("@"):
        name = template[1:]
        return GATHERED[name](archive, about) if name in GATHERED else about.get(name)
    return template


def _document(archive: Archive, about: Mapping[str, Any]) -> Document | None:
    return archive.find(Document, about.get("document"))


def _notation_wrong(archive: Archive, about: Mapping[str, Any]) -> bool:
    """Whether the draft's notation does not follow NĐ 30/2020."""
    document = _document(archive, about)
    if document is None:
        return False
    own = archive.find(Organisation, document.organ)
    problems = types.problems_of(
        types.written(document.code_number or 1, document.code_notation),
        type_name=document.type_name,
        agency=own.abbreviation if own else "",
    )
    return bool(problems)


def _without_recipients(archive: Archive, about: Mapping[str, Any]) -> bool:
    """Whether the draft lacks its list of recipients, or its "Lưu: VT" line."""
    document = _document(archive, about)
    return document is not None and not any("VT" in line for line in document.recipients)


def _form_incomplete(archive: Archive, about: Mapping[str, Any]) -> bool:
    """Whether the draft lacks a part that its type, or its own text, asks for."""
    document = _document(archive, about)
    return document is not None and bool(lacking(document))


def _signer_without_authority(archive: Archive, about: Mapping[str, Any]) -> bool:
    """Whether whoever is to sign may not sign this type in this form today."""
    document = _document(archive, about)
    signer = archive.find(Post, document.signer) if document else None
    if document is None or signer is None:
        return False
    form, day = Signing(document.signing), vietnam(archive.now).date()
    remark = may_sign(archive, signer, form, document.type_name, day)
    return remark.verdict is Verdict.INVALID


def _signer_is_another(archive: Archive, about: Mapping[str, Any]) -> bool:
    """Whether the draft was submitted to somebody who is not to sign it."""
    document = _document(archive, about)
    return document is not None and document.signer != about.get("to")


def _file_has_drafts_or_twins(archive: Archive, about: Mapping[str, Any]) -> bool:
    """Whether a file handed over still holds a draft or the same bytes twice."""
    from sandbox.entities import Component, CopyKind

    for ref in about.get("files", []):
        documents = [filing.document for filing in archive.all(Filing, file=ref)]
        if archive.all(Document, ref=documents, copy_kind=CopyKind.DRAFT):
            return True
        digests = [part.digest for part in archive.all(Component, document=documents)]
        if len(set(digests)) < len(digests):
            return True
    return False


def _file_without_term(archive: Archive, about: Mapping[str, Any]) -> bool:
    """Whether a file handed over has no retention period."""
    return any(file.maintenance is None for file in archive.all(File, ref=about.get("files", [])))


def _held_listed(archive: Archive, about: Mapping[str, Any]) -> bool:
    """Whether a disposal list has a file under hold."""
    return bool(set(_listed(archive, about)) & _held(archive))


def _listed(archive: Archive, about: Mapping[str, Any]) -> list[str]:
    case = archive.find(Disposal, about.get("disposal"))
    return list(case.files) if case else []


def _held(archive: Archive) -> set[str]:
    return {ref for hold in archive.all(Hold) if hold.in_force for ref in hold.files}


def _not_permanent_listed(archive: Archive, about: Mapping[str, Any]) -> bool:
    """Whether a transfer has a file that is not permanent."""
    transfer = archive.find(Transfer, about.get("transfer"))
    files = archive.all(File, ref=transfer.files) if transfer else []
    return any(file.maintenance != "VV" for file in files)


QUESTIONS: Final[Mapping[str, Callable[[Archive, Mapping[str, Any]], bool]]] = {
    "notation-wrong": _notation_wrong,
    "without-recipients": _without_recipients,
    "form-incomplete": _form_incomplete,
    "signer-without-authority": _signer_without_authority,
    "signer-is-another": _signer_is_another,
    "file-has-drafts-or-twins": _file_has_drafts_or_twins,
    "file-without-term": _file_without_term,
    "held-listed": _held_listed,
    "not-permanent-listed": _not_permanent_listed,
}
"""What a colleague may notice before acting."""


def _permanent_of_transfer(archive: Archive, about: Mapping[str, Any]) -> list[str]:
    transfer = archive.find(Transfer, about.get("transfer"))
    files = archive.all(File, ref=transfer.files) if transfer else []
    return [file.ref for file in files if file.maintenance == "VV"]


def _listed_and_free(archive: Archive, about: Mapping[str, Any]) -> list[str]:
    """The files of a disposal list that are due and that no hold covers."""
    day = vietnam(archive.now).date()
    free = set(_listed(archive, about)) - _held(archive)
    files = archive.all(File, ref=free)
    return [
        file.ref
        for file in files
        if file.end_date
        and file.maintenance
        and (due := retention.due_from(file.end_date, file.maintenance)) is not None
        and due <= day
    ]


def _council_files(archive: Archive, about: Mapping[str, Any]) -> list[str]:
    case = archive.find(Disposal, about.get("disposal"))
    return list(case.council_files) if case else []


GATHERED: Final[Mapping[str, Callable[[Archive, Mapping[str, Any]], Any]]] = {
    "permanent-files": _permanent_of_transfer,
    "listed-files": _listed,
    "council-files": _council_files,
    "due-and-free-files": _listed_and_free,
}
"""What a colleague may gather from the archive to act upon, as ``@name`` in a reply."""
