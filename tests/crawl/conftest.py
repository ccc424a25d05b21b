"""The crawl looks at one demonstration, on one server, and changes nothing."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests import browser as kit


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "crawl" in item.path.parts:
            item.add_marker("crawl")


@pytest.fixture(scope="package")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    home = kit.told_story(tmp_path_factory.mktemp("crawled"))
    with kit.serving(home) as found:
        yield found


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as driver:
        launched = driver.chromium.launch(executable_path=shutil.which("chromium"), args=list(kit.LAUNCH))
        yield launched
        launched.close()
