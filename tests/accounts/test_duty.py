"""The on-duty list: who answers now, past midnight and over a change of the clocks, and when nobody does."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from alongside.accounts import commands, queries
from alongside.accounts.models import Duty, RoleHolding, User
from alongside.core import clock
from alongside.core.errors import NotAllowed, Refused
from alongside.core.guard import unguarded
from alongside.core.models import AuditEvent
from tests.world import make_user

pytestmark = pytest.mark.django_db
LONDON = ZoneInfo("Europe/London")
WEEKDAYS = ["mon", "tue", "wed", "thu", "fri"]
MONDAY = 16  # November 2026


@pytest.fixture(autouse=True)
def _a_monday():
    with clock.at(datetime(2026, 11, MONDAY, 12, tzinfo=LONDON)):
        yield


def add(world, who="coordinator", **turn) -> Duty:
    turn = {"days": WEEKDAYS, "starts": time(9), "ends": time(17), **turn}
    return commands.add_duty(world.lead, user=world.users[who], **turn)


def names(at: datetime, pathway=None) -> list[str]:
    return [row.user.name for row in queries.on_duty(at, pathway and pathway.pk)]


def moment(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=LONDON)


def test_add_duty_puts_them_on_the_list_and_leaves_its_audit_row(world):
    duty = add(world, position=2, pathway=world.community)
    assert (duty.days, duty.starts, duty.position, duty.pathway) == (WEEKDAYS, time(9), 2, world.community)
    assert AuditEvent.objects.get().action == "duty.added"


def test_change_duty_and_end_duty_do_so_and_leave_their_audit_rows(world):
    duty = add(world)
    commands.change_duty(world.administrator, duty, days=["sat"], starts=time(10), ends=time(12), position=3)
    assert (duty.days, duty.ends, duty.position) == (["sat"], time(12), 3)
    commands.end_duty(world.lead, duty)
    assert duty.ended_on == date(2026, 11, MONDAY)
    assert list(AuditEvent.objects.order_by("pk").values_list("action", flat=True))[1:] == [
        "duty.changed",
        "duty.ended",
    ]
    for again in (
        commands.end_duty,
        lambda a, d: commands.change_duty(a, d, days=["sat"], starts=time(1), ends=time(2)),
    ):
        with pytest.raises(Refused, match="taken off"):
            again(world.lead, duty)


@pytest.mark.parametrize("who", ["coordinator", "peer_worker", "team_manager", "governance", "referrer", "person"])
def test_duty_commands_when_not_theirs_are_not_allowed(world, who):
    duty, actor = add(world), world.actor(who)
    turn = {"days": ["mon"], "starts": time(9), "ends": time(17)}
    with pytest.raises(NotAllowed):
        commands.add_duty(actor, user=world.users["lead"], **turn)
    with pytest.raises(NotAllowed):
        commands.change_duty(actor, duty, **turn)
    with pytest.raises(NotAllowed):
        commands.end_duty(actor, duty)


def test_add_duty_when_they_could_not_answer_refuses(world):
    with pytest.raises(Refused, match="cannot sign in"):
        add(world, "person")
    with pytest.raises(Refused, match="no role"):
        add(world, "nobody")
    with pytest.raises(Refused, match="at least one day"):
        add(world, days=[])


@pytest.mark.parametrize(
    ("at", "on"),
    [
        (moment(16, 8, 59), False),
        (moment(16, 9), True),
        (moment(16, 16, 59), True),
        (moment(16, 17), False),
        (moment(21, 12), False),
    ],
)
def test_on_duty_by_day_and_time_and_then_the_lead(world, at, on):
    add(world)
    line = queries.on_duty(at)
    assert [row.user.name for row in line] == (["Ines Okafor"] if on else []) + ["Marcia Thornby"]
    assert [row.until for row in line] == ([moment(16, 17)] if on else []) + [None]


@pytest.mark.parametrize(
    ("at", "on"),
    [(moment(20, 21, 59), False), (moment(20, 22), True), (moment(21, 5, 59), True), (moment(21, 6), False),
     (moment(21, 23), False), (moment(20, 5), False)],
)  # fmt: skip
def test_on_duty_past_midnight_belongs_to_the_day_it_began(world, at, on):
    add(world, days=["fri"], starts=time(22), ends=time(6))
    assert ("Ines Okafor" in names(at)) == on


def test_on_duty_when_it_ends_as_it_starts_is_a_whole_day(world):
    add(world, days=["mon"], starts=time(9), ends=time(9))
    assert "Ines Okafor" in names(moment(17, 8, 59))
    assert "Ines Okafor" not in names(moment(17, 9))


def test_on_duty_on_the_nights_the_clocks_change_follows_the_clock_on_the_wall(world):
    add(world, days=["sat"], starts=time(22), ends=time(6))
    # Back at 2am on 25 October 2026: 6am is 06:00 UTC. Forward at 1am on 28 March 2027: 6am is 05:00 UTC.
    for last in (datetime(2026, 10, 25, 6, tzinfo=UTC), datetime(2027, 3, 28, 5, tzinfo=UTC)):
        assert queries.on_duty(last.replace(hour=last.hour - 1, minute=59))[0].until == last
        assert "Ines Okafor" not in names(last)


def test_on_duty_when_turns_meet_in_the_hour_that_is_not_there_leaves_no_gap(world):
    add(world, days=["sat"], starts=time(22), ends=time(1, 30))
    add(world, "governance", days=["sun"], starts=time(1, 30), ends=time(8))
    for minute in range(0, 120, 5):
        at = datetime(2027, 3, 28, minute // 60, minute % 60, tzinfo=UTC)
        assert len(queries.on_duty(at)) == 2, at


def test_on_duty_asks_the_pathway_first_then_the_whole_service_then_the_leads(world):
    add(world, "governance", position=1)
    add(world, "team_manager", position=2, pathway=world.community)
    add(world, "coordinator", position=1, pathway=world.community)
    add(world, "other_coordinator", pathway=world.acute)
    at = moment(16, 12)
    assert names(at, world.community) == ["Ines Okafor", "Owen Sallis", "Grace Lund", "Marcia Thornby"]
    assert names(at, world.acute) == ["Cy Marlowe", "Grace Lund", "Marcia Thornby"]
    assert names(at)[0] == "Grace Lund"
    assert set(names(at)) == {"Grace Lund", "Ines Okafor", "Owen Sallis", "Cy Marlowe", "Marcia Thornby"}


def test_on_duty_names_nobody_twice_and_the_first_place_counts(world):
    add(world, position=3)
    add(world, "lead", position=2)
    add(world, "lead", position=1)
    assert names(moment(16, 12)) == ["Marcia Thornby", "Ines Okafor"]


@pytest.mark.parametrize("gone", ["inactive", "left", "no role", "off the list"])
def test_on_duty_leaves_out_whoever_could_not_answer(world, gone):
    duty = add(world)
    with unguarded():
        if gone == "no role":
            RoleHolding.objects.filter(user=duty.user).update(ends_on=date(2026, 11, 15))
        elif gone == "off the list":
            Duty.objects.update(ended_on=date(2026, 11, 16))
        else:
            known = {"inactive": {"is_active": False}, "left": {"last_day": date(2026, 11, 15)}}[gone]
            User.objects.filter(pk=duty.user_id).update(**known)
    assert names(moment(16, 12)) == ["Marcia Thornby"]


def test_on_duty_leads_are_those_of_the_pathway(world):
    make_user("acute@example.org", "Abi Lead", "lead", pathway=world.acute)
    make_user("thanet@example.org", "Tia Lead", "lead", team=world.thanet)
    assert names(moment(16, 3), world.acute) == ["Abi Lead", "Marcia Thornby"]
    assert names(moment(16, 3), world.community) == ["Marcia Thornby", "Tia Lead"]
    assert names(moment(16, 3)) == ["Abi Lead", "Marcia Thornby", "Tia Lead"]


@pytest.mark.parametrize("times", [1, 3])
def test_duty_queries_when_there_are_more_turns_stay_the_same(world, times, django_assert_num_queries):
    for who in ("coordinator", "team_manager", "governance")[:times]:
        add(world, who, pathway=world.community)
    lead = world.lead
    with django_assert_num_queries(2):
        assert len(queries.on_duty(moment(16, 12), world.community.pk)) == times + 1
    with django_assert_num_queries(2):
        assert len(queries.duty_list(lead)) == times
    with django_assert_num_queries(2):
        assert len(queries.duty_weeks(lead)) == 2


def test_duty_weeks_say_in_words_when_nobody_answers(world):
    add(world, ends=time(18))
    add(world, "governance", days=["mon", "tue", "wed", "thu"], starts=time(18), ends=time(9))
    add(world, "team_manager", days=["sat"], starts=time(0), ends=time(0), pathway=world.acute)
    whole, acute = queries.duty_weeks(world.lead)
    assert whole.gaps == ("from Friday 6:00pm to Monday 9:00am",)
    assert whole.days[1] == ("Tuesday", ((0, 100),))
    assert whole.days[5] == ("Saturday", ())
    assert acute.place == "Acute"
    assert acute.gaps == ("from Friday 6:00pm to the end of Friday", "from the start of Sunday to Monday 9:00am")


@pytest.mark.parametrize(
    ("until", "said"),
    [
        (moment(16, 17), "5:00pm"),
        (moment(17, 0), "midnight"),
        (moment(17, 8), "8:00am tomorrow"),
        (moment(18, 0), "12:00am on Wednesday"),
    ],
)
def test_until_in_words_says_when_a_turn_ends(until, said):
    assert queries.until_in_words(until) == said


def test_duty_weeks_say_once_what_comes_every_night(world):
    add(world)
    add(world, days=["sat"], starts=time(10), ends=time(16))
    assert queries.duty_weeks(world.lead)[0].gaps == (
        "from 5:00pm to 9:00am the next day, Monday to Thursday",
        "from Friday 5:00pm to Saturday 10:00am",
        "from Saturday 4:00pm to Monday 9:00am",
    )


def test_duty_weeks_when_always_or_never_covered_say_so(world):
    assert queries.duty_weeks(world.lead)[0].gaps == ("at any time",)
    assert queries.duty_weeks(world.lead)[0].nobody
    add(world, days=list(queries.DAYS), starts=time(8), ends=time(8))
    assert queries.duty_weeks(world.lead)[0].gaps == ()


def test_duty_list_says_days_and_times_in_words_and_who_can_no_longer_be_asked(world):
    add(world, days=["mon", "wed", "fri"], starts=time(18), ends=time(8))
    add(world, "team_manager", days=["sat", "sun"], starts=time(9), ends=time(9), position=2)
    with unguarded():
        User.objects.filter(pk=world.users["team_manager"].pk).update(is_active=False)
    first, second = queries.duty_list(world.lead)
    assert (first.days, first.times) == ("Monday, Wednesday and Friday", "6:00pm to 8:00am the next day")
    assert (second.days, second.times) == ("Saturday and Sunday", "24 hours from 9:00am")
    assert (first.has_left, second.has_left) == (False, True)
    assert queries.days_in_words(WEEKDAYS) == "Monday to Friday"
    assert queries.days_in_words(queries.DAYS) == "every day"
    assert queries.days_in_words(["sat", *WEEKDAYS]) == "every day but Sunday"
    assert queries.times_in_words(time(0), time(0)) == "all day"
    assert queries.duty_list(world.coordinator) == []


TYPED = {"days": ["sat", "sun"], "starts": "6pm", "ends": "8am", "pathway": "", "position": "1"}


def test_duty_page_when_somebody_is_put_on_changed_and_taken_off(world, sign_in):
    browser = sign_in("lead")
    said = browser.get(reverse("accounts:duty")).content.decode()
    assert "Nobody is on the list yet" in said
    user = world.users["coordinator"].pk
    unsaid = browser.post(reverse("accounts:add_duty"), {**TYPED, "user": user, "days": []})
    assert unsaid.status_code == 422
    assert "6pm" in unsaid.content.decode()
    done = browser.post(reverse("accounts:add_duty"), {**TYPED, "user": user}, follow=True).content.decode()
    assert "Saturday and Sunday, 6:00pm to 8:00am the next day" in done
    assert "Nobody from Monday 8:00am to Saturday 6:00pm" in done
    assert "Nobody from Sunday 8:00am to Sunday 6:00pm" in done
    duty = Duty.objects.get()
    there = reverse("accounts:change_duty", args=[duty.pk])
    assert browser.get(there).status_code == 200
    browser.post(there, {**TYPED, "pathway": world.acute.pk, "ends": "8pm"})
    duty.refresh_from_db()
    assert (duty.pathway, duty.ends) == (world.acute, time(20))
    browser.post(reverse("accounts:end_duty", args=[duty.pk]))
    assert browser.get(there).status_code == 404


def test_duty_pages_when_not_theirs_are_not_found(world, sign_in):
    duty = add(world)
    pages = [
        reverse("accounts:duty"),
        reverse("accounts:add_duty"),
        reverse("accounts:change_duty", args=[duty.pk]),
        reverse("accounts:end_duty", args=[duty.pk]),
    ]
    for name in ("coordinator", "peer_worker", "team_manager", "referrer", "person"):
        browser = sign_in(name)
        assert [browser.get(page).status_code for page in pages] == [404] * 4, name
        assert browser.post(pages[3]).status_code == 404
    assert sign_in("governance").get(pages[0]).status_code == 200
    assert sign_in("governance").get(pages[1]).status_code == 404
    assert sign_in("administrator").get(pages[0]).status_code == 200


def test_settings_when_somebody_is_worried_are_edited_where_the_others_are(world, sign_in):
    browser = sign_in("lead")
    there = reverse("accounts:change_part", args=["worries"])
    typed = {
        "answer_minutes": "20",
        "duty_phone": "01632 960999",
        "safeguarding_link": "https://safe.example.org/",
        "incident_link": "javascript:alert(1)",
    }
    said = browser.post(there, typed)
    assert said.status_code == 422
    assert "Enter a web address" in said.content.decode()
    browser.post(there, {**typed, "incident_link": ""})
    world.service.refresh_from_db()
    assert (world.service.answer_minutes, world.service.safeguarding_link) == (20, "https://safe.example.org/")
