"""Bank holidays: groups are left out of a series, and the half days that somebody usually works are not worked then."""

from datetime import date

import pytest

from alongside.core import clock
from alongside.core.guard import unguarded
from alongside.groups.queries.cover import who_could_cover
from alongside.workforce.models import Worker
from tests.groups.setting_up import make_date, make_group
from tests.world import worker_of

CHRISTMAS, A_WEEK_BEFORE = date(2026, 12, 25), date(2026, 12, 18)  # both a Friday


@pytest.mark.parametrize(("day", "usually"), [(A_WEEK_BEFORE, True), (CHRISTMAS, False)])
def test_nobody_usually_works_on_a_bank_holiday(world, day, usually):
    with clock.at(clock.noon(date(2026, 12, 14))):
        on = make_date(make_group(world, ward=None), days=(day - clock.today()).days)
        other = worker_of(world, "other_peer_worker")
        with unguarded():
            Worker.objects.filter(pk=other.pk).update(days=["fri-pm"])
        found = {row.id: row.good for row in who_could_cover(on)}
    assert ("Usually works then" in found[other.pk]) == usually
