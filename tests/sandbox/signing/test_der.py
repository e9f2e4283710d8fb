"""What we write as DER is what a general ASN.1 library reads."""

from datetime import UTC, datetime

from asn1crypto import core
from hypothesis import given
from hypothesis import strategies as st

from sandbox.signing import der

ARCS = st.lists(st.integers(0, 2**130), min_size=1, max_size=8)


@given(st.integers(0, 2**200))
def test_an_integer_reads_back(value: int):
    assert core.Integer.load(der.integer(value), strict=True).native == value


@given(st.binary(max_size=70_000))
def test_octets_of_any_length_read_back(value: bytes):
    assert core.OctetString.load(der.octets(value), strict=True).native == value


@given(st.integers(0, 2), st.integers(0, 39), ARCS)
def test_an_identifier_reads_back(first: int, second: int, rest: list[int]):
    dotted = ".".join(str(arc) for arc in (first, second, *rest))
    assert core.ObjectIdentifier.load(der.identifier(dotted), strict=True).dotted == dotted


@given(st.datetimes(datetime(1950, 1, 1), datetime(2200, 1, 1)))  # noqa: DTZ001
def test_a_moment_reads_back_to_the_second(moment: datetime):
    aware = moment.replace(tzinfo=UTC, microsecond=0)
    assert core.GeneralizedTime.load(der.generalized(aware)).native == aware
    utc = der.utc_time(aware)
    kind = core.UTCTime if utc[0] == 0x17 else core.GeneralizedTime
    assert kind.load(utc).native == aware


@given(st.lists(st.binary(min_size=1, max_size=20), max_size=6))
def test_a_set_is_in_the_order_of_its_bytes(values: list[bytes]):
    members = [der.octets(value) for value in values]
    assert der.set_of(*members) == der.set_of(*reversed(members))
    content = der.set_of(*members)[2:]
    assert content == b"".join(sorted(members))
