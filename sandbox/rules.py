"""What any archive system would refuse, whatever the trainee is learning: pure and few.

What a good archivist would do is graded, not enforced; else nothing could be learned.
"""

from base.clock import vietnam
from base.errors import Refused
from sandbox.archive import Archive
from sandbox.authority_register import in_office
from sandbox.entities import Post
from sandbox.operations.operation import Operation


def may_act(archive: Archive, request: Operation, acting: Post | None) -> None:
    """Refuse a sealed archive, a stranger, a post that has ended, a role that lacks the verb.

    Raises:
        Refused: ``sandbox.sealed``, ``desk.nobody``, ``desk.ended`` or ``role.lacks``.
    """
    if archive.state["sealed"]:
        raise Refused("sandbox.sealed")
    if acting is None:
        raise Refused("desk.nobody")
    if not in_office(acting, vietnam(archive.now).date()):
        raise Refused("desk.ended", title=acting.title, day=acting.valid_to)
    if acting.role not in request.roles:
        raise Refused(
            "role.lacks",
            verb=f"@verb.{request.name()}.title",
            role=f"@role.{acting.role}",
            roles=",".join(f"@role.{role}" for role in sorted(request.roles)),
        )
