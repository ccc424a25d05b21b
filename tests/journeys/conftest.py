"""Every story starts from the same demonstration, on a real server."""

import contextlib
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser

from tests import browser as kit
from tests.notify import StandIn, call_back, received, stand_in

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


@dataclass
class Texting:
    """A service that texts through the stand-in for GOV.UK Notify, where Leona meets Imani tomorrow."""

    address: str
    notify: StandIn
    number: str

    def hears(self, *words: str) -> str:
        """The newest text to Leona that says all of this, as soon as it has come."""
        for _ in range(kit.PATIENCE // 250):
            for text in reversed(self.notify.texts(self.number)):
                if all(word in text for word in words):
                    return text
            time.sleep(0.25)
        raise AssertionError(f"no text says {words}: {self.notify.texts()}")

    def answers(self, words: str) -> None:
        """Leona texts back. Notify says so twice, as it sometimes does."""
        said = received(self.number, words)
        for _ in range(2):
            assert call_back(f"{self.address}/messages/received/", said) == 204


@pytest.fixture
def texting(told: Path, tmp_path: Path) -> Iterator[Texting]:
    """Its own server, because it is set up otherwise. Set-up writes to the tables by hand."""
    home = tmp_path / "home"
    shutil.copytree(told, home)
    number = "07700 900123"
    with contextlib.closing(sqlite3.connect(home / "alongside.sqlite3")) as db, db:
        find = "SELECT id FROM referrals_person WHERE first_name = 'Leona' AND last_name = 'Marsh' AND user_id <> ''"
        ((leona,),) = db.execute(find).fetchall()
        db.execute(
            "UPDATE referrals_person SET contact_by = 'text', phone = ?, reminders = 1 WHERE id = ?", (number, leona)
        )
        when = (datetime.now(UTC) + timedelta(hours=20)).replace(microsecond=0, tzinfo=None)
        ((meeting,),) = db.execute(
            "SELECT m.id FROM support_meeting m JOIN support_relationship s ON s.id = m.relationship_id"
            " JOIN referrals_referral r ON r.id = s.referral_id WHERE r.person_id = ? AND m.status = 'planned'"
            " AND s.status = 'meeting' ORDER BY m.starts_at DESC LIMIT 1",
            (leona,),
        ).fetchall()
        db.execute("UPDATE support_meeting SET starts_at = ? WHERE id = ?", (when.isoformat(" "), meeting))
        db.execute("DELETE FROM core_notice WHERE once LIKE 'remind:%' OR once LIKE 'meeting:%' OR sent_at IS NULL")
        db.execute("DELETE FROM core_jobrun")
    with stand_in() as notify, kit.serving(home, **notify.settings()) as address:
        yield Texting(address, notify, number)
