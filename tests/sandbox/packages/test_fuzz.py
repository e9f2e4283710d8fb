"""Whatever comes in, a reasoned verdict comes out."""

import zlib

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from base.language import say
from sandbox.packages import (
    Kind,
    PackageReport,
    Profile,
    SubmissionReport,
    build_package,
    validate_delivery,
    validate_package,
)
from sandbox.packages.spoil import drafted
from tests.sandbox.packages.ordering import order

GOOD = build_package(order(Kind.AIP)).content
calm = settings(
    max_examples=100, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
)


def reasoned(report: PackageReport | SubmissionReport):
    assert report.verdict in {"valid", "invalid", "undetermined"}
    assert (report.verdict == "valid") == (not report.codes)
    for remark in report.remarks:
        assert "⟦" not in say(f"package.{remark.code}", "vi", **remark.facts), remark.code
    report.model_dump_json()


@calm
@given(st.integers(0, len(GOOD)))
def test_a_package_cut_anywhere(place: int):
    report = validate_package(GOOD[:place], profile=Profile.STRICT)
    reasoned(report)
    assert (report.verdict == "valid") == (place == len(GOOD))


@calm
@given(
    st.lists(st.tuples(st.integers(0, len(GOOD) - 1), st.integers(1, 255)), min_size=1, max_size=6)
)
def test_a_package_with_bytes_turned(flips: list[tuple[int, int]]):
    content = bytearray(GOOD)
    for place, mask in flips:
        content[place] ^= mask
    reasoned(validate_package(bytes(content), profile=Profile.STRICT))
    reasoned(validate_delivery(bytes(content)))


@calm
@given(st.data())
def test_a_package_whose_xml_is_damaged_and_weighed_again(data: st.DataObject):
    draft = drafted(GOOD)
    xml = sorted(path for path in draft.tree if path.endswith(".xml"))
    path = data.draw(st.sampled_from(xml))
    content = bytearray(draft.tree[path])
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(content) - 1))
        content[place : place + data.draw(st.integers(0, 12))] = data.draw(st.binary(max_size=12))
    draft.tree[path] = bytes(content)
    if not path.endswith("METS.xml"):
        draft.weighed()
    reasoned(validate_package(draft.closed(), profile=Profile.LENIENT))


@calm
@given(st.binary(max_size=300))
def test_no_package_at_all(noise: bytes):
    reasoned(validate_package(noise))
    reasoned(validate_package(b"PK\x03\x04" + noise))
    reasoned(validate_delivery(zlib.compress(noise)))
