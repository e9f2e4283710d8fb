"""BagIt: what each depth sees, and why integrity inside a bag is not authenticity."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.packages import Depth, bag_digest, check_bag, check_receipt, make_bag
from sandbox.packages.bag import rewrite_manifest, without_tag_manifest

PAYLOAD = {"goi-1.zip": b"noi dung", "Phụ lục/mục lục.pdf": b"%PDF-1.7"}
BAG = make_bag(PAYLOAD, made_on=date(2026, 11, 22), facts={"Source-Organization": "Sở Nội vụ"})
TAMPERED = {**BAG, "data/goi-1.zip": b"noi dUng"}


@pytest.mark.parametrize("depth", Depth)
def test_a_good_bag_is_valid_at_every_depth(depth: Depth):
    report = check_bag(BAG, depth=depth)
    assert (report.verdict, report.remarks) == ("valid", ())
    assert (report.files, report.size) == (2, 16)


def test_a_change_of_the_same_size_is_seen_by_the_full_check_only():
    found = {depth: check_bag(TAMPERED, depth=depth).codes for depth in Depth}
    assert found == {
        Depth.FAST: frozenset(),
        Depth.COMPLETE: frozenset(),
        Depth.FULL: {"bag.checksum"},
    }


def test_files_too_many_and_too_few_are_named():
    more = check_bag({**BAG, "data/la.txt": b"x"})
    fewer = check_bag({path: part for path, part in BAG.items() if path != "data/goi-1.zip"})
    assert more.codes == {"bag.oxum", "bag.extra"}
    assert fewer.codes == {"bag.oxum", "bag.missing"}
    assert [r.facts["path"] for r in fewer.remarks if r.code == "bag.missing"] == ["data/goi-1.zip"]


def test_a_rewritten_manifest_is_caught_by_the_tag_manifest_and_without_it_by_nothing_inside():
    forged = rewrite_manifest(TAMPERED)
    assert check_bag(forged).codes == {"bag.tag_checksum"}
    unguarded = without_tag_manifest(forged)
    report = check_bag(unguarded)
    assert report.verdict == "valid"
    assert [remark.code for remark in report.remarks] == ["bag.no_tag_manifest"]
    assert check_receipt(unguarded, bag_digest(BAG)).codes == {"bag.receipt"}
    assert check_receipt(BAG, bag_digest(BAG)).verdict == "valid"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"../ngoai.txt": b"x"}, "bag.unsafe_path"),
        ({"manifest-sha256.txt": b"0" * 64 + b"  ../../x\n"}, "bag.malformed"),
        ({"manifest-sha256.txt": b"\xff\xfe"}, "bag.malformed"),
        ({"bagit.txt": b"BagIt-Version: 9\n"}, "bag.malformed"),
    ],
)
def test_a_malformed_bag_is_a_verdict(changed: dict[str, bytes], code: str):
    assert code in check_bag({**BAG, **changed}).codes


def test_what_is_no_bag_is_a_verdict():
    assert check_bag({"a.txt": b"x"}).codes == {"bag.not_a_bag"}


@settings(max_examples=15, deadline=None)
@given(
    st.dictionaries(
        st.from_regex(r"[a-zà-ỹ%0-9]{1,12}\.txt", fullmatch=True),
        st.binary(max_size=40),
        min_size=1,
    )
)
def test_every_payload_makes_a_valid_bag(payload: dict[str, bytes]):
    assert check_bag(make_bag(payload, made_on=date(2026, 1, 1))).verdict == "valid"
