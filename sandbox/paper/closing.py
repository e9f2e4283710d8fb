"""The close of a paper as data: who it goes to, who signs, stamps, copy block, hand and seal."""

from collections.abc import Mapping
from typing import Any  # the data of a template are JSON

from sandbox.paper.sheet import Copying, Sheet, Signing
from sandbox.paper.strokes import pen_strokes
from sandbox.paper.wording import day_in_words, number_in_digits, printed

_MM = {"khan": 20, "thuong-khan": 40, "hoa-toc": 30, "mat": 20, "toi-mat": 26, "tuyet-mat": 34}
"""Width in mm. 20, 40 and 30 × 8 are the decree's (PL I III.2b); the secrecy stamps follow them."""

_NO_RECIPIENTS: Mapping[str, Any] = {"label": "", "names": []}


def addressed(sheet: Sheet) -> dict[str, Any]:
    """Return “Kính gửi:” with its names."""
    label = sheet.addressing or printed("print.addressing")
    return {"label": label.rstrip(" :"), "names": [name.rstrip(" ;.") for name in sheet.addressees]}


def stamps(sheet: Sheet) -> list[dict[str, Any]]:
    """Return the framed words under the number: draft, secrecy, urgency, circulation."""
    shown: list[dict[str, Any]] = []
    if sheet.draft:
        shown.append({"text": printed("print.draft"), "width": 30, "red": False})
    for level in (sheet.secrecy, sheet.urgency):
        if level != "none":
            words = printed(f"print.stamp.{level}")
            shown.append({"text": words, "width": _MM[level], "red": True})
    if sheet.circulation:
        text = sheet.circulation.upper()
        shown.append({"text": text, "width": 12 + 2.9 * len(text), "red": False})
    return shown


def signer_data(
    signing: Signing | None, agency: str, names: Mapping[str, str], *, ink: bool
) -> dict[str, Any] | None:
    """Return a signing block; ``names`` are those of its places, ``ink`` draws pen and seal."""
    if signing is None:
        return None
    sealed = agency if signing.sealed else ""
    return {
        "authority": [line.upper() for line in signing.authority],
        "hint": signing.hint,
        "signer_name": signing.signer_name,
        "agency": sealed,
        "names": dict(names),
        "ink": ink_data(signing.signer_name, sealed) if ink and signing.signer_name else None,
    }


def ink_data(signer_name: str, agency: str) -> dict[str, Any]:
    """Return the strokes of a hand and the words of a seal."""
    return {"strokes": pen_strokes(signer_name), **seal_data(agency)}


def seal_data(agency: str) -> dict[str, str]:
    """Return what stands on the seal of a practice agency."""
    return {"agency": agency.replace("\n", " ").upper(), "rim": f"{printed('print.rim')} • "}


def copy_data(copying: Copying | None, *, ink: bool) -> dict[str, Any] | None:
    """Return the copy block of a paper copy; an e-copy has none."""
    if copying is None or copying.electronic:
        return None
    number = "" if copying.number is None else number_in_digits(copying.number)
    day = "" if copying.copied is None else day_in_words(copying.copied)
    names = {"signature": "copy_signature", "seal": "copy_seal"}
    return {
        "form": printed(f"print.copy.{copying.form}").upper(),
        "parent": copying.parent_name.upper(),
        "agency": copying.agency_name.upper(),
        "number": f"{printed('print.number')} {number}/{copying.notation}",
        "date": f"{copying.place}, {day}" if copying.place else day,
        "recipients": {
            "label": printed("print.recipients"),
            "names": list(copying.recipients),
        } if copying.recipients else dict(_NO_RECIPIENTS),
        "signer": signer_data(copying.signing, copying.agency_name, names, ink=ink),
    }  # fmt: skip
