"""A long list through its window: found, sorted and turned as the browser would do it whole."""

from math import ceil
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from ui import window
from ui.window import FAR, PAGE, Asked, Lens, folded

ROWS = [f"{n:04d} {'Báo cáo' if n % 3 else 'Quyết định'} năm {2005 + n % 12}" for n in range(1_300)]
LENS = Lens[str](
    words=lambda row: row,
    orders={"number": lambda row: row[:4], "year": lambda row: row[-4:]},
    facets={"kind": (lambda row: row[5:12].strip(), str)},
)


@pytest.mark.parametrize("asked", ["bao cao", "BÁO CÁO", "báo  2007", "quyet dinh 2011"])
def test_what_is_sought_is_found_with_and_without_marks(asked: str) -> None:
    found = window.found(ROWS, LENS, Asked(search=asked))
    wanted = [row for row in ROWS if all(word in folded(row) for word in folded(asked).split())]
    assert found == wanted != []


def test_letters_fold_as_the_browser_folds_them() -> None:
    assert folded("Đề nghị TIÊU HỦY, số 12/QĐ-SNV") == "de nghi tieu huy, so 12/qd-snv"


@given(
    sort=st.sampled_from(["", "number", "year", "no such column"]),
    down=st.booleans(),
    kind=st.sampled_from(["", "Báo cáo", "Quyết đ"]),
)
def test_pages_together_are_the_whole_list_each_row_once(sort: str, down: bool, kind: str) -> None:
    asked = Asked(sort=sort, down=down, facets={"kind": kind})
    found = window.found(ROWS, LENS, asked)
    seen = [window.paged(found, page) for page in range(ceil(len(found) / PAGE))]
    assert [row for _, rows in seen for row in rows] == found
    assert sorted(found) == [row for row in ROWS if not kind or LENS.facets["kind"][0](row) == kind]
    if sort in LENS.orders:
        keys = [LENS.orders[sort](row) for row in found]
        assert keys == sorted(keys, reverse=down)


@pytest.mark.parametrize("page", [-4, 10**9])
def test_a_page_that_is_not_there_is_the_nearest_one(page: int) -> None:
    number, rows = window.paged(ROWS, page)
    assert number in {0, ceil(len(ROWS) / PAGE) - 1}
    assert rows


def _asking() -> None:
    import streamlit as st

    from tests.ui.test_window import LENS, ROWS
    from ui.window import seek, through

    for told in st.session_state["told"]:
        seek("incoming", told, ("kind",))
    seen = through("incoming", ROWS, LENS)
    short = through("short", ROWS[:12], LENS)
    st.session_state["seen"] = (seen.rows, seen.far, short)


@pytest.mark.parametrize(
    "told", [None, "x", 7, [], {"page": "many", "facets": 3, "search": None, "down": "yes"}]
)
def test_whatever_a_page_sends_is_asked_of_a_list_or_nothing(told: Any) -> None:
    at = AppTest.from_function(_asking)
    at.session_state["told"] = [told]
    at.run()
    assert not at.exception
    rows, far, short = at.session_state["seen"]
    assert rows == ROWS[:PAGE]
    assert (far["total"], far["pages"]) == (len(ROWS), ceil(len(ROWS) / PAGE))
    assert short.rows == ROWS[:12]
    assert short.far is None
    assert len(ROWS) >= FAR


def test_what_was_asked_last_is_what_is_seen() -> None:
    at = AppTest.from_function(_asking)
    asked = {"search": "bao cao 2009", "facets": {"kind": "Báo cáo", "x": "y"}, "sort": "number"}
    at.session_state["told"] = [{"search": "2011"}, {**asked, "down": True, "page": 99}]
    at.run()
    rows, far, _ = at.session_state["seen"]
    assert rows == sorted(rows, reverse=True) != []
    assert all("Báo cáo" in row and row.endswith("2009") for row in rows)
    assert far["asked"]["facets"] == {"kind": "Báo cáo"}
    assert far["asked"]["page"] == far["pages"] - 1
    assert far["facets"]["kind"] == ["Báo cáo", "Quyết đ"]
