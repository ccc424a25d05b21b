"""My journey: one look says what is done, where I am, whose turn it is, and by when."""

from datetime import timedelta

import pytest
from django.urls import reverse

from alongside.candidates import commands as candidates
from alongside.candidates.queries import Step
from alongside.core import clock
from alongside.core.guard import unguarded
from alongside.pages.queries import journey
from tests.world import make_candidate

HERE = reverse("pages:my_journey")


@pytest.fixture
def grace(world):
    return make_candidate(world)


def given(candidate, **fields):
    with unguarded():
        type(candidate).objects.filter(pk=candidate.pk).update(**fields)


def step(key, whose="", state="now", **rest):
    return Step(key, key, state, whose, **rest)


def test_just_said_hello_it_is_our_turn_by_a_day(world, grace, sign_in):
    given(grace, status="new", in_touch_at=None, reply_by=clock.today() + timedelta(days=3))
    page = sign_in("candidate").get(HERE).text
    assert "Hello Grace" in page
    assert "You will hear by Friday 20 November" in page
    assert "There is nothing you need to do" in page
    assert page.count("You are here") == 1
    assert "Ways to get ready" in page


def test_late_is_said_out_loud_with_who_is_on_it(world, grace, sign_in):
    given(grace, status="new", in_touch_at=None, reply_by=clock.today() - timedelta(days=1))
    page = sign_in("candidate").get(HERE).text
    assert "We said Monday 16 November. We are late, and we are sorry. Ines is on it." in page


def test_resting_turns_the_line_grey_and_offers_to_start_again(world, grace, sign_in):
    candidates.rest(world.candidate, grace)
    mine = journey.my_journey(world.candidate)
    assert mine.turn is None
    assert {row.state for row in mine.line} == {"done", "optional", "resting"}
    page = sign_in("candidate").get(HERE).text
    assert "Rest as long as you like" in page
    assert "Start again" in page


def test_stopped_they_read_that_they_may_come_back(world, grace, sign_in):
    candidates.leave(world.candidate, grace)
    assert "You can come back any day" in sign_in("candidate").get(HERE).text


def test_working_with_us_is_the_end_of_the_line(world, grace, sign_in):
    candidates.mark_in_post(world.lead, grace)
    mine = journey.my_journey(world.candidate)
    assert (mine.line[-1].key, mine.line[-1].state) == ("work", "done")
    assert "You work with us" in sign_in("candidate").get(HERE).text


def test_ready_to_apply_and_wanting_news(world, grace, sign_in):
    details = {"kind": "training", "title": "Peer support", "reached_on": clock.today(), "source_id": "a"}
    candidates.qualify(world.lead, grace, **details)
    client = sign_in("candidate")
    page = client.get(HERE).text
    assert "Tell me of new jobs" in page
    assert "Your certificate stays yours" in page
    client.post(reverse("candidates:answer_journey", args=["news"]))
    assert "Do not tell me any more" in client.get(HERE).text


def test_messages_and_what_helps_are_on_the_page(world, grace, sign_in):
    for number in range(3):
        candidates.send_message(world.coordinator, grace, words=f"Message {number}", once=str(number))
    adjustment = candidates.ask_adjustment(world.candidate, grace, stage="training", words="A red lamp")
    by = clock.today() + timedelta(days=2)
    candidates.agree_adjustment(world.coordinator, adjustment, with_whom=world.users["coordinator"], by=by)
    candidates.put_in_place(world.coordinator, adjustment)
    page = sign_in("candidate").get(HERE).text
    assert "See all 5 messages" in page
    assert "5 new" in page
    assert "Is it really there?" in page


def test_routes_stand_on_the_line_each_with_its_state(world, grace, sign_in):
    kinds = [
        candidates.add_route_kind(world.lead, name=name, about="x", who_arranges="y")
        for name in ("Asked", "Arranged", "Going", "Finished", "Put off")
    ]
    today = clock.today()
    said = {"host": "Willow", "agreement": "x", "agreed_on": today, "starts_on": today, "review_on": today}
    for kind in kinds:
        route = candidates.ask_route(world.candidate, grace, kind=kind)
        if kind.name in ("Arranged", "Going", "Finished"):
            candidates.arrange_route(world.lead, route, **said)
        if kind.name in ("Going", "Finished"):
            candidates.start_route(world.lead, route)
        if kind.name == "Finished":
            candidates.finish_route(world.lead, route, outcome="Good")
        if kind.name == "Put off":
            candidates.not_now_route(world.lead, route, outcome="No host until May")
    states = {row.title: row.state for row in journey.my_journey(world.candidate).line}
    assert [states[kind.name] for kind in kinds] == ["now", "coming", "now", "done", "not_this_time"]
    page = sign_in("candidate").get(HERE).text
    assert "No host until May" in page
    assert "Ask us to call you" in page


def test_their_turn_comes_first_then_where_we_are_late_then_what_is_due(world):
    today = clock.today()
    ours = step("ours", "us", by=today)
    late = step("late", "us", by=today + timedelta(days=9), late=True)
    theirs = step("theirs", "you")
    shared = step("shared", "shared", by=today - timedelta(days=9))
    done = step("done", "you", "done")
    assert journey.whose_turn([done, shared, ours, late, theirs]) == theirs
    assert journey.whose_turn([done, shared, ours, late]) == late
    assert journey.whose_turn([done, shared, ours]) == ours
    assert journey.whose_turn([done, shared]) == shared
    assert journey.whose_turn([done]) is None


def test_my_journey_is_nobody_else_s(world, grace, sign_in):
    for name in ("lead", "other_candidate", "recruiter", "person"):
        assert sign_in(name).get(HERE).status_code == 404, name


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("candidate", "pages:my_journey"),
        ("recruiter", "recruitment:vacancies"),
        ("trainer", "training:cohorts"),
        ("route_lead", "candidates:routes"),
        ("panel", "recruitment:my_reading"),
        ("editor", "pages:text_pages"),
    ],
)
def test_each_role_begins_on_its_own_page(world, sign_in, name, first):
    assert sign_in(name).get(reverse("pages:home")).url == reverse(first)
