"""Somebody on the staff signs in with an emailed code, is asked for a second step, and from then on uses a passkey."""

import re
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core import mail
from playwright.sync_api import Browser, Page, expect

from tests.browser import DESKTOP, PHONE, WCAG
from tests.world import make_world


@pytest.fixture(params=[PHONE, DESKTOP], ids=["phone", "desktop"])
def page(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A window that must have nothing to complain of at the end."""
    complaints: list[str] = []
    context = chromium.new_context(viewport=request.param)
    window = context.new_page()
    window.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    window.on("pageerror", lambda error: complaints.append(str(error)))
    yield window
    context.close()
    assert complaints == []


@pytest.fixture
def keys(page: Page) -> Callable[[], list]:
    """A phone that knows its owner's finger. Call it for the passkeys it holds."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    authenticator = devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return lambda: devtools.send("WebAuthn.getCredentials", authenticator)["credentials"]


def is_at(page: Page, heading: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    found = Axe().run(page, options={"runOnly": WCAG})
    assert found.violations_count == 0, f"{heading}\n{found.generate_report()}"
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


def test_a_passkey_is_the_second_step_and_then_the_only_one(page, keys, live_server, transactional_db):
    make_world()
    here = live_server.url.replace("127.0.0.1", "localhost")  # a passkey belongs to a name, never to a number

    page.goto(f"{here}/my-account/")
    is_at(page, "Sign in")
    page.get_by_role("button", name="Send me a code").click()
    is_at(page, "Get a code to sign in")
    page.get_by_label("Email address").fill("lead@example.org")
    page.get_by_role("button", name="Send me a code").click()
    is_at(page, "Check your email")
    page.get_by_label("The code we sent").fill(re.search(r"^[A-Z0-9-]{6,}$", mail.outbox[-1].body, re.MULTILINE)[0])
    page.get_by_role("button", name="Sign in").click()

    is_at(page, "Your second step")
    page.get_by_role("button", name="Set up a passkey").click()
    is_at(page, "Add a passkey")
    page.get_by_role("button", name="Add a passkey").click()
    is_at(page, "Your recovery codes")
    assert len(keys()) == 1
    page.goto(f"{here}/my-account/")
    is_at(page, "My account")

    page.context.clear_cookies()
    page.goto(f"{here}/my-account/")
    is_at(page, "Sign in")
    page.get_by_role("button", name="Use a passkey").click()
    is_at(page, "My account")
    expect(page.get_by_role("listitem").filter(has_text=re.compile(r"^\s*Passkey"))).to_have_count(1)
