"""From a form to the archive and back: one request, one answer, said in the reader's language."""

from collections.abc import Callable, Sequence
from typing import Any, Final  # requests are JSON

from base.canonical import digest
from base.clock import wall
from base.errors import Refused
from base.language import say
from course.acting import Answered, act, act_all, move_to
from course.people import Person
from sandbox.door import Receipt, Reply
from ui import state

MOST_SAID: Final = 4
"""Refusals told one by one; more would hide the desk."""


def perform(someone: Person, handle: str, request: dict[str, Any]) -> Answered | None:
    """Do one thing; say what came of it.

    Returns:
        The answer; None for a double click, which is harmless and silent.
    """
    expected = state.seen(handle)
    if state.twice(digest([handle, expected, request])):
        return None
    answered = act(someone, handle, request, expected_seq=expected, at=wall())
    if answered.reply is Reply.ACCEPTED:
        state.saw(handle, answered.changes)
        state.say_next("success", done_sentence(answered.receipts))
        for one in answered.receipts[:1]:
            if one.warning is not None:
                state.say_next("warning", say(one.warning, state.language()))
    return answered


def perform_all(
    someone: Person,
    handle: str,
    requests: Sequence[dict[str, Any]],
    *,
    naming: Callable[[dict[str, Any]], str] = lambda _request: "",
    watching: Callable[[int], None] | None = None,
) -> int:
    """Do the same thing to several records; return how many were done.

    Each is judged by itself: what was refused is said with its reason, the others stay done.

    Args:
        someone: who asks.
        handle: of the attempt.
        requests: of one verb.
        naming: what a request is about, put before the reason of its refusal.
        watching: told after each how many were tried: a progress bar.
    """
    seen = state.seen(handle)
    answered = act_all(someone, handle, requests, expected_seq=seen, at=wall(), watching=watching)
    if answered.sentence is not None:
        state.say_next("error", say(answered.sentence, state.language()))
        return 0
    state.saw(handle, answered.changes)
    tried = zip(requests, answered.answers, strict=False)
    refused = [(asked, one) for asked, one in tried if one.reply is not Reply.ACCEPTED]
    for asked, one in refused[:MOST_SAID]:
        named = naming(asked)
        state.say_next("error", f"{named}: {refusal(one)}" if named else refusal(one))
    if answered.done:
        language = state.language()
        verb = say(f"verb.{requests[0]['op']}.title", language)
        told = say("done.many", language, verb=verb, n=answered.done, all=len(requests))
        state.say_next("success", told)
    return answered.done


def sit_at(someone: Person, handle: str, post: str) -> None:
    """Change desks."""
    try:
        answered = move_to(someone, handle, post, at=wall())
    except Refused as refused:
        state.say_next("error", say(refused.sentence, state.language()))
        return
    if answered.reply is not Reply.ACCEPTED:
        state.say_next("error", refusal(answered))


def refusal(answered: Answered) -> str:
    """Return why something was not done, as a whole sentence."""
    language = state.language()
    if answered.sentence is None:
        return say("refused.request.malformed", language)
    return say(answered.sentence, language)


def done_sentence(receipts: Sequence[Receipt]) -> str:
    """Return what was done, and what colleagues did meanwhile."""
    language = state.language()
    told = say("done.one", language, verb=say(f"verb.{receipts[0].verb}.title", language))
    others = [say(f"verb.{one.verb}.title", language) for one in receipts[1:] if one.accepted]
    if others:
        told += " " + say("done.colleagues", language, verbs=", ".join(dict.fromkeys(others)))
    return told
