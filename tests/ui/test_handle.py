"""The signed handle opens what this process sealed, and nothing else."""

from hypothesis import given
from hypothesis import strategies as st

from ui.handle import opened, sealed


@given(st.integers(min_value=1, max_value=10**12))
def test_what_was_sealed_is_opened(login: int) -> None:
    assert opened(sealed(login)) == login


@given(st.one_of(st.none(), st.text(), st.integers(), st.binary()))
def test_anything_else_opens_nothing(forged: object) -> None:
    assert opened(forged) is None


def test_a_handle_for_another_login_does_not_open() -> None:
    _, _, mark = sealed(7).partition(".")
    assert opened(f"8.{mark}") is None
    assert opened(f"07.{mark}") is None
