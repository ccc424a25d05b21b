"""A real server with the demonstration in it, and a browser that looks at it as each persona would."""

import contextlib
import fcntl
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from re import Pattern
from typing import Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, expect, sync_playwright

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}
LAUNCH = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
PATIENCE = 30_000  # milliseconds: a machine with two cores may be busy with other tests
expect.set_options(timeout=PATIENCE)
Words = str | Pattern[str]
SHAPE = (Path(__file__).parent / "shape.js").read_text()
COLOURS = (Path(__file__).parent / "colours.js").read_text()
looked_at: set[tuple[str, str]] = set()  # shapes of pages with which axe was content, and the size of the window
coloured: set[tuple[str, str]] = set()  # and what their colours come from
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def environment(home: Path, profile: str = "kmpt") -> dict[str, str]:
    """What `make run` would set, and nothing of the tests' own."""
    inherited = {key: value for key, value in os.environ.items() if not key.startswith(("ALONGSIDE_", "DJANGO_"))}
    return {**inherited, "ALONGSIDE_HOME": str(home), "ALONGSIDE_PROFILE": profile}


def alongside(home: Path, *words: str, profile: str = "kmpt") -> str:
    """Run the console command to its end; returns what it printed."""
    done = subprocess.run(
        [sys.executable, "-m", "alongside", *words],
        env=environment(home, profile),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"alongside {' '.join(words)} failed:\n{done.stdout}\n{done.stderr}"
    return done.stdout


def shared(folder: Path) -> Path:
    """The folder of this run of the tests that all its processes share. `folder` is pytest's own for this process."""
    return folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder


@contextlib.contextmanager
def locked(file: Path) -> Iterator[None]:
    """Only one process at a time is in here."""
    with file.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def told_story(folder: Path, profile: str = "kmpt") -> Path:
    """A home with the demonstration, told once in this run of the tests, whichever process asks first.

    `ALONGSIDE_TOLD` is a home where it was told earlier, for whoever is writing a story; that of the other profile is
    beside it, with `-lpt` to its name.
    """
    if earlier := os.environ.get("ALONGSIDE_TOLD"):
        return Path(earlier if profile == "kmpt" else f"{earlier}-{profile}")
    home = shared(folder) / f"told-{profile}"
    with locked(shared(folder) / f"told-{profile}.lock"):
        if not (home / "demonstration").exists():
            alongside(home, "migrate", "--profile", profile, profile=profile)
            alongside(home, "demo", profile=profile)
    return home


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    """The browser that is on the machine."""
    with sync_playwright() as driver:
        launched = driver.chromium.launch(executable_path=shutil.which("chromium"), args=list(LAUNCH))
        yield launched
        launched.close()


@contextlib.contextmanager
def serving(home: Path, **settings: str) -> Iterator[str]:
    """`alongside serve` on a free port, as an operator would start it with these settings; yields its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "alongside", "serve", "--port", str(port)],
        env=environment(home) | settings,
        stdout=subprocess.DEVNULL,
    )
    address = f"http://localhost:{port}"
    try:
        for _ in range(1200):  # a busy machine needs a minute
            assert server.poll() is None, "the server stopped"
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"{address}/demo/", timeout=2).close()
                break
            time.sleep(0.1)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=60)


def put_back(home: Path, told: Path) -> None:
    """Everything in `home` as it was when the demonstration was told, while its server runs: one page of SQLite after
    another, in one transaction, so that a story changes nothing for the next."""
    name = "alongside.sqlite3"
    source, target = sqlite3.connect(told / name), sqlite3.connect(home / name, timeout=30)
    with contextlib.closing(source), contextlib.closing(target):
        source.backup(target)
    for message in (home / "outbox").iterdir():
        if not (told / "outbox" / message.name).exists():
            message.unlink()


class Visit:
    """One browser window of one persona, or of a visitor, used as a hand would: by the words on the page.

    Each page that a step leads to is held to `looks_right`. `scripts` says whether JavaScript is on.
    """

    def __init__(self, context: BrowserContext, address: str, *, scripts: bool = True) -> None:
        self.address, self.scripts = address, scripts
        self.page: Page = context.new_page()
        self.complaints: list[str] = []
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def go(self, path: str) -> Page:
        """Type an address."""
        self.page.goto(self.address + path)
        self.looks_right()
        return self.page

    def sign_in(self, persona: str) -> Page:
        """Signed in as one of the cast of the demonstration, and at the page they begin with."""
        self.page.goto(self.address + "/demo/")
        self._and_wait(self.page.locator(f"form[action$='/sign-in/{persona}/'] button"))
        self.looks_right()
        return self.page

    def follow(self, words: Words, *, within: Locator | None = None) -> None:
        """Tap the link that says so: a whole name when there is one, otherwise a part of it."""
        self._and_wait(self._named("link", words, within))
        self.looks_right()

    def press(self, words: Words, *, within: Locator | None = None) -> None:
        """Tap the button that says so, and look at the page that comes."""
        self._and_wait(self._named("button", words, within))
        self.looks_right()

    def menu(self, words: str) -> None:
        """An entry of the menu, under More when there are many."""
        entries = self.page.get_by_label("Menu", exact=True)
        if not entries.get_by_role("link", name=words, exact=True).count():
            entries.get_by_text("More", exact=True).click()
        self.follow(words, within=entries)

    def choose(self, *words: Words) -> None:
        """Tick boxes, or choose one of several."""
        for each in words:
            self._labelled(each).check()

    def fill(self, label: Words, words: str) -> None:
        self._labelled(label).fill(words)

    def fill_day(self, day: date, question: Words | None = None) -> None:
        """The three boxes of a day; `question` when the page asks for more than one."""
        boxes = self.page.get_by_role("group", name=question) if question else self.page
        for part, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
            boxes.get_by_label(part, exact=True).fill(str(value))

    def select(self, label: Words, words: str) -> None:
        self._labelled(label).select_option(label=words)

    def sees(self, *words: Words) -> None:
        """Each of these can be read somewhere on the page."""
        for each in words:
            expect(self.page.get_by_text(each).filter(visible=True).first).to_be_visible()

    def does_not_see(self, *words: Words) -> None:
        for each in words:
            expect(self.page.get_by_text(each).filter(visible=True)).to_have_count(0)

    def is_at(self, heading: Words) -> None:
        """The page that says so at its top."""
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(heading)

    def card(self, heading: Words) -> Locator:
        """The part of the page under this heading."""
        return self.page.get_by_role("region", name=heading)

    def looks_right(self) -> None:
        """No WCAG A or AA failure that axe can see, nothing in the console, nothing wider than the window.

        axe looks once at pages of one shape in one size, and at contrast, which takes it longer than all else, where
        there are words with colours it has not seen. It waits for the page's own timers, so it cannot look at a page
        whose JavaScript is off.
        """
        if self.scripts:
            size = str(self.page.viewport_size)
            shape = (self.page.evaluate(SHAPE), size)
            if shape not in looked_at:
                colours = {(each, size) for each in self.page.evaluate(COLOURS)}
                rules = {"color-contrast": {"enabled": not colours <= coloured}}
                options = {"runOnly": WCAG, "resultTypes": ["violations"], "rules": rules}
                found = Axe().run(self.page, options=options)
                assert found.violations_count == 0, f"{self._where()}\n{found.generate_report()}"
                looked_at.add(shape)
                coloured.update(colours)
        self.looks_right_when_narrow()

    def looks_right_when_narrow(self) -> None:
        """Nothing sticks out sideways, and the browser has nothing to complain of."""
        wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{self._where()} is {wide} px too wide at {self.page.viewport_size}"
        assert self.complaints == [], f"{self._where()}: {self.complaints}"

    def picture(self, name: str) -> None:
        """Keep what the window shows, when `ALONGSIDE_PICTURES` names a folder: how the README's picture is made."""
        if folder := os.environ.get("ALONGSIDE_PICTURES"):
            self.page.screenshot(path=Path(folder) / f"{name}.png")

    def is_sent(self, *words: Words) -> None:
        """In the demonstration's outbox, as soon as the worker has taken it there."""
        for _ in range(PATIENCE // 500):
            self.page.goto(self.address + "/demo/outbox/")
            if all(self.page.get_by_text(each).count() for each in words):
                return
            time.sleep(0.5)
        raise AssertionError(f"not sent: {words}")

    def _console(self, said: ConsoleMessage) -> None:
        """A question asked again is answered 422, which the browser mentions and nobody needs to hear."""
        if said.type == "error" and "status of 422" not in said.text:
            self.complaints.append(f"{said.text} {said.location['url']}".strip())

    def _and_wait(self, what: Locator) -> None:
        """Press, and wait for the next page rather than for what is left of this one."""
        with self.page.expect_navigation():
            what.click()

    def _named(self, role: Literal["link", "button"], words: Words, within: Locator | None) -> Locator:
        place = within or self.page
        whole = place.get_by_role(role, name=words, exact=True)
        return whole if isinstance(words, str) and whole.count() else place.get_by_role(role, name=words)

    def _labelled(self, words: Words) -> Locator:
        whole = self.page.get_by_label(words, exact=True)
        return whole if isinstance(words, str) and whole.count() else self.page.get_by_label(words)

    def _where(self) -> str:
        return self.page.url.removeprefix(self.address)


def visit(browser: Browser, address: str, *, size: dict[str, int] = DESKTOP, scripts: bool = True) -> Visit:
    """A new window, which keeps nothing of any other."""
    context = browser.new_context(
        viewport=size, java_script_enabled=scripts, locale="en-GB", timezone_id="Europe/London"
    )
    context.set_default_timeout(PATIENCE)
    return Visit(context, address, scripts=scripts)
