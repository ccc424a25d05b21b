"""What a person does with their own peer support: meetings, their side of what is written, goals."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from alongside.core import clock
from alongside.core.guard import unguarded
from alongside.core.models import Notice
from alongside.support.models import Goal, TheirWords
from tests.pages.story import hours, make_goal, said, walking
from tests.support.moments import make_contact, make_meeting
from tests.world import make_referral

LONDON = ZoneInfo("Europe/London")
FRIDAY = {"on_day": "20", "on_month": "11", "on_year": "2026", "at": "2pm", "place": ""}


# Meetings ------------------------------------------------------------------------------------------------------------


def test_change_my_meeting_moves_it_and_tells_the_worker(world, sign_in):
    meeting = make_meeting(walking(world), hours(24))
    client = sign_in("person")
    address = f"/my/meetings/{meeting.pk}/change/"
    first = client.get(address)
    assert "Change our meeting You do not have to say why." in said(first)
    assert 'value="18"' in first.content.decode()
    assert client.post(address, FRIDAY).url == "/my/"
    meeting.refresh_from_db()
    assert meeting.starts_at == datetime(2026, 11, 20, 14, tzinfo=LONDON)
    assert (meeting.place, meeting.minutes, meeting.changes) == ("Riverside Park", 45, 1)
    assert [notice.to for notice in Notice.objects.all()] == ["imani@example.org"]
    client.post(address, {**FRIDAY, "place": "The library"})
    meeting.refresh_from_db()
    assert meeting.place == "The library"


def test_change_my_meeting_keeps_what_was_typed_when_it_cannot_be(world, sign_in):
    leona = walking(world)
    meeting, other = make_meeting(leona, hours(24)), walking(world, "Kofi Addo")
    make_meeting(other, datetime(2026, 11, 20, 14, tzinfo=LONDON))
    client = sign_in("person")
    address = f"/my/meetings/{meeting.pk}/change/"
    refused = client.post(address, {**FRIDAY, "place": "The library"})
    assert refused.status_code == 422
    assert "Imani is already meeting someone" in said(refused)
    assert "Kofi" not in said(refused)
    assert 'value="The library"' in refused.content.decode()
    empty = client.post(address, {"place": "The library"})
    assert empty.status_code == 422
    assert "Enter the day" in said(empty)


def test_cancel_my_meeting_asks_once_and_not_why(world, sign_in):
    meeting = make_meeting(walking(world), hours(24))
    client = sign_in("person")
    address = f"/my/meetings/{meeting.pk}/cancel/"
    asked = client.get(address)
    assert "Imani will be told that it is off." in said(asked)
    assert asked.content.decode().count('class="nhsuk-button nhsuk-button--secondary"') == 2
    assert client.post(address).url == "/my/"
    meeting.refresh_from_db()
    assert (meeting.status, meeting.cancelled_by) == ("cancelled", "person")
    assert client.post(address).status_code == 409


def test_my_meeting_calendar_does_not_say_what_for(world, sign_in):
    meeting = make_meeting(walking(world), hours(24))
    response = sign_in("person").get(f"/my/meetings/{meeting.pk}/meeting.ics")
    assert response["Content-Type"].startswith("text/calendar")
    assert b"SUMMARY:Appointment" in response.content
    assert b"Imani" not in response.content


# What is written -----------------------------------------------------------------------------------------------------


def test_my_written_says_what_was_written_and_what_was_not(world, sign_in):
    leona = walking(world)
    make_contact(leona, hours(-24), words="Sat by the water.", words_are="not_seen")
    make_contact(leona, hours(-48))
    make_contact(leona, hours(-72), attendance="3")
    told = said(sign_in("person").get("/my/written/"))
    assert "“Sat by the water.” Imani. You have not seen this before" in told
    assert "Nothing was written. We only counted that we met." in told
    assert "We did not meet this time. That is fine." in told
    assert told.count("Add my side") == 3


def test_my_written_turns_pages(world, sign_in):
    leona = walking(world)
    for n in range(21):
        make_contact(leona, hours(-24 * n - 1))
    client = sign_in("person")
    assert "1 to 20 of 21." in said(client.get("/my/written/"))
    assert "21 to 21 of 21." in said(client.get("/my/written/?page=2"))


def test_my_written_before_anything_is(world, sign_in):
    walking(world)
    assert "Nothing yet." in said(sign_in("person").get("/my/written/"))


def test_my_words_are_added_beside_what_is_there(world, sign_in):
    contact = make_contact(walking(world), words="Walked twice.", words_are="together")
    client = sign_in("person")
    address = f"/my/written/{contact.pk}/add/"
    assert "“Walked twice.” Imani" in said(client.get(address))
    assert client.post(address, {"words": ""}).status_code == 422
    assert client.post(address, {"words": "I was tired but glad I came."}).url == "/my/written/"
    theirs = TheirWords.objects.get()
    assert (theirs.words, theirs.said_by, theirs.written_by) == ("I was tired but glad I came.", "Leona", "Leona Marsh")
    assert "“I was tired but glad I came.” You, Tuesday 17 November" in said(client.get("/my/written/"))


def test_my_words_can_be_kept_for_later(world, sign_in):
    contact = make_contact(walking(world))
    client = sign_in("person")
    address = f"/my/written/{contact.pk}/add/"
    client.post(address, {"words": "I was ti", "save": "later"})
    assert "I was ti" in client.get(address).content.decode()
    assert not TheirWords.objects.exists()


# Goals ---------------------------------------------------------------------------------------------------------------


def test_my_goals_are_mine_to_add(world, sign_in):
    walking(world)
    client = sign_in("person")
    assert "You do not need any." in said(client.get("/my/goals/"))
    assert client.post("/my/goals/", {"words": ""}).status_code == 422
    assert client.post("/my/goals/", {"words": "Order in a café."}).url == "/my/goals/"
    goal = Goal.objects.get()
    assert (goal.words, goal.said_by, goal.written_by, goal.status) == (
        "Order in a café.",
        "Leona",
        "Leona Marsh",
        "working",
    )
    again = client.post("/my/goals/", {"words": "Order in a café."})
    assert again.status_code == 422
    assert "already there" in said(again)
    assert "“Order in a café.” You, Tuesday 17 November" in said(client.get("/my/goals/"))


def test_my_goals_can_be_named_while_waiting(world, sign_in):
    make_referral(world, status="accepted")
    assert sign_in("person").post("/my/goals/", {"words": "Sleep."}).status_code == 302


def test_my_goal_in_other_words(world, sign_in):
    goal = make_goal(walking(world), "Order in a café.")
    client = sign_in("person")
    assert 'value="Order in a café."' in client.get(f"/my/goals/{goal.pk}/").content.decode()
    assert client.post(f"/my/goals/{goal.pk}/", {"words": "Order tea."}).url == "/my/goals/"
    assert "“Order tea.” You" in said(client.get("/my/goals/"))


@pytest.mark.parametrize(
    ("step", "status", "words"), [("reach", "reached", "You got there"), ("drop", "dropped", "let it go")]
)
def test_my_goal_reached_or_let_go_and_taken_up_again(world, sign_in, step, status, words):
    goal = make_goal(walking(world), "Order in a café.")
    client = sign_in("person")
    assert client.get(f"/my/goals/{goal.pk}/{step}/").status_code == 404
    assert client.post(f"/my/goals/{goal.pk}/{step}/").url == "/my/goals/"
    goal.refresh_from_db()
    assert goal.status == status
    assert words in said(client.get("/my/goals/"))
    assert client.post(f"/my/goals/{goal.pk}/take-up/").url == "/my/goals/"
    goal.refresh_from_db()
    assert goal.status == "working"
    assert client.post(f"/my/goals/{goal.pk}/take-up/").status_code == 409
    assert client.post(f"/my/goals/{goal.pk}/frame/").status_code == 404


def test_my_goal_written_down_by_someone_says_so(world, sign_in):
    make_goal(walking(world), "Sleep past five.")
    assert "Imani Calder wrote it down for you" in said(sign_in("person").get("/my/goals/"))


def test_after_the_ending_nothing_more_is_booked_but_words_may_be_added(world, sign_in):
    leona = walking(world, status="ended")
    contact = make_contact(leona)
    with unguarded():
        leona.ended_at = clock.now()
        leona.save()
    assert sign_in("person").post(f"/my/written/{contact.pk}/add/", {"words": "It helped."}).status_code == 302
