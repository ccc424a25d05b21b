"""The look at each page can fail: what axe sees, what sticks out, and what the console says."""

import pytest
from playwright.sync_api import Browser

from tests import browser as kit

GOOD = '<!doctype html><html lang="en-GB"><title>A page</title><main><h1>Words</h1><p>More words</p>{}</main></html>'


@pytest.fixture
def look(chromium: Browser):
    """`look(html)` draws a good page with this in it, and looks."""
    window = kit.visit(chromium, "", size=kit.PHONE)

    def draw(html: str = "") -> None:
        window.page.set_content(GOOD.format(html))
        window.looks_right()

    yield draw
    window.page.context.close()


def test_a_good_page_is_fine(look):
    look()


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ('<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">', "image-alt"),
        ("<input>", "label"),
        ('<p style="color: #aaa; background: #fff">Pale</p>', "color-contrast"),
        ('<div style="width: 500px">Wide</div>', "too wide"),
        ("<script>console.error('It broke')</script>", "It broke"),
    ],
)
def test_what_is_wrong_is_said(look, html, said):
    with pytest.raises(AssertionError, match=said):
        look(html)


def test_the_same_page_in_other_words_is_looked_at_once_and_another_shape_again(look):
    look("<p>One</p>")
    look("<p>Two</p>")
    with pytest.raises(AssertionError, match="label"):
        look("<p>Two</p><input>")
