"""The keys of a desk: whose device is where, its practice PIN, its lock; certificates and terms."""

from functools import partial

import streamlit as st

from base.language import Language, say
from course.desk import Desk
from course.keyring import KeySeen, keys_at
from course.people import Person
from sandbox import entities as e
from sandbox.operations import VERBS
from ui import labels, prose, state


def keyring(someone: Person, desk: Desk) -> None:
    """Draw the key devices and the certificates that concern the post one sits at."""
    language = state.language()
    for key in keys_at(someone, desk):
        with st.container(border=True, gap="xsmall"):
            st.markdown(_told(key, desk, language))
            _buttons(
                desk, _possible(key, desk), {"device": key.device.ref}, key.device.ref, language
            )
    for one in _certificates(desk):
        with st.container(border=True, gap="xsmall"):
            st.markdown(_certificate(one, desk, language))
            if _runs(one, desk):
                verbs = ["renew-certificate", "revoke-certificate"]
                _buttons(desk, verbs, {"certificate": one.ref}, one.ref, language)
    if desk.post:
        _buttons(desk, ["issue-certificate"], {"post": desk.post.ref}, "new", language)


def pin_of(someone: Person, desk: Desk, op: str) -> str | None:
    """Return the practice PIN that ``op`` asks for at this desk; None when it asks for none."""
    kind = e.KeyKind.AGENCY if op in {"seal-document", "mark-files"} else e.KeyKind.PERSON
    found = [one for one in keys_at(someone, desk) if one.device.kind == kind and one.device.pin]
    post = desk.post
    own = {post.person, post.organisation} if post else set()
    return next((one.pin for one in found if one.device.holder in own), None)


def _told(key: KeySeen, desk: Desk, language: Language) -> str:
    held = labels.post(desk.holdings.find(e.Post, key.device.held_by), desk.holdings)
    lines = [
        prose.strong(say("keyring.device", language, name=key.name)),
        prose.plain(say("keyring.with", language, who=held)),
    ]
    if key.pin:
        lines.append(prose.plain(say("keyring.pin", language, pin=key.pin)))
    if key.in_hand and key.left:
        lines.append(f":small[{prose.plain(say('keyring.left', language, n=key.left))}]")
    if key.locked:
        lines.append(f":red[{prose.plain(say('keyring.locked', language))}]")
    return "  \n".join(lines)


def _possible(key: KeySeen, desk: Desk) -> list[str]:
    """What can be done with a device here: unlocking is its keeper's, returning needs a loan."""
    ref = key.device.ref
    lent = any(one.device == ref and not one.returned_at for one in desk.holdings.all(e.KeyLoan))
    kept_here = desk.post is not None and key.device.keeper == desk.post.ref
    fitting = {"lend-key": key.in_hand, "return-key": lent, "unlock-key": key.locked and kept_here}
    return [op for op, fits in fitting.items() if fits]


def _certificates(desk: Desk) -> list[e.Certificate]:
    """The certificates of the person at this desk and of their agency that have begun."""
    post = desk.post
    own = {post.person, post.organisation} if post else set()
    held = desk.holdings
    return [
        one
        for one in held.all(e.Certificate)
        if one.holder in own and one.valid_from <= held.now and held.now <= one.valid_to
    ]


def _runs(one: e.Certificate, desk: Desk) -> bool:
    return one.revoked_at is None or one.revoked_at > desk.holdings.now


def _certificate(one: e.Certificate, desk: Desk, language: Language) -> str:
    said = "keyring.certificate" if _runs(one, desk) else "keyring.revoked"
    return prose.plain(
        say(
            said,
            language,
            name=one.common_name,
            since=labels.day(one.valid_from, language),
            until=labels.day(one.valid_to, language),
            when=labels.day(one.revoked_at, language),
        )
    )


def _buttons(
    desk: Desk, verbs: list[str], given: dict[str, str], key: str, language: Language
) -> None:
    """Offer the verbs that the role has; each opens its form."""
    fitting = [op for op in verbs if desk.post and desk.post.role in VERBS[op].roles]
    if not fitting or desk.holdings.sealed:
        return
    for op in fitting:
        st.button(
            say(f"verb.{op}.title", language),
            key=f"keyring.{op}.{key}",
            type="primary" if op == "unlock-key" else "secondary",
            width="stretch",
            help=say(f"verb.{op}.help", language),
            on_click=partial(state.open_form, op, given),
        )
