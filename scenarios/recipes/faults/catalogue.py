"""The catalogue: every fault and red herring that can be planted, and who makes it.

What each is (layer, difficulty, finding, rules) stands in ``catalogue.yaml``; its name and what
follows from it in the words.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple  # YAML

from base.errors import Misconfigured
from base.strict_yaml import load_yaml
from sandbox.shelf import KINDS
from scenarios.recipes.faults import make_arrivals as arrivals
from scenarios.recipes.faults import make_attachments as attachments
from scenarios.recipes.faults import make_cases as cases
from scenarios.recipes.faults import make_certificates as certificates
from scenarios.recipes.faults import make_contents as contents
from scenarios.recipes.faults import make_copies as copies
from scenarios.recipes.faults import make_documents as documents
from scenarios.recipes.faults import make_files as files
from scenarios.recipes.faults import make_filing as filing
from scenarios.recipes.faults import make_formats as formats
from scenarios.recipes.faults import make_herrings as herrings
from scenarios.recipes.faults import make_holds as holds
from scenarios.recipes.faults import make_registers as registers
from scenarios.recipes.faults import make_scans as scans
from scenarios.recipes.faults import make_signatories as signatories
from scenarios.recipes.faults import make_signatures as signatures
from scenarios.recipes.faults import make_signed_herrings as signed_herrings
from scenarios.recipes.faults import make_tampering as tampering
from scenarios.recipes.faults import make_transfers as transfers
from scenarios.recipes.faults.kinds import (
    Days,
    Details,
    FaultKind,
    Fits,
    HerringKind,
    Layer,
    Make,
    Term,
)

_DATA: Final = Path(__file__).with_name("catalogue.yaml")


class Maker(NamedTuple):
    """Whether a record can bear a fault, and how it is made."""

    fits: Fits
    make: Make
    details: type[Details] = Details


_FAULTS: Final[Mapping[str, Maker]] = {
    "D01": Maker(documents.drafted, documents.draft),
    "D02": Maker(attachments.listing, attachments.missing),
    "D03": Maker(attachments.exchangeable, attachments.foreign),
    "D04": Maker(documents.twinned, documents.twin),
    "D05": Maker(documents.twinned, documents.scanned_again),
    "D06": Maker(registers.arrived, registers.twice),
    "D06-gap": Maker(registers.arrived, registers.gap),
    "D06-out": Maker(registers.last_of_year, registers.twice_out),
    "D07": Maker(registers.mistakable, registers.wrong_notation),
    "D08": Maker(contents.dated, contents.outside_signing, Days),
    "D09": Maker(registers.from_outside, registers.unnumbered),
    "D10": Maker(documents.copied_wrongly, documents.wrong_copy),
    "D11": Maker(contents.legible, contents.wrong_subject),
    "D12": Maker(contents.open_to_all, contents.personal_data),
    "D13": Maker(contents.in_open_file, contents.more_secret),
    "D14": Maker(contents.early, contents.from_future),
    "D15": Maker(arrivals.for_us, arrivals.misdirected),
    "D16": Maker(arrivals.stamped, arrivals.unmarked),
    "D17": Maker(arrivals.open_arrival, arrivals.within),
    "D18": Maker(attachments.bearing_marks, attachments.unmarked),
    "D19": Maker(attachments.bearing_marks, attachments.red_seal),
    "F01": Maker(filing.movable, filing.into_wrong_file),
    "F02": Maker(files.classed, files.wrong_row),
    "F04": Maker(files.titled, files.vague_title),
    "F05": Maker(files.termed, files.below_table, Term),
    "F06": Maker(files.mixed, files.below_item),
    "F07": Maker(files.ended, files.wrong_end),
    "F08": Maker(cases.running, cases.appraised_early),
    "F08-listed": Maker(cases.running, cases.listed_early),
    "F09": Maker(files.waiting, files.event_as_number, Term),
    "F10": Maker(filing.orderly, filing.out_of_order),
    "F11": Maker(filing.asking, filing.unanswered),
    "F12": Maker(files.planned, files.unplanned),
    "S01": Maker(signatures.simple, tampering.byte_changed),
    "S02": Maker(signatures.simple, tampering.annotated),
    "S03": Maker(signatures.simple, tampering.page_replaced),
    "S04": Maker(signatures.simple, tampering.page_added),
    "S05": Maker(signatures.simple, tampering.bytes_added),
    "S06": Maker(signatures.simple, tampering.seal_cut_off),
    "S07": Maker(certificates.sealed_by_others, certificates.other_agency),
    "S08": Maker(signatories.unauthorised, signatories.no_authority),
    "S09": Maker(signatories.delegable, signatories.delegation_over),
    "S10": Maker(certificates.not_of_today, certificates.expired_unproven),
    "S12": Maker(signatures.simple, certificates.after_expiry),
    "S13": Maker(signatures.simple, certificates.revoked_before),
    "S15": Maker(signatures.still_certified, signatures.no_timestamp),
    "S16": Maker(signatures.simple, signatures.false_time),
    "S17": Maker(signatures.simple, signatures.strange_stamp),
    "S18": Maker(signatures.simple, certificates.lookalike),
    "S19": Maker(signatures.simple, certificates.wrong_key),
    "S20": Maker(tampering.in_tray, tampering.picture_only),
    "S21": Maker(signatures.simple, tampering.empty_field),
    "S22": Maker(signatures.simple, signatures.old_form),
    "S23": Maker(signatures.simple, tampering.saved_again),
    "S24": Maker(signatures.simple, tampering.signatures_lost),
    "S25": Maker(signatures.simple, signatures.forbidden_change),
    "S26": Maker(signatures.simple, signatures.seal_first),
    "S27": Maker(certificates.of_state, certificates.public_issuer),
    "S29": Maker(signatures.with_donor, signatures.copied_stamp),
    "S30": Maker(signatures.simple, signatures.weak_digest),
    "S31": Maker(signatures.old_enough, signatures.not_renewed),
    "T01": Maker(formats.whole, formats.misnamed),
    "T02": Maker(formats.whole, formats.program),
    "T03": Maker(formats.whole, formats.empty),
    "T04": Maker(formats.whole, formats.locked),
    "T05": Maker(formats.signed_pdfa, formats.no_profile),
    "T06": Maker(formats.signed_pdfa, formats.scripted),
    "T07": Maker(formats.whole, formats.harmful),
    "T08": Maker(scans.of_pages, scans.page_missing),
    "T09": Maker(scans.scanned, scans.turned),
    "T10": Maker(scans.scanned, scans.low_dpi),
    "T11": Maker(scans.scanned, scans.grey),
    "T12": Maker(scans.scanned, scans.no_text),
    "T13": Maker(scans.signed_overleaf, scans.blank_page),
    "T14": Maker(formats.whole, formats.cut),
    "T15": Maker(formats.whole, formats.bad_name),
    "T16": Maker(scans.marked, scans.red_seal),
    "T17": Maker(scans.scanned, formats.scanners_name),
    "P01": Maker(transfers.permanent, transfers.bag_changed),
    "P03": Maker(transfers.permanent, transfers.spoiler("P03.missing")),
    "P04": Maker(transfers.permanent, transfers.spoiler("P04.checksum")),
    "P05": Maker(transfers.permanent, transfers.spoiler("P05.size")),
    "P06": Maker(transfers.permanent, transfers.spoiler("P06.mets")),
    "P07": Maker(transfers.permanent, transfers.spoiler("P07.test")),
    "P08": Maker(transfers.permanent, transfers.spoiler("P08.traversal")),
    "P10": Maker(transfers.with_more, transfers.inventory_differs),
    "P11": Maker(transfers.permanent, transfers.spoiler("P11.total")),
    "P12": Maker(transfers.permanent, transfers.sent_twice),
    "P13": Maker(transfers.fixed_term, transfers.not_permanent),
    "P14": Maker(transfers.permanent, transfers.unregistered),
    "P15": Maker(transfers.permanent, transfers.one_sided),
    "R01": Maker(copies.stored_twice, copies.rotten),
    "R02": Maker(copies.stored_twice, copies.together),
    "R03": Maker(copies.own_agency, copies.unchecked, Days),
    "H01": Maker(holds.run_out, holds.on_expired),
    "H02": Maker(holds.reaching, holds.on_shared),
    "H03": Maker(holds.holdable, holds.lifted_wrongly),
    "H04": Maker(cases.destroyable, cases.too_soon),
    "H05": Maker(cases.of_a_unit, cases.council_without_owner),
    "H06": Maker(cases.destroyable, cases.decider_acts),
    "H07": Maker(cases.destroyable, cases.too_late, Days),
    "H08": Maker(cases.copied, cases.copy_left),
    "H09": Maker(cases.destroyable, cases.paper_missing),
    "H10": Maker(cases.listed_linked, cases.linked),
    "H11": Maker(cases.destroyable, cases.no_stub),
}

_HERRINGS: Final[Mapping[str, Maker]] = {
    "lifted-hold": Maker(holds.run_out, herrings.lifted_hold),
    "running-hold": Maker(cases.running, herrings.running_hold),
    "second-signature": Maker(signed_herrings.countersigned, signed_herrings.second_signature),
    "expired-since": Maker(certificates.not_of_today, signed_herrings.expired_since),
    "revoked-after": Maker(signed_herrings.proven, signed_herrings.revoked_after),
    "archive-timestamp": Maker(signed_herrings.recently_signed, signed_herrings.archive_timestamp),
    "evidence-added": Maker(signed_herrings.recently_signed, signed_herrings.evidence_added),
    "sealed-next-day": Maker(signed_herrings.sent_days_ago, signed_herrings.sealed_next_day),
    "last-day": Maker(signatories.delegable, signed_herrings.last_day),
    "account-number": Maker(contents.open_to_all, signed_herrings.account_number),
    "nfd-name": Maker(herrings.named, herrings.apart_letters),
    "upper-case-name": Maker(herrings.named, herrings.large_letters),
    "blank-verso": Maker(scans.scanned, herrings.blank_verso),
    "aged-paper": Maker(scans.scanned, herrings.aged_paper),
    "sounds-permanent": Maker(herrings.grand, herrings.sounds_permanent),
    "longer-term": Maker(herrings.raised, herrings.longer_term),
    "old-word": Maker(herrings.any_file, herrings.old_word),
    "filed-twice": Maker(herrings.shareable, herrings.filed_twice),
}


@cache
def _written() -> Mapping[str, list[dict[str, Any]]]:
    data: Mapping[str, list[dict[str, Any]]] = load_yaml(_DATA).data
    return data


def _fault(line: Mapping[str, Any]) -> FaultKind:
    maker = _maker(_FAULTS, line["id"])
    return FaultKind(
        id=line["id"],
        layer=Layer(line["layer"]),
        difficulty=line["difficulty"],
        finding=line["finding"],
        rules=tuple(line["rules"]),
        takes=KINDS[line["takes"]],
        fits=maker.fits,
        make=maker.make,
        tag=line["tag"],
        reasons=tuple(line.get("reasons", ())),
        returns=tuple(line.get("returns", ())),
        details=maker.details,
    )


def _herring(line: Mapping[str, Any]) -> HerringKind:
    maker = _maker(_HERRINGS, line["id"])
    return HerringKind(
        id=line["id"],
        finding=line["finding"],
        rules=tuple(line["rules"]),
        takes=KINDS[line["takes"]],
        fits=maker.fits,
        make=maker.make,
    )


def _maker(makers: Mapping[str, Maker], name: str) -> Maker:
    if name not in makers:
        raise Misconfigured("fault.no_maker", fault=name)
    return makers[name]


FAULTS: Final[Mapping[str, FaultKind]] = {
    kind.name: kind for kind in map(_fault, _written()["faults"])
}
"""``fault/D04`` → its kind, in the order of the catalogue."""

HERRINGS: Final[Mapping[str, HerringKind]] = {
    kind.name: kind for kind in map(_herring, _written()["herrings"])
}
"""``herring/lifted-hold`` → its kind."""
