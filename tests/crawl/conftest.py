"""The crawl looks at one demonstration, on one server, and changes nothing."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests import browser as kit


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "crawl" in item.path.parts:
            item.add_marker("crawl")


@pytest.fixture(scope="package")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    home = tmp_path_factory.mktemp("crawled") / "home"
    shutil.copytree(kit.told_story(tmp_path_factory.getbasetemp()), home)
    with kit.serving(home) as found:
        yield found


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    with kit.chromium() as launched:
        yield launched


@pytest.fixture(scope="package")
def together(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the processes that share the personas leave word for each other."""
    folder = kit.shared(tmp_path_factory.getbasetemp()) / "crawl"
    folder.mkdir(exist_ok=True)
    return folder
