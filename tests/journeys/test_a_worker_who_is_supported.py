"""A peer worker asks for peer support for themself, and has it for a month: nobody's screens say that the two are one.

Somebody who does not work here goes the same way beside them. Each week everybody's pages say the same of both, and of
the worker they say what they said before.
"""

import re
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.browser import Visit
from tests.journeys.two_lives import BOTH, WEEKS, ask, week

EVERYBODY = ("lead", "coordinator", "team-manager", "second-peer-worker", "supervisor", "bank-lead", "ward")
THEMSELF = "peer-worker"
SHORT = ("Ready to match",)  # of those who have waited the same time, such a list may show one and leave out the other
ROWS = """
([html, both, short]) => {
  const page = new DOMParser().parseFromString(html, "text/html")
  const links = [...page.querySelectorAll("main a[href], main form[action]")]
  return both.map(ids => {
    const about = links.filter(one => ids.some(id => one.outerHTML.includes(id)))
    const rows = new Set(about.map(one => one.closest("tr, li, article") ?? one))
    const list = row => row.closest("section, .app-card")?.querySelector("h2, h3")?.textContent.trim() ?? ""
    const whole = [...rows].filter(row => !short.includes(list(row)))
    return whole.map(row => `${list(row)}: ${row.textContent}`.replace(/\\s+/g, " ").trim())
  })
}
"""
WHOLE = """
html => {
  const page = new DOMParser().parseFromString(html, "text/html")
  return page.querySelector("main").textContent.replace(/\\s+/g, " ").trim()
}
"""


def anybody(words: str) -> str:
    """The same words, whichever of the two they are about."""
    for name in BOTH:
        first, _ = name.split(" ")
        words = words.replace(name, "N N").replace(first, "N")
    return re.sub(r"07700 90061\d", "their number", words)


def main_pages(window: Visit) -> list[str]:
    """Where this window's menu leads. Not to whom somebody is suggested: two people do not fill the same place."""
    links = window.page.get_by_label("Menu", exact=True).get_by_role("link", include_hidden=True)
    return sorted({link.get_attribute("href") for link in links.all()} - {None, "#", "/matching/"})


def rows_about(window: Visit, path: str, known: dict[str, str]) -> list[list[str]]:
    """What a page says of each of the two, as it would be said of anybody."""
    _, html = answer(window, path)
    both = window.page.evaluate(ROWS, [html, [known[name].split() for name in BOTH], SHORT])
    return [sorted(map(anybody, rows)) for rows in both]


def whole(window: Visit, path: str) -> tuple[int, str]:
    status, html = answer(window, path)
    return status, anybody(window.page.evaluate(WHOLE, html))


def answer(window: Visit, path: str) -> tuple[int, str]:
    """What this window would be shown, without going there."""
    came = window.page.request.get(window.address + path)
    return came.status, came.text()


def says_the_same_of_both(window: Visit, known: dict[str, str]) -> int:
    """On every main page, where both are looked for, and on the pages about them. How many rows there were."""
    rows = 0
    for path in main_pages(window):
        of_one, of_the_other = rows_about(window, path, known)
        assert of_one == of_the_other, path
        rows += len(of_one)
    theirs, others = (known[name] for name in BOTH)
    for one, other in zip(theirs.split(), others.split(), strict=True):
        for kind in ("people", "requests", "support"):
            assert whole(window, f"/{kind}/{one}/") == whole(window, f"/{kind}/{other}/"), kind
    return rows


def says_of_the_worker(window: Visit, worker: str) -> list[tuple[int, str]]:
    return [whole(window, f"/{kind}/{worker}/") for kind in ("workers", "workers/readiness", "load", "first-months")]


@pytest.fixture
def asked(service: tuple[str, Path], address: str) -> dict[str, str]:
    return ask(service[1])


@pytest.mark.parametrize("way", ["phone"], indirect=True)  # what is read is the same at any width
def test_a_worker_who_is_supported_is_nowhere_told_from_somebody_who_does_not_work_here(visit, service, asked):
    windows = {key: visit(key) for key in EVERYBODY}
    imani = visit(THEMSELF)
    of_the_worker = {key: says_of_the_worker(window, asked["worker"]) for key, window in windows.items()}
    shown = {key: says_the_same_of_both(window, asked) for key, window in windows.items()}
    assert shown["lead"]
    assert shown["coordinator"]

    for number in range(1, len(WEEKS) + 1):
        known = week(service[1], number)
        for key, window in windows.items():
            shown[key] = says_the_same_of_both(window, known)
            assert says_of_the_worker(window, known["worker"]) == of_the_worker[key], key
        for path in main_pages(imani):  # at work they read nothing of themself
            assert rows_about(imani, path, known)[0] == [], path
        assert whole(imani, f"/people/{known[BOTH[0]].split()[0]}/")[0] == 404

    assert shown["second-peer-worker"]  # who walks with both
    windows["lead"].go(f"/find/?q={quote(BOTH[0])}")
    windows["second-peer-worker"].menu("My people")
    windows["second-peer-worker"].sees("Imani C", "Isla C")
    for window in windows.values():
        window.go(main_pages(window)[0])
