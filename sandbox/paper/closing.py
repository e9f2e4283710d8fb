"""The close of a paper as data: who it goes to, who signs, stamps, copy block, hand and seal."""

import re
from collections.abc import Mapping
from typing import Any, Final  # the data of a template are JSON

from sandbox.paper.lines import BOLD, REGULAR, centred
from sandbox.paper.seals import seal_picture
from sandbox.paper.sheet import Copying, Sheet, Signing
from sandbox.paper.strokes import pen_picture
from sandbox.paper.wording import day_in_words, number_in_digits, printed

TEXT_WIDTH: Final = 467.71
"""Points: 165 mm, A4 upright less margins of 30 and 15 mm."""
LANDSCAPE_WIDTH: Final = 714.33
"""Points: 252 mm."""
HEAD_LEFT: Final = 0.422
"""Part of the width that the agency's column takes: what the national title at 12 pt leaves."""

_PLACE: Final = re.compile(r"\s+(?:tỉnh|thành phố|xã|phường) .+$", re.IGNORECASE)

_MM: Final = {
    "khan": 20, "thuong-khan": 40, "hoa-toc": 30, "mat": 20, "toi-mat": 26, "tuyet-mat": 34,
}  # fmt: skip
"""Width in mm. 20, 40 and 30 × 8 are the decree's (PL I III.2b); the secrecy stamps follow them."""


def text_width(*, landscape: bool) -> float:
    """Return the width of the text in points."""
    return LANDSCAPE_WIDTH if landscape else TEXT_WIDTH


def head_columns(*, landscape: bool) -> list[float]:
    """Return the widths of the two columns of a head."""
    full = text_width(landscape=landscape)
    left = full * (0.38 if landscape else HEAD_LEFT)
    return [round(left, 2), round(full - left, 2)]


def agency_lines(parent: str, agency: str, most: float) -> dict[str, Any]:
    """Return the agency's name under that of its parent, in capitals.

    Under “Ủy ban nhân dân tỉnh Thanh Bình”, “Sở Nội vụ tỉnh Thanh Bình” is headed “SỞ NỘI VỤ”: the
    place stands in the line above.
    """
    place = _PLACE.search(agency) if parent else None
    if place and parent.casefold().endswith(place[0].strip().casefold()):
        agency = agency[: place.start()]
    return {
        "parent": centred(parent.upper(), 12, REGULAR, most) if parent else {"lines": []},
        "agency": centred(agency.upper(), 12, BOLD, most),
    }


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
        wide = centred(text, 13, BOLD, TEXT_WIDTH)["width"] / 72 * 25.4 + 6
        shown.append({"text": text, "width": round(wide, 1), "red": False})
    return shown


def signer_data(
    signing: Signing | None,
    agency: str,
    names: Mapping[str, str],
    *,
    ink: bool,
    size: int,
    most: float = TEXT_WIDTH / 2,
) -> dict[str, Any] | None:
    """Return a signing block.

    Args:
        signing: who signs.
        agency: whose seal.
        names: those of its places.
        ink: draws pen and seal.
        size: points of the body.
        most: width of its column in points.
    """
    if signing is None:
        return None
    sealed = agency if signing.sealed else ""
    return {
        "authority": [
            line
            for title in signing.authority
            for line in centred(title.upper(), size, BOLD, most)["lines"]
        ],
        "hint": signing.hint,
        "signer_name": signing.signer_name,
        "agency": sealed,
        "names": dict(names),
        "ink": _ink(signing.signer_name, sealed) if ink and signing.signer_name else None,
    }


def _ink(signer_name: str, sealed: str) -> dict[str, Any]:
    return {
        "pen": pen_picture(signer_name), "seal": seal_picture(sealed) if sealed else None,
    }  # fmt: skip


def recipients_data(names: tuple[str, ...]) -> dict[str, Any]:
    """Return “Nơi nhận:” and its names."""
    return {"label": printed("print.recipients"), "names": [name.rstrip(" ;.") for name in names]}


def copy_data(copying: Copying | None, *, ink: bool, size: int) -> dict[str, Any] | None:
    """Return the copy block of a paper copy; an e-copy has none."""
    if copying is None or copying.electronic:
        return None
    number = "" if copying.number is None else number_in_digits(copying.number)
    day = "" if copying.copied is None else day_in_words(copying.copied)
    columns = head_columns(landscape=False)
    names = {"signature": "copy_signature", "seal": "copy_seal"}
    return {
        "form": printed(f"print.copy.{copying.form}").upper(),
        "columns": columns,
        **agency_lines(copying.parent_name, copying.agency_name, columns[0] - 6),
        "number": f"{printed('print.number')} {number}/{copying.notation}",
        "date": f"{copying.place}, {day}" if copying.place else day,
        "recipients": recipients_data(copying.recipients),
        "signer": signer_data(copying.signing, copying.agency_name, names, ink=ink, size=size),
    }
