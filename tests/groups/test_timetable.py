"""The timetable: weeks of a ward or a team, for a screen and for a wall, with nobody named."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from alongside.core import clock
from alongside.core.errors import NotAllowed
from alongside.core.models import Opening
from alongside.groups import commands, queries
from tests.groups.setting_up import make_date, make_group
from tests.world import worker_of

LONDON = ZoneInfo("Europe/London")
MONDAY = date(2026, 12, 21)


def at(day: int, hour: int = 14) -> dict[str, datetime]:
    return {
        "starts_at": datetime(2026, 12, day, hour, tzinfo=LONDON),
        "ends_at": datetime(2026, 12, day, hour + 1, tzinfo=LONDON),
    }


def test_a_week_of_a_ward_with_its_holiday_and_nobody_named(world):
    group = make_group(world)
    make_date(group, worker_of(world), **at(22), words="Bring wool")
    off = make_date(group, **at(25))
    commands.skip_date(world.lead, off, words="Bank holiday: Christmas Day")
    make_date(group, **at(28))
    make_date(make_group(world, "Walk", ward=None, team=world.thanet, pathway=world.community), **at(22))
    ward = f"ward:{world.willow_ward.pk}"
    found = queries.timetable(world.ward, of=ward, start=date(2026, 12, 23))
    assert (found.of, found.first, found.last, found.weekend) == ("Willow Ward", MONDAY, date(2026, 12, 27), False)
    slots = [(day.day.day, slot.name, slot.off, slot.words) for day in found.weeks[0].days for slot in day.slots]
    assert slots == [
        (22, "Art and conversation", "", "Bring wool"),
        (25, "Art and conversation", "Bank holiday: Christmas Day", ""),
    ]
    assert [day.holiday for day in found.weeks[0].days] == ["", "", "", "", "Christmas Day", "Boxing Day", ""]
    assert "Imani" not in str(found)


def test_two_weeks_of_everything_they_see_and_a_weekend(world):
    make_date(make_group(world), **at(26))
    walk = make_group(world, "Walk", ward=None, team=world.thanet, pathway=world.community, pattern="series")
    make_date(walk, **at(30))
    found = queries.timetable(world.lead, start=MONDAY, weeks=2)
    assert (len(found.weeks), found.weekend, found.is_empty) == (2, True, False)
    names = [(slot.name, slot.where, slot.how) for week in found.weeks for day in week.days for slot in day.slots]
    assert names == [
        ("Art and conversation", "The day room, Willow Ward", "Just come along"),
        ("Walk", "The day room", "Say you are coming"),
    ]
    assert queries.timetable(world.coordinator, start=MONDAY).is_empty


@pytest.mark.parametrize("number", [1, 3])
def test_it_takes_two_queries_however_much_is_on(world, number, django_assert_num_queries):
    for n in range(number):
        make_date(make_group(world, f"Group {n}"), **at(22))
    ward = f"ward:{world.willow_ward.pk}"
    lead = world.lead
    with django_assert_num_queries(2):
        assert len(queries.timetable(lead, of=ward, start=MONDAY).weeks[0].days[1].slots) == number


def test_what_a_timetable_can_be_of(world):
    make_group(world)
    make_group(world, "Walk", ward=None, team=world.thanet, pathway=world.community)
    assert [words for _, words in queries.timetable_choices(world.lead)] == ["Willow Ward", "Thanet CMHT"]
    assert [words for _, words in queries.timetable_choices(world.ward)] == ["Willow Ward"]
    with pytest.raises(NotAllowed):
        queries.timetable(world.person, start=MONDAY)


def test_the_page_and_the_sheet_for_the_wall(world, sign_in):
    group = make_group(world)
    make_date(group, worker_of(world), **at(22))
    browser, there = sign_in("ward"), reverse("groups:timetable")
    said = {"of": f"ward:{world.willow_ward.pk}", "start": "2026-12-21", "weeks": "2"}
    html = browser.get(there, said).content.decode()
    assert "Willow Ward: what is on" in html
    assert "Print for the wall" in html
    html = browser.get(there, {**said, "print": "1"}).content.decode()
    assert "A4" in html
    assert "Imani" not in html
    assert not Opening.objects.exists()
    assert sign_in("person").get(there).status_code == 404


def test_an_address_typed_wrongly_shows_this_week(world, sign_in):
    make_date(make_group(world), days=0)
    html = sign_in("lead").get(reverse("groups:timetable"), {"start": "someday", "weeks": "9"}).content.decode()
    assert "Art and conversation" in html
    assert clock.today().strftime("%B") in html


def test_a_team_and_a_week_with_nothing(world, sign_in):
    make_group(world, "Walk", ward=None, team=world.thanet, pathway=world.community)
    html = sign_in("coordinator").get(reverse("groups:timetable"), {"of": f"team:{world.thanet.pk}"}).content.decode()
    assert "Nothing is planned in this week" in html
