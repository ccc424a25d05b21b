"""Every persona follows every link: no error, no accessibility failure, nothing too wide for a small phone.

Each route is opened at most three times per persona, on different records. At the end, every page that the service
has must have been reached by somebody through links.
"""

import re
from urllib.parse import urldefrag, urlsplit

import pytest
from django.urls import Resolver404, resolve

from alongside.cli import registers
from alongside.demo.personas import PARTS
from tests import browser as kit

PERSONAS = ["", *(key for key, *_ in PARTS)]
EACH = 3
SMALL_PHONE = {"width": 320, "height": 700}
# Reached by a button, by a message's link, or by the sign-in library at the right moment only; tested elsewhere.
NOT_LINKED = re.compile(r"^(account_|mfa_|usersessions_|socialaccount_|openid_connect_|ui:|demo:sign_in)")
FILES = (".ics", ".xlsx", ".csv", ".pdf")
reached: set[str] = set()


def route_of(path: str) -> str:
    try:
        return resolve(path).view_name
    except Resolver404:
        return path


@pytest.mark.parametrize("persona", PERSONAS, ids=lambda key: key or "visitor")
def test_every_link_when_followed_leads_to_a_good_page(chromium, address, persona):
    window = kit.visit(chromium, address)
    if persona:
        window.sign_in(persona)
    to_visit, seen, opened = ["/"], set(), {}
    while to_visit:
        path = to_visit.pop(0)
        route = route_of(urlsplit(path).path)
        if path in seen or opened.get(route, 0) >= EACH:
            continue
        seen.add(path)
        opened[route] = opened.get(route, 0) + 1
        answer = window.page.goto(address + path)
        assert answer is not None
        assert answer.status == 200, f"{path} answered {answer.status} to {persona or 'a visitor'}"
        reached.add(route)
        reached.add(route_of(urlsplit(window.page.url).path))
        window.looks_right()
        window.page.set_viewport_size(SMALL_PHONE)
        window.looks_right_when_narrow()
        window.page.set_viewport_size(kit.DESKTOP)
        to_visit += [link for link in links(window, address) if link not in seen]
    window.page.context.close()


def links(window: kit.Visit, address: str) -> list[str]:
    """The service's own addresses on this page: no files, no leaving, no other persona."""
    found = window.page.eval_on_selector_all("a[href]", "links => links.map(link => link.href)")
    own = [urldefrag(link).url.removeprefix(address) for link in found if link.startswith(address + "/")]
    return [
        path
        for path in dict.fromkeys(own)
        if not path.startswith(("/leave/", "/assets/")) and not urlsplit(path).path.endswith(FILES)
    ]


def test_every_page_when_crawled_was_reached_by_somebody():
    if not reached:
        pytest.skip("the crawl did not run in this process")
    pages = {row["name"] for row in registers.urls() if not NOT_LINKED.match(row["name"])}
    posted = {name for name in pages if name in POSTED}
    assert sorted(pages - posted - reached) == []


# Addresses that only take a button's POST.
POSTED: set[str] = set()
