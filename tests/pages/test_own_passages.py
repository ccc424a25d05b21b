"""A person's own pages about a break, someone else to walk with, the ending, and coming back."""

from datetime import timedelta

import pytest

from alongside.core import clock
from alongside.referrals.models import Referral
from alongside.support import commands
from alongside.support.models import Break, Ending, Handover, Relationship
from tests.pages.story import hours, make_goal, said, walking
from tests.support.moments import make_agreement, make_contact, make_meeting
from tests.support.passages import change, make_handover, make_next_worker

PAGES = ["/my/break/", "/my/someone-else/", "/my/next-peer-worker/", "/my/before/", "/my/ending/", "/my/come-back/"]


def home(sign_in):
    return said(sign_in("person").get("/my/"))


@pytest.mark.parametrize("who", ["peer_worker", "lead", "other_person"])
@pytest.mark.parametrize("path", [*PAGES, "/my/ending/my-part/", "/my/ending/what-we-did.txt"])
def test_my_pages_when_it_is_not_me_are_not_found(world, sign_in, path, who):
    make_handover(walking(world), make_next_worker(world))
    assert sign_in(who).get(path).status_code == 404


def test_my_break_is_two_taps_and_so_is_coming_back(world, sign_in):
    make_meeting(walking(world), hours(48))
    assert "Take a break Your place is kept" in home(sign_in)
    leona = sign_in("person")
    assert "We send no reminders." in said(leona.get("/my/break/"))
    until = clock.today() + timedelta(days=10)
    answer = leona.post("/my/break/", {**_date("until", until), "keep_later": "on"}, follow=True)
    assert "You are on a break. Your place is kept." in said(answer)
    told = home(sign_in)
    assert "You are on a break Until Friday 27 November Your place is kept. Imani knows." in told
    assert "Nothing is booked while you are away." in told
    assert "Take a break" not in told
    assert "Stop peer support" in told
    assert "Welcome back." in said(leona.post("/my/break/end/", follow=True))
    assert Break.objects.get().ended_on == clock.today()


def _date(name, value):
    return {f"{name}_day": value.day, f"{name}_month": value.month, f"{name}_year": value.year}


def test_my_break_with_a_day_that_has_been_keeps_what_was_typed(world, sign_in):
    walking(world)
    answer = sign_in("person").post("/my/break/", _date("until", clock.today() - timedelta(days=10)))
    assert answer.status_code == 422
    assert b'value="7"' in answer.content


@pytest.mark.parametrize("stop_now", ["no", "yes"])
def test_someone_else_is_one_tap_and_can_be_taken_back(world, sign_in, stop_now):
    relationship = walking(world)
    leona = sign_in("person")
    asked = said(leona.get("/my/someone-else/"))
    assert "You do not have to tell Imani. We send Imani nothing that says so." in asked
    assert "Keep meeting Imani for now Stop meeting Imani now" in asked
    told = said(leona.post("/my/someone-else/", {"stop_now": stop_now}, follow=True))
    assert "You asked for someone else" in told
    assert "Ask for someone else to walk with me" not in told
    relationship.refresh_from_db()
    assert relationship.status == ("ended" if stop_now == "yes" else "meeting")
    assert "You carry on with Imani." in said(leona.post("/my/someone-else/take-back/", follow=True))
    relationship.refresh_from_db()
    assert (relationship.status, relationship.change_asked_at) == ("meeting", None)


@pytest.mark.parametrize(
    ("because", "words"),
    [
        ("away", "Imani is away for a while."),
        ("leaving", "Imani is leaving this job."),
        ("asked", "You asked for someone else."),
        ("other", "We think you may get on."),
    ],
)
def test_home_says_why_it_is_suggested_and_that_i_choose(world, sign_in, because, words):
    make_handover(walking(world), make_next_worker(world), because=because)
    assert f"Someone else could walk with you Bryn {words} You choose." in home(sign_in)


def test_my_yes_says_what_may_be_read_and_which_times_stay(world, sign_in):
    relationship, bryn = walking(world), make_next_worker(world)
    make_meeting(relationship, hours(48))
    make_handover(relationship, bryn, introduce_on=clock.today() + timedelta(days=3))
    leona = sign_in("person")
    page = said(leona.get("/my/next-peer-worker/"))
    assert "The three of you could meet on Friday 20 November: you, Imani and Bryn." in page
    assert "If yes: keep the times I have booked" in page
    assert leona.post("/my/next-peer-worker/", {"may_read": "all"}).status_code == 422
    answer = {"answer": "yes", "may_read": "agreed", "keep_meetings": "on"}
    assert "Bryn will be in touch." in said(leona.post("/my/next-peer-worker/", answer, follow=True))
    new = Relationship.objects.get(worker=bryn)
    assert (new.may_read, new.meetings.count()) == ("agreed", 1)
    told = home(sign_in)
    assert "What Bryn can read of before What we agreed, and my goals" in told
    assert "Saved." in said(leona.post("/my/before/", {"may_read": "nothing"}, follow=True))
    new.refresh_from_db()
    assert new.may_read == "nothing"


def test_my_no_changes_nothing(world, sign_in):
    handover = make_handover(walking(world), make_next_worker(world))
    told = said(sign_in("person").post("/my/next-peer-worker/", {"answer": "no"}, follow=True))
    assert "That is fine. Nothing changes." in told
    assert Handover.objects.get(pk=handover.pk).status == "declined"


def test_while_the_other_profile_is_hidden_nothing_is_asked(world, sign_in):
    bryn = make_next_worker(world)
    make_handover(walking(world), bryn)
    change(bryn, profile_shown_at=None)
    assert "Someone else could walk with you" not in home(sign_in)
    assert sign_in("person").get("/my/next-peer-worker/").status_code == 404


def test_getting_ready_is_mine_to_look_at_and_add_to(world, sign_in):
    relationship = walking(world)
    make_agreement(relationship)
    leona = sign_in("person")
    assert leona.get("/my/ending/my-part/").status_code == 404
    commands.change_ending(world.peer_worker, relationship, last_meeting_on=clock.today(), strengths="Patient")
    assert "Your last meeting is on Tuesday 17 November." in home(sign_in)
    mine = {"strengths": "Patient, and funny", "thanks_from_person": "Thank you, Imani.", "feedback": ""}
    told = said(leona.post("/my/ending/my-part/", mine, follow=True))
    assert "What I am good at Patient, and funny" in told
    assert "My thanks Thank you, Imani." in told
    assert Ending.objects.get().strengths == "Patient, and funny"


def test_what_we_did_stays_mine_to_read_and_keep_as_a_file(world, sign_in):
    relationship = walking(world)
    make_agreement(relationship, purpose="To order in a café")
    make_contact(relationship, words="We saw the heron.", words_are="together")
    make_goal(relationship, "Order in a café on my own.", status="reached")
    commands.end_well(world.peer_worker, relationship, thanks_from_worker="It was a good walk.")
    assert "You and Imani ended well, on Tuesday 17 November" in home(sign_in)
    leona = sign_in("person")
    told = said(leona.get("/my/ending/"))
    for words in ("You met 1 time.", "To order in a café", "You got there", "From Imani It was a good walk."):
        assert words in told
    file = leona.get("/my/ending/what-we-did.txt")
    assert file["Content-Disposition"] == 'attachment; filename="what-we-did.txt"'
    for words in ("We met once.", "“Order in a café on my own.” I got there.", "It was a good walk.", "the heron"):
        assert words in file.content.decode()


def test_coming_back_begins_a_new_request_of_the_same_person(world, sign_in):
    relationship = walking(world)
    make_agreement(relationship)
    commands.end_well(world.peer_worker, relationship)
    leona = sign_in("person")
    assert "Would you like to walk with Imani again?" in said(leona.get("/my/come-back/"))
    told = said(leona.post("/my/come-back/", {"hopes": "Walk more", "again": "yes"}, follow=True))
    assert "Welcome back. We have your request." in told
    again = Referral.objects.exclude(status="closed").get()
    assert (again.person, again.hopes, again.wants_words) == (
        relationship.referral.person,
        "Walk more",
        "With Imani again, if that can be.",
    )
    assert leona.get("/my/come-back/").status_code == 404


def test_coming_back_after_stopping_does_not_ask_about_the_same_worker(world, sign_in):
    relationship = walking(world)
    commands.stop_support(world.person, relationship)
    leona = sign_in("person")
    assert "walk with Imani again" not in said(leona.get("/my/come-back/"))
    leona.post("/my/come-back/", {"hopes": ""})
    assert Referral.objects.exclude(status="closed").get().wants_words == ""


def test_an_earlier_time_can_still_be_read(world, sign_in):
    relationship, bryn = walking(world), make_next_worker(world)
    make_contact(relationship, words="We saw the heron.", words_are="together")
    commands.accept_handover(world.person, make_handover(relationship, bryn))
    leona = sign_in("person")
    now = said(leona.get("/my/ending/"))
    assert "the heron" not in now
    assert "Other times You and Imani, from" in now
    assert "the heron" in said(leona.get(f"/my/ending/?time={relationship.pk}"))
    assert leona.get(f"/my/ending/?time={world.users['person'].pk}").status_code == 404
