"""Who signs for an organisation on a day, and which body the organisation was then."""

from collections.abc import Collection
from datetime import date
from typing import Final, NamedTuple

from base.errors import Misconfigured
from sandbox.authority_register import posts_on
from sandbox.entities import Authority, Organisation, Post, Signing
from sandbox.shelf import Shelf
from scenarios.streams import Stream

_SIGNS: Final = {
    Signing.DIRECT: 5.0,
    Signing.TM: 5.0,
    Signing.Q: 5.0,
    Signing.KT: 2.5,
    Signing.TL: 1.0,
    Signing.TUQ: 1.0,
}
"""How often each person who may sign in a form is met; illustrative."""


class Signer(NamedTuple):
    """Who signs, on whose behalf, and the grant it rests on."""

    post: Post
    form: Signing
    authority: Authority | None


def organisation_on(shelf: Shelf, organisation: Organisation, day: date) -> Organisation:
    """Return the body that did an organisation's work on a day: itself, or who came before it.

    Of several predecessors it is the one planted first: the one whose careers run on.
    """
    while organisation.valid_from is not None and day < organisation.valid_from:
        before = shelf.all(Organisation, successor=organisation.ref)
        if not before:
            return organisation
        organisation = before[0]
    return organisation


def signer_on(
    shelf: Shelf,
    organisation: Organisation,
    type_name: str,
    day: date,
    *,
    stream: Stream,
    forms: Collection[Signing] = tuple(Signing),
) -> Signer:
    """Draw somebody who may sign a type of document for an organisation on a day.

    Before a merger it is somebody of the predecessor: ``post.organisation`` says which.

    Args:
        shelf: the world.
        organisation: whose document it is.
        type_name: code of the type; copies are SY, SL, TrS.
        day: day of signing in Việt Nam.
        stream: draws among those who may.
        forms: only these; all unless told.

    Raises:
        Misconfigured: ``world.no_signer``, when nobody may: the day lies before the agency.
    """
    acting = organisation_on(shelf, organisation, day)
    posts = {post.ref: post for post in posts_on(shelf, day, organisation=acting.ref)}
    fitting = [
        (grant, _SIGNS[grant.form])
        for post in posts
        for grant in shelf.all(Authority, post=post)
        if grant.form in forms
        and grant.valid_from <= day <= (grant.valid_to or date.max)
        and (not grant.type_names or type_name in grant.type_names)
    ]
    if not fitting:
        raise Misconfigured(
            "world.no_signer", agency=acting.organ_name, type=type_name, day=day.isoformat()
        )
    grant = stream.weighted(fitting)
    return Signer(posts[grant.post], grant.form, grant)
