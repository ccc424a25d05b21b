"""What JavaScript makes nicer, in a real browser: words kept as they are typed, sent once, and a quick way out."""

import http.server
import threading
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from playwright.sync_api import Browser, Page, expect

STATIC = Path(__file__).parents[2] / "alongside" / "ui" / "static"
PAGE = """<!doctype html><html lang="en-GB"><title>x</title><body>
<a href="/left" data-leave>Leave this page quickly</a>
<form method="post" action="/sent" data-draft-url="/draft" data-once>
<label for="said">Words</label><textarea id="said" name="said"></textarea>
<p data-draft-status role="status"></p><button>Save</button></form>
<details data-close-on-leave><summary>More</summary><a href="#x">One</a></details>
<script type="module" src="/assets/app.js"></script></body></html>"""


@pytest.fixture
def site() -> Iterator[SimpleNamespace]:
    """A server of one page, which notes what it is sent; `draft_status` is what it answers to a kept draft."""
    known = SimpleNamespace(drafts=[], sent=0, draft_status=200, address="")

    class Answers(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asset = STATIC / self.path.removeprefix("/assets/")
            script = self.path.startswith("/assets/") and asset.is_file()
            self._answer(
                200, asset.read_bytes() if script else PAGE.encode(), "text/javascript" if script else "text/html"
            )

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            if self.path == "/draft":
                known.drafts.append(body)
                self._answer(known.draft_status, b"{}", "application/json")
            else:
                known.sent += 1
                self._answer(204, b"", "text/html")

        def _answer(self, status: int, body: bytes, kind: str) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *said: object) -> None:
            """Quiet."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    known.address = f"http://127.0.0.1:{server.server_port}/"
    yield known
    server.shutdown()
    server.server_close()


@pytest.fixture
def page(site: SimpleNamespace, chromium: Browser) -> Iterator[Page]:
    opened = chromium.new_page()
    opened.goto(site.address)
    opened.wait_for_selector("body.js-enabled")
    yield opened
    opened.close()


def test_words_are_kept_as_they_are_typed(site, page):
    page.get_by_label("Words").fill("The bus was easier")
    expect(page.get_by_role("status")).to_have_text("Kept as you type")
    assert "The bus was easier" in site.drafts[-1]


def test_words_that_could_not_be_kept_say_so_and_are_tried_again(site, page):
    site.draft_status = 500
    page.get_by_label("Words").fill("The bus")
    expect(page.get_by_role("status")).to_have_text("Not saved. We will keep trying.")
    site.draft_status = 200
    expect(page.get_by_role("status")).to_have_text("Kept as you type", timeout=10_000)


def test_offline_says_the_words_are_only_in_the_page_and_sends_them_when_back(site, page):
    page.context.set_offline(True)
    page.get_by_label("Words").fill("On the ward")
    expect(page.get_by_role("status")).to_have_text("Not saved: no connection. Keep this page open.")
    assert site.drafts == []
    page.context.set_offline(False)
    expect(page.get_by_role("status")).to_have_text("Kept as you type", timeout=10_000)


def test_a_form_is_sent_once_however_often_it_is_pressed(site, page):
    page.get_by_role("button", name="Save").click(click_count=2)
    page.get_by_role("button", name="Save").click()
    page.wait_for_load_state("networkidle")
    assert site.sent == 1


def test_escape_three_times_leaves_and_back_does_not_return(site, page):
    before = page.evaluate("history.length")
    for _ in range(3):
        page.keyboard.press("Escape")
    page.wait_for_url("**/left")
    assert page.evaluate("history.length") == before


def test_leaving_by_the_link_replaces_the_page(site, page):
    before = page.evaluate("history.length")
    page.get_by_text("Leave this page quickly").click()
    page.wait_for_url("**/left")
    assert page.evaluate("history.length") == before


def test_two_escapes_stay(site, page):
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.keyboard.press("a")
    page.keyboard.press("Escape")
    assert page.url == site.address


def test_the_more_menu_closes_on_escape_and_on_a_tap_elsewhere(site, page):
    menu = page.locator("details")
    page.get_by_text("More").click()
    page.get_by_text("One").focus()
    page.keyboard.press("Escape")
    expect(menu).not_to_have_attribute("open", "")
    expect(page.locator("summary")).to_be_focused()
    page.get_by_text("More").click()
    page.get_by_label("Words").click()
    expect(menu).not_to_have_attribute("open", "")
