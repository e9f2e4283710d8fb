"""Command lines: 0 yes, 1 no, 2 unable; an error is one sentence in the terminal's language."""

import argparse
from typing import NoReturn

import pytest

from base.command import FAILED, UNABLE, Parser, language, obey, shown
from base.errors import Misconfigured, Refused


def _parser() -> Parser:
    parser = Parser(prog="khotap")
    parser.add_argument("--count", type=int, default=0)
    return parser


@pytest.mark.parametrize("code", [0, FAILED, UNABLE])
def test_what_the_work_answers_is_the_exit_code(code: int) -> None:
    assert obey(lambda _: code, _parser(), []) == code


def test_the_words_reach_the_work() -> None:
    assert obey(lambda told: int(told.count), _parser(), ["--count", "1"]) == 1


@pytest.mark.parametrize(
    ("tongue", "told"),
    [("en", "All 2 attempts are used.\n"), ("vi", "Đã dùng hết 2 lần làm bài.\n")],
)
def test_a_spoken_error_is_one_sentence_and_code_two(
    tongue: str, told: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def work(_: argparse.Namespace) -> NoReturn:
        raise Refused("attempt.none_left", limit=2)

    monkeypatch.setenv("KHOTAP_LANGUAGE", tongue)
    assert obey(work, _parser(), []) == UNABLE
    out, err = capsys.readouterr()
    assert (out, err) == ("", told)


def test_wrong_words_are_code_two_and_say_how_to_call(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        obey(lambda _: 0, _parser(), ["--cuont", "1"])
    assert left.value.code == UNABLE
    err = capsys.readouterr().err
    assert "--cuont" in err
    assert "usage: khotap" in err


def test_a_reader_that_goes_away_is_no_crash() -> None:
    def work(_: argparse.Namespace) -> NoReturn:
        raise BrokenPipeError

    assert obey(work, _parser(), []) == UNABLE


def test_a_defect_is_not_hidden() -> None:
    def work(_: argparse.Namespace) -> NoReturn:
        raise KeyError("defect")

    with pytest.raises(KeyError):
        obey(work, _parser(), [])


@pytest.mark.parametrize(
    ("chosen", "everything", "lang", "found"),
    [
        ("vi", "en_US.UTF-8", "en_US.UTF-8", "vi"),
        ("en", "vi_VN.UTF-8", "vi_VN.UTF-8", "en"),
        ("", "vi_VN.UTF-8", "en_US.UTF-8", "vi"),
        ("", "", "vi_VN.UTF-8", "vi"),
        ("", "", "C.UTF-8", "en"),
        ("", "", "", "en"),
        ("fr", "", "fr_FR.UTF-8", "en"),
    ],
)
def test_the_terminals_language(
    chosen: str, everything: str, lang: str, found: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (("KHOTAP_LANGUAGE", chosen), ("LC_ALL", everything), ("LANG", lang)):
        monkeypatch.setenv(name, value)
    assert language() == found


def test_what_is_printed_keeps_its_letters_and_its_order() -> None:
    assert shown({"b": "Hồ sơ", "a": 1}) == '{\n  "b": "Hồ sơ",\n  "a": 1\n}'


def test_every_misconfiguration_is_spoken_too() -> None:
    def work(_: argparse.Namespace) -> NoReturn:
        raise Misconfigured("share.demo")

    assert obey(work, _parser(), []) == UNABLE
