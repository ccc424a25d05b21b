"""Every story starts from the same demonstration, on a real server."""

import shutil
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser

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


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    with kit.chromium() as launched:
        yield launched


@pytest.fixture(scope="package")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return kit.told_story(tmp_path_factory.getbasetemp())


@pytest.fixture(scope="package")
def service(told: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """One server for all the stories: where it is, and its home."""
    home = tmp_path_factory.mktemp("service") / "home"
    shutil.copytree(told, home)
    with kit.serving(home) as found:
        yield found, home


@pytest.fixture
def address(service: tuple[str, Path], told: Path) -> str:
    """The service as it was on the first page of the story."""
    found, home = service
    kit.put_back(home, told)
    return found


@pytest.fixture(params=WAYS)
def way(request: pytest.FixtureRequest) -> dict:
    """Phone, desktop, and a phone with JavaScript off."""
    return WAYS[request.param]


@pytest.fixture
def visit(chromium: Browser, address: str, way: dict) -> Iterator[Callable[..., kit.Visit]]:
    """`visit()` opens a window; `visit("lead")` opens it signed in. At the end no window has a complaint."""
    windows = []

    def open_window(persona: str = "") -> kit.Visit:
        window = kit.visit(chromium, address, **way)
        windows.append(window)
        if persona:
            window.sign_in(persona)
        return window

    yield open_window
    for window in windows:
        window.page.context.close()
        assert window.complaints == []


with_scripts = pytest.mark.parametrize("way", ["phone", "desktop"], indirect=True)


def today() -> date:
    """The day it is in the service, wherever the machine stands."""
    return datetime.now(ZoneInfo("Europe/London")).date()
