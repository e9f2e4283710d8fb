"""The only module that touches ``session_state`` and the address: view state, never the truth.

What is kept here: the language of this run, which form is open, what is to be said next, and
the values of widgets. A refresh loses it and loses nothing: the archive is in the database.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final  # widget values are of many types

import streamlit as st

from base.language import Language

_LANGUAGE: Final = "language"
_FORM: Final = "form"
_ALL: Final = "form-all"
_SAID: Final = "said"
_DONE: Final = "done"
_ERROR: Final = "form-error"
_SHOWN: Final = "shown"


def speak(language: Language) -> None:
    """Remember the language of this run."""
    st.session_state[_LANGUAGE] = language


def language() -> Language:
    """Return the language of this run."""
    return "en" if st.session_state.get(_LANGUAGE) == "en" else "vi"


def attempt() -> str:
    """Return the handle of the attempt the address names, or nothing."""
    return str(st.query_params.get("attempt", ""))


def chosen() -> str:
    """Return what is open on the desk: a reference code, or the name of a list."""
    return str(st.query_params.get("at", ""))


def asked(name: str) -> str:
    """Return another parameter of the address."""
    return str(st.query_params.get(name, ""))


def ask(name: str, value: str) -> None:
    """Set a parameter of the address."""
    st.query_params[name] = value


def choose(ref: str) -> None:
    """Open something on the desk; the address says so, and a refresh finds it again."""
    if chosen() != ref:
        st.query_params["at"] = ref


def value(key: str, default: Any = None) -> Any:  # noqa: ANN401 - widget values
    """Return a widget's value."""
    return st.session_state.get(key, default)


def has(key: str) -> bool:
    """Whether a widget holds a value: one that was not drawn lately has lost it."""
    return key in st.session_state


def preset(key: str, content: Any) -> None:  # noqa: ANN401 - widget values
    """Set a widget's value before the widget is drawn."""
    st.session_state[key] = content


def default(key: str, content: Any) -> None:  # noqa: ANN401 - widget values
    """Set a widget's first value."""
    if key not in st.session_state:
        st.session_state[key] = content


def forget(*keys: str) -> None:
    """Drop the values of input widgets. Never of a button: dropping one presses it."""
    for key in keys:
        st.session_state.pop(key, None)


def event(key: str, name: str) -> Any:  # noqa: ANN401 - whatever the component sent
    """Return what a component's trigger carries during its callback."""
    held = st.session_state.get(key)
    return held.get(name) if isinstance(held, Mapping) else getattr(held, name, None)


def open_form(op: str, given: Mapping[str, Any] | None = None) -> None:
    """Have a form shown at the end of this run; ``given`` fills its fields."""
    st.session_state[_FORM] = {"op": op, "given": dict(given or {}), "fresh": True}
    st.session_state.pop(_ERROR, None)
    st.session_state.pop(_ALL, None)


def form() -> dict[str, Any] | None:
    """Return which form is open, with what it was given."""
    found = st.session_state.get(_FORM)
    return found if isinstance(found, dict) else None


def ask_all(requests: Sequence[dict[str, Any]]) -> None:
    """Keep the requests of the open form, one a record, to be done at the end of this run."""
    st.session_state[_ALL] = list(requests)


def asked_all() -> list[dict[str, Any]]:
    """Return the requests that the open form asks for, one a record."""
    return list(st.session_state.get(_ALL, []))


def close_form() -> None:
    """Have no form shown any more."""
    st.session_state.pop(_FORM, None)
    st.session_state.pop(_ALL, None)
    st.session_state.pop(_ERROR, None)


def complain(sentence: str) -> None:
    """Keep a sentence to be shown in the open form."""
    st.session_state[_ERROR] = sentence


def complaint() -> str:
    """Return the sentence to be shown in the open form."""
    return str(st.session_state.get(_ERROR, ""))


def say_next(tone: str, sentence: str) -> None:
    """Keep a sentence to be shown once, at the top of the next run."""
    st.session_state.setdefault(_SAID, []).append((tone, sentence))


def said() -> list[tuple[str, str]]:
    """Take the sentences to be shown once."""
    return list(st.session_state.pop(_SAID, []))


def saw(handle: str, changes: int) -> None:
    """Remember at which count of changes an attempt was last shown."""
    st.session_state[_SHOWN] = (handle, changes)


def seen(handle: str) -> int:
    """Return the count of changes this page last showed: what ``expected_seq`` is."""
    shown, changes = st.session_state.get(_SHOWN, ("", -1))
    return int(changes) if shown == handle else -1


def twice(mark: str) -> bool:
    """Whether the very same thing was asked just before: a double click."""
    same = st.session_state.get(_DONE) == mark
    st.session_state[_DONE] = mark
    return same


def keep(name: str, content: Any) -> None:  # noqa: ANN401 - a small view value
    """Keep a view value under a name of our own."""
    st.session_state[f"kept.{name}"] = content


def recall(name: str, otherwise: Any = None) -> Any:  # noqa: ANN401 - a small view value
    """Return a view value."""
    return st.session_state.get(f"kept.{name}", otherwise)
