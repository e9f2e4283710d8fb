"""When was it signed? What is claimed, what is proven, and whether the two fit."""

from datetime import datetime, timedelta
from typing import Final, NamedTuple

from sandbox.signing.grounds import ORDERLY
from sandbox.signing.report import unclear
from sandbox.verdicts import Remark

CLOCKS: Final = timedelta(minutes=5)
"""By how much a signer's clock may be wrong."""


class Times(NamedTuple):
    """What is known of when it was signed."""

    claimed: datetime | None
    proven: datetime | None
    "the earliest time a believed timestamp shows; None when none does"

    @property
    def signed(self) -> datetime | None:
        """The proven time, else the claimed one."""
        return self.proven or self.claimed

    def proves(self, moment: datetime) -> bool:
        """Whether it is proven to be older than ``moment``."""
        return self.proven is not None and self.proven < moment

    def claims_before(self, moment: datetime) -> bool:
        """Whether it is said to be older than ``moment``, though proven only of later.

        A proof of existence is a latest time: it leaves an earlier signing possible
        (ETSI EN 319 102-1, 5.2.6: indeterminate, not failed).
        """
        return self.claimed is not None and self.claimed < moment


def consistent(claimed: datetime | None, stamped: datetime | None) -> list[Remark]:
    """Compare the claimed time with the timestamp's, five minutes of clocks allowed."""
    if claimed is None or stamped is None or stamped >= claimed - CLOCKS:
        return []
    return [unclear("timestamp.before_claim", ORDERLY, claimed=claimed, stamped=stamped)]
