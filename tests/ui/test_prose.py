"""Whatever a person wrote is shown and not done."""

from hypothesis import given
from hypothesis import strategies as st

from ui import prose

NASTY = "<img src=x onerror=alert(1)>![a](http://evil.example/x.png)[b](javascript:alert(1))"


def test_markdown_of_a_person_neither_links_nor_loads_nor_formats() -> None:
    shown = prose.plain(NASTY)
    assert "![" not in shown
    assert "](" not in shown
    assert "\\<img" in shown


@given(st.text())
def test_no_text_opens_a_tag_in_our_html(text: str) -> None:
    for made in (prose.facts([(text, text)]), prose.head(text, text, "gray", text)):
        plain = prose.facts([("", "")]) + prose.head("", "x", "gray", "")
        assert made.count("<script") == 0
        assert set(_tags(made)) <= set(_tags(plain)) | {"span"}


def _tags(html: str) -> list[str]:
    import re

    return re.findall(r"<([a-z0-9]+)", html)
