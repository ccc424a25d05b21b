"""Every story starts from the same demonstration, on a server of its own."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests import browser as kit

WAYS = {
    "phone": {"size": kit.PHONE, "scripts": True},
    "desktop": {"size": kit.DESKTOP, "scripts": True},
    "phone without JavaScript": {"size": kit.PHONE, "scripts": False},
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "journeys" in item.path.parts:
            item.add_marker("journey")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as driver:
        launched = driver.chromium.launch(executable_path=shutil.which("chromium"), args=list(kit.LAUNCH))
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration, told once."""
    return kit.told_story(tmp_path_factory.mktemp("told"))


@pytest.fixture
def address(told: Path, tmp_path: Path) -> Iterator[str]:
    """A fresh server for this story."""
    with kit.copy_of(told, tmp_path) as found:
        yield found


@pytest.fixture(params=WAYS)
def way(request: pytest.FixtureRequest) -> dict:
    """Phone, desktop, and a phone with JavaScript off."""
    return WAYS[request.param]


@pytest.fixture
def visit(chromium: Browser, address: str, way: dict):
    """`visit()` opens a window; `visit("lead")` opens it signed in."""

    def open_window(persona: str = "") -> kit.Visit:
        window = kit.visit(chromium, address, **way)
        if persona:
            window.sign_in(persona)
        return window

    return open_window
