"""Tuesday 17 November 2026 at 12:40pm, in every test of the pages."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from alongside.core import clock

NOON = datetime(2026, 11, 17, 12, 40, tzinfo=ZoneInfo("Europe/London"))


@pytest.fixture(autouse=True)
def _tuesday():
    with clock.at(NOON):
        yield
