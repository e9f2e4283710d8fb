"""A case: one file to be examined, what may be believed, and a signature half examined."""

from datetime import datetime
from typing import NamedTuple

from asn1crypto import cms
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

from sandbox.signing.chain import Known
from sandbox.signing.changes import Changes
from sandbox.signing.containers import Found, Parties
from sandbox.signing.opening import Document
from sandbox.signing.proof import Source
from sandbox.signing.statements import Published
from sandbox.signing.store import Store
from sandbox.signing.trust import Trust
from sandbox.verdicts import Remark, Verdict


class Case(NamedTuple):
    """What is asked about, and with which means."""

    document: Document
    found: Found
    store: Store
    trust: Trust
    at: datetime

    def source(self, carried: tuple[bytes, ...] = (), more: Store | None = None) -> Source:
        """What chains may be built and judged with: trusted, and carried by the file."""
        more = more or Store()
        known = Known(
            self.trust.roots, self.trust.certificates, (*self.store.certificates, *carried)
        )
        lists = (*self.trust.lists, *self.store.lists, *more.lists)
        answers = (*self.trust.answers, *self.store.answers, *more.answers)
        return Source(known, Published(lists, answers), self.at, self.trust.weak_since)

    def stamping(self, source: Source) -> Source:
        """The same for timestamps: some roots are trusted for them alone."""
        roots = (*source.known.roots, *self.trust.stamping_roots)
        return source._replace(known=source.known._replace(roots=roots))


class Seen(NamedTuple):
    """A signature after the first two questions, which need only the file."""

    signature: EmbeddedPdfSignature
    integrity: list[Remark]
    changes: Changes
    parties: Parties
    tokens: list[cms.SignedData]

    @property
    def field_name(self) -> str:
        """The field it stands in."""
        return str(self.signature.field_name)

    @property
    def sound(self) -> bool:
        """Whether its bytes are whole: else what it proves is nothing."""
        return not any(remark.verdict is Verdict.INVALID for remark in self.integrity)

    @property
    def revision(self) -> int:
        """Which revision it closes, from 0."""
        return int(self.signature.signed_revision)
