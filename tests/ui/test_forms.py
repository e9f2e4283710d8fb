"""Every verb's form can make a valid request, and says nothing that no catalogue has."""

from typing import Any

import pytest
from pydantic import ValidationError

from base.language import LANGUAGES
from course.desk import Desk, desk
from sandbox.operations import VERBS, parse
from tests.ui.school import school, somebody
from ui import forms
from ui.forms import Asks, Field


@pytest.fixture(scope="module")
def here() -> Desk:
    handle = school().guided
    return desk(somebody("hocvien"), handle)


def answer(field: Field, here: Desk) -> Any:
    """What a hasty trainee would answer: the first of what is offered."""
    if field.asks in {Asks.RECORD, Asks.CHOICE}:
        return (forms.options(field, here, {}) or [_example(field)])[0]
    if field.asks in {Asks.RECORDS, Asks.CHOICES}:
        return forms.options(field, here, {})[:2] or [_example(field)]
    if field.asks is Asks.NUMBER:
        return 1
    return None if field.asks is Asks.DATE else "Nội dung\nthử"


def _example(field: Field) -> str:
    from sandbox.shelf import KINDS, running

    return running(KINDS[field.refers], 1)


@pytest.mark.parametrize("op", VERBS)
def test_every_form_can_make_a_valid_request(op: str, here: Desk) -> None:
    answers = {one.name: answer(one, here) for one in forms.fields(op)}
    request = parse(forms.request(op, answers))
    assert request.name() == op


@pytest.mark.parametrize("op", VERBS)
def test_a_form_asks_for_every_field_of_its_verb(op: str) -> None:
    asked = {one.name for one in forms.fields(op)}
    assert asked == set(VERBS[op].model_fields) - {"op"}


@pytest.mark.parametrize("op", VERBS)
def test_an_empty_form_names_what_is_missing_where_pydantic_would_refuse(op: str) -> None:
    missing = forms.missing(op, {})
    try:
        parse(forms.request(op, {}))
    except ValidationError as error:
        fields = {str(one["loc"][1]) for one in error.errors()}
        assert fields <= {one.name for one in missing}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("op", VERBS)
def test_every_field_and_option_is_named_in_both_languages(
    op: str, language: Any, here: Desk
) -> None:
    for field in forms.fields(op):
        named = forms.naming(field, here, language)
        said = [
            forms.label(field, language),
            *(named(one) for one in forms.options(field, here, {})),
        ]
        assert not [one for one in said if "⟦" in one or not one.strip()]
        assert forms.label(field, language) != field.name
