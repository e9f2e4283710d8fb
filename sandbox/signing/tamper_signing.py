"""Faults that are made while signing: a false time, a wrong key, an old form, a stolen timestamp.

Each takes the order that ``sandbox.signing.sign.order_for`` gives for a sound signature and spoils
one thing. A verifier sees what each function names.
"""

from datetime import datetime

from sandbox.entities import Certificate
from sandbox.signing.cms import SHA1
from sandbox.signing.names import House
from sandbox.signing.order import Order
from sandbox.signing.pki import Pki
from sandbox.signing.profiles import Usage


def sign_claiming(pdf: bytes, order: Order, claimed: datetime) -> bytes:
    """S16: say another time than the timestamp; a later claim gives ``timestamp.before_claim``."""
    return _signed(pdf, order._replace(claimed=claimed))


def sign_with_stray_stamp(pdf: bytes, order: Order, pki: Pki) -> bytes:
    """S17: a timestamp by a unit that nobody trusts; ``timestamp.untrusted``."""
    return _signed(pdf, order._replace(unit=pki.stamping(order.stamped, House.ROGUE)))


def sign_with_unmarked_stamp(pdf: bytes, order: Order, pki: Pki) -> bytes:
    """S17: a trusted chain, but no key for stamping; ``timestamp.wrong_purpose``."""
    unit = pki.stamping(order.stamped, usage=Usage.UNMARKED_STAMPING)
    return _signed(pdf, order._replace(unit=unit))


def sign_with_wrong_key(pdf: bytes, order: Order, pki: Pki, certificate: Certificate) -> bytes:
    """S19: a certificate that is not for signing; ``certificate.key_usage``."""
    return _signed(pdf, order._replace(signer=pki.certified(certificate, Usage.ENCIPHERMENT)))


def sign_in_old_form(pdf: bytes, order: Order) -> bytes:
    """S22: the subfilter before PAdES; valid, with the note ``integrity.not_pades``."""
    return _signed(pdf, order._replace(pades=False))


def certify_unchangeable(pdf: bytes, order: Order) -> bytes:
    """S25, first half: certify that nothing may change; whatever follows breaks that promise.

    A decent program refuses to sign after it; ours does not ask. Then ``changes.forbidden``.
    """
    return _signed(pdf, order._replace(locks=True))


def sign_with_copied_stamp(pdf: bytes, order: Order, donor: bytes) -> bytes:
    """S29: carry the timestamp of another signature; ``timestamp.mismatch``.

    Args:
        pdf: the document to sign.
        order: a sound order.
        donor: a document whose first signature has a timestamp.

    Raises:
        ValueError: the donor has no timestamp.
    """
    from sandbox.signing.containers import first_token

    return _signed(pdf, order._replace(token=first_token(donor)))


def sign_weakly(pdf: bytes, order: Order) -> bytes:
    """S30: with SHA-1; ``integrity.weak_digest``."""
    return _signed(pdf, order._replace(algorithm=SHA1))


def _signed(pdf: bytes, order: Order) -> bytes:
    from sandbox.signing import embedding, foreign

    with foreign.as_refusal():
        return embedding.sign(pdf, order)
