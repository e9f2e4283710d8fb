"""What a revocation list or an OCSP answer says of one certificate, and for which time."""

from datetime import datetime, timedelta
from typing import Final, NamedTuple

DEFAULT_LIFE: Final = timedelta(days=1)
"""How long a statement without nextUpdate speaks."""


class Published(NamedTuple):
    """Lists and OCSP answers, DER."""

    lists: tuple[bytes, ...]
    answers: tuple[bytes, ...]


class Statement(NamedTuple):
    """What one list or answer says of one certificate."""

    since: datetime | None
    "when it was revoked"
    reason: str
    said: datetime
    "when the statement was issued"
    until: datetime
    "until when it speaks"
    after_the_end: bool
    "whether it speaks of certificates already expired when it was issued"

    def speaks_of(self, moment: datetime, end: datetime) -> bool:
        """Whether it says what stood at ``moment`` of a certificate that ends at ``end``."""
        if self.said <= moment:
            return moment <= self.until
        return self.said <= end or self.after_the_end or self.since is not None
