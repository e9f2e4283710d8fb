"""A submission binds the SIPs of one transfer; taking it in judges each and the whole."""

from collections.abc import Callable
from datetime import date

import pytest

from base.errors import Refused
from base.language import LANGUAGES, say
from sandbox.packages import (
    Declared,
    InventoryLine,
    Kind,
    PackageOrder,
    PackageReport,
    Profile,
    Reception,
    Submission,
    SubmissionReport,
    build_submission,
    validate_delivery,
    validate_submission,
)
from sandbox.packages.envelope import unzipped, zipped
from sandbox.packages.spoil import drafted
from tests.sandbox.packages.ordering import component, document, file, order

ON = date(2026, 11, 22)


def asked(number: int, **changes: object):
    code = f"Z99.2025.{number:02}.TCCB"
    papers = tuple(
        document(
            one,
            doc_id=f"{code}.{one}",
            doc_code=f"{code}.{one:07}",
            components=(component(one, file_name=f"{code}.{one}.pdf"),),
        )
        for one in (1, 2)
    )
    made = order(ref=f"HS{number:04}", contents=file(file_code=code, title=f"Hồ sơ {number}"))
    return made.model_copy(update={"documents": papers} | changes)


def submitted(count: int = 3):
    return build_submission([asked(number) for number in range(1, count + 1)], made_on=ON)


def lines(count: int = 3):
    return tuple(
        InventoryLine(file_code=f"Z99.2025.{number:02}.TCCB") for number in range(1, count + 1)
    )


def repacked(submission: Submission, change: Callable[[dict[str, bytes]], dict[str, bytes]]):
    tree = change(dict(unzipped(submission.content)))
    return zipped(tree)


def judged(content: bytes, **told: object):
    return validate_submission(content, profile=Profile.STRICT, received=Reception(**told))


def test_a_good_submission_passes_whole_and_in_parts():
    made = submitted()
    report = judged(made.content, inventory=lines(), declared=made.declared, receipt=made.digest)
    assert (report.verdict, report.codes) == ("valid", frozenset())
    assert report.accepted == ("Z99.2025.01.TCCB", "Z99.2025.02.TCCB", "Z99.2025.03.TCCB")
    assert report.received == Declared(packages=3, files=3, documents=6, components=6, pages=6)


def test_the_packages_are_numbered_in_their_names_and_the_same_orders_give_the_same_bytes():
    made = submitted()
    assert made == submitted()
    ids = [one.package_id for one in made.packages]
    assert list(made.package_names) == [f"{n}{objid}.zip" for n, objid in enumerate(ids, 1)]


def test_the_bag_names_the_agency_the_registration_and_that_it_is_training():
    tree = unzipped(submitted().content)
    info = next(part for path, part in tree.items() if path.endswith("bag-info.txt")).decode()
    assert "External-Identifier: NL-2026-01" in info
    assert "ĐÀO TẠO – KHÔNG CÓ GIÁ TRỊ PHÁP LÝ" in info


def test_one_bad_package_fails_alone_and_says_why():
    made = submitted()

    def change(tree: dict[str, bytes]) -> dict[str, bytes]:
        path = next(path for path in tree if path.endswith(made.package_names[1]))
        draft = drafted(tree[path])
        draft.tree[draft.data] += b" "
        return tree | {path: draft.closed()}

    report = judged(repacked(made, change))
    assert report.accepted == ("Z99.2025.01.TCCB", "Z99.2025.03.TCCB")
    assert {"fixity.checksum", "fixity.size", "bag.checksum"} <= report.codes
    names = {r.facts.get("package") for r in report.remarks if r.code == "fixity.checksum"}
    assert names == {made.package_names[1]}


def test_a_package_lost_on_the_way_is_missed_by_bag_list_and_count():
    made = submitted()

    def lose(tree: dict[str, bytes]) -> dict[str, bytes]:
        return {
            path: part for path, part in tree.items() if not path.endswith(made.package_names[2])
        }

    report = judged(repacked(made, lose), inventory=lines(), declared=made.declared)
    assert {"bag.missing", "inventory.file_absent", "declared.packages"} <= report.codes


def test_a_file_nobody_listed_is_found():
    assert judged(submitted().content, inventory=lines(2)).codes == {"inventory.unlisted"}


def test_the_same_package_twice_in_one_submission_is_rejected():
    twice = build_submission([asked(1), asked(1)], made_on=ON)
    assert judged(twice.content).codes == {"submission.twice", "submission.file_twice"}


def test_a_submission_another_than_the_receipt_records_is_found():
    assert judged(submitted().content, receipt="0" * 64).codes == {"reception.receipt"}


def test_a_wrong_name_of_a_package_is_found_by_the_letter():
    made = submitted(1)

    def rename(tree: dict[str, bytes]) -> dict[str, bytes]:
        old = made.package_names[0]
        moved = {
            path.replace(old, f"9{made.packages[0].package_id}.zip"): p for path, p in tree.items()
        }
        return {path: part for path, part in moved.items() if "manifest" not in path}

    report = judged(repacked(made, rename))
    assert "submission.zip_name" in report.codes


def test_loose_packages_without_a_bag_are_taken_with_advice():
    made = submitted(2)
    loose = zipped(dict(zip(made.package_names, (p.content for p in made.packages), strict=True)))
    report = validate_delivery(loose, profile=Profile.STRICT)
    assert isinstance(report, SubmissionReport)
    assert (report.verdict, report.codes) == ("valid", frozenset())
    assert [r.code for r in report.remarks] == ["submission.no_bag"]


def test_a_delivery_is_known_for_what_it_is():
    made = submitted(1)
    assert isinstance(validate_delivery(made.content), SubmissionReport)
    assert isinstance(validate_delivery(made.packages[0].content), PackageReport)
    assert isinstance(validate_delivery(b"noise"), PackageReport)


@pytest.mark.parametrize(
    "noise", [b"", b"PK", zipped({"a.txt": b"x"}), zipped({"bagit.txt": b"?"})]
)
def test_a_submission_of_nothing_is_a_verdict(noise: bytes):
    report = validate_submission(noise)
    assert report.verdict == "invalid"
    for remark in report.remarks:
        for language in LANGUAGES:
            assert "⟦" not in say(f"package.{remark.code}", language, **remark.facts)


@pytest.mark.parametrize(
    ("orders", "code"),
    [
        ([], "package.nothing_to_submit"),
        ([order(Kind.AIP)], "package.not_one_transfer"),
        ([asked(1), asked(2, registration="NL-2026-02")], "package.not_one_transfer"),
    ],
)
def test_what_is_not_one_transfer_is_refused(orders: list[PackageOrder], code: str):
    with pytest.raises(Refused) as refused:
        build_submission(orders, made_on=ON)
    assert refused.value.code == code
