"""A real server with the demonstration in it, and a browser that looks at it as each persona would."""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}
LAUNCH = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
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


def told_story(home: Path, profile: str = "kmpt") -> Path:
    """A home with the demonstration loaded."""
    alongside(home, "migrate", "--profile", profile, profile=profile)
    alongside(home, "demo", profile=profile)
    return home


@contextlib.contextmanager
def serving(home: Path) -> Iterator[str]:
    """`alongside serve` on a free port, as an operator would start it; yields its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "alongside", "serve", "--port", str(port)],
        env=environment(home),
        stdout=subprocess.DEVNULL,
    )
    address = f"http://localhost:{port}"
    try:
        for _ in range(300):
            assert server.poll() is None, "the server stopped"
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"{address}/demo/", timeout=2).close()
                break
            time.sleep(0.1)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=20)


@contextlib.contextmanager
def copy_of(home: Path, into: Path) -> Iterator[str]:
    """A server on a copy of `home`, so that a story changes nothing for the next."""
    target = into / "home"
    shutil.copytree(home, target)
    with serving(target) as address:
        yield address


class Visit:
    """One browser window of one persona, or of a visitor: quiet console, no sideways scrolling, axe on request."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.address = address
        self.page: Page = context.new_page()
        self.complaints: list[str] = []
        self.page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def go(self, path: str) -> Page:
        self.page.goto(self.address + path)
        return self.page

    def sign_in(self, persona: str) -> Page:
        self.go("/demo/")
        self.page.locator(f"form[action$='/sign-in/{persona}/'] button").click()
        expect(self.page).not_to_have_url(self.address + "/demo/")
        return self.page

    def looks_right(self) -> None:
        """No WCAG A or AA failure that axe can see, nothing in the console, nothing wider than the window."""
        found = Axe().run(self.page, options={"runOnly": WCAG})
        assert found.violations_count == 0, f"{self._where()}\n{found.generate_report()}"
        self.looks_right_when_narrow()

    def looks_right_when_narrow(self) -> None:
        """Nothing sticks out sideways, and the browser has nothing to complain of."""
        wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{self._where()} is {wide} px too wide at {self.page.viewport_size}"
        assert self.complaints == [], f"{self._where()}: {self.complaints}"

    def _where(self) -> str:
        return self.page.url.removeprefix(self.address)


def visit(browser: Browser, address: str, *, size: dict[str, int] = DESKTOP, scripts: bool = True) -> Visit:
    """A new window. Playwright's own scripts run even with the page's switched off, so axe works there too."""
    context = browser.new_context(viewport=size, java_script_enabled=scripts, locale="en-GB", timezone_id="Europe/London")
    return Visit(context, address)
