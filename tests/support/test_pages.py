"""The pages of the support slice: who may open them, what they say, and that nothing typed is lost."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from alongside.core import clock
from alongside.core.guard import unguarded
from alongside.core.ids import new_id
from alongside.core.models import Draft, Opening
from alongside.support import commands
from alongside.support.models import Agreement, Contact, Goal, Meeting, TheirWords
from tests.support.moments import facts, in_days, make_agreement, make_contact, make_meeting, make_need
from tests.world import make_person, make_referral, make_relationship, say_yes

CHOSEN = re.compile(r'<input class="nhsuk-radios__input"[^>]*name="(\w+)"[^>]*value="(\w+)" checked')


@pytest.fixture
def leona(world):
    """Leona and Imani, with a need, an agreement, a meeting that is over, one to come, a contact and a goal."""
    relationship = make_relationship(world)
    make_need(relationship.referral.person)
    make_agreement(relationship)
    make_meeting(relationship, in_days(-1, 10))
    make_meeting(relationship, in_days(2, 10))
    make_contact(relationship, in_days(-9), words="We walked.", words_are="together")
    commands.add_goal(world.peer_worker, relationship.referral.person, words="A café on my own")
    return relationship


def addresses(relationship) -> dict[str, str]:
    meeting = relationship.meetings.order_by("-starts_at").first()
    contact = relationship.contacts.first()
    goal = relationship.referral.person.goals.first()
    rows = {
        relationship: ("record_contact", "relationship", "contacts", "agreement", "agree", "book_meeting", "add_goal",
                       "stop_support"),
        meeting: ("move_meeting", "cancel_meeting", "meeting_calendar"),
        contact: ("contact", "correct_contact", "add_their_words"),
        goal: ("change_goal",),
    }  # fmt: skip
    return {name: reverse(f"support:{name}", args=[row.pk]) for row, names in rows.items() for name in names}


def recorded(**changes):
    """What a phone sends when all went as planned."""
    day = timezone.localdate() - timezone.timedelta(days=1)
    return {
        "once": new_id(),
        "meeting_id": "",
        "attendance": "5",
        "met_on_day": day.day,
        "met_on_month": day.month,
        "met_on_year": day.year,
        "met_at": "10:00am",
        "mechanism": "01",
        "location": "N01",
        "minutes": "45",
        "words_are": "none",
        **changes,
    }


def test_pages_when_they_walk_together_open_for_the_worker_the_lead_and_the_coordinator(leona, sign_in):
    for name in ("peer_worker", "lead", "coordinator"):
        browser = sign_in(name)
        for page in ("record", "my_people", "to_copy"):
            assert browser.get(reverse(f"support:{page}"), {"whose": "mine"}).status_code == 200, (name, page)
        for page, address in addresses(leona).items():
            assert browser.get(address).status_code == 200, (name, page)


@pytest.mark.parametrize("name", ["other_peer_worker", "other_coordinator", "referrer", "governance", "person"])
def test_pages_when_not_theirs_to_see_are_not_found(leona, sign_in, name):
    browser = sign_in(name)
    for page, address in addresses(leona).items():
        assert browser.get(address).status_code == 404, page
    assert browser.post(addresses(leona)["record_contact"], recorded()).status_code == 404


def test_buttons_when_not_pressed_or_not_theirs_are_not_found(leona, sign_in):
    contact, goal = leona.contacts.first(), leona.referral.person.goals.first()
    for page in ("record", "my_people", "to_copy"):
        assert sign_in("referrer").get(reverse(f"support:{page}")).status_code == 404, page
    buttons = [
        reverse("support:undo_contact", args=[contact.pk]),
        *(reverse(f"support:{do}_goal", args=[goal.pk]) for do in ("reach", "drop", "take_up")),
    ]
    for address in buttons:
        assert sign_in("peer_worker").get(address).status_code == 404
        assert sign_in("other_peer_worker").post(address).status_code == 404
    for name in ("tick_copied", "untick_copied"):
        assert sign_in("peer_worker").get(reverse(f"support:{name}")).status_code == 404
        asked = {"contact": contact.pk}
        assert sign_in("other_peer_worker").post(reverse(f"support:{name}"), asked).status_code == 404


def test_relationship_page_tells_the_story_and_logs_the_opening(leona, world, sign_in):
    said = sign_in("peer_worker").get(reverse("support:relationship", args=[leona.pk])).content.decode()
    for words in ("Leona Marsh", "Meeting every week", "What Leona needs", "Text first, then ring", "The story so far",
                  "A café on my own", "We walked.", "Leona and Imani, together", "Who knows what"):  # fmt: skip
        assert words in said
    opening = Opening.objects.get()
    assert (opening.how, opening.actor_name, opening.subject_id) == ("opened", "Imani Calder", leona.referral.person_id)
    sign_in("lead").get(reverse("support:relationship", args=[leona.pk]) + "?print")
    assert Opening.objects.order_by("pk").last().how == "printed"


def test_relationship_page_when_nothing_is_there_yet_says_so(world, sign_in):
    relationship = make_relationship(world, status="introduced")
    said = sign_in("peer_worker").get(reverse("support:relationship", args=[relationship.pk])).content.decode()
    for words in ("Before the first meeting", "Nothing recorded. Ask", "Nothing is booked", "Start the agreement"):
        assert words in said
    assert "The story so far" not in said


def test_relationship_page_when_ended_is_to_read_only(world, sign_in):
    ended = make_relationship(world, status="ended")
    said = sign_in("peer_worker").get(reverse("support:relationship", args=[ended.pk])).content.decode()
    assert "This page is kept to read" in said
    assert "What you can do" not in said


def test_record_shows_today_then_owed_then_everyone(leona, sign_in):
    soon = make_meeting(leona, clock.now())
    said = sign_in("peer_worker").get(reverse("support:record")).content.decode()
    assert said.index("Today") < said.index(soon.pk) < said.index("Still to record") < said.index("Someone else")


def test_record_when_nobody_yet_says_so(world, sign_in):
    assert "not meeting anyone yet" in sign_in("peer_worker").get(reverse("support:record")).content.decode()
    assert "not meeting anyone yet" in sign_in("peer_worker").get(reverse("support:my_people")).content.decode()


def test_record_contact_when_planned_fills_in_all_but_how_it_went(leona, sign_in):
    meeting = leona.meetings.order_by("starts_at").first()
    address = reverse("support:record_contact", args=[leona.pk]) + f"?meeting={meeting.pk}"
    said = sign_in("peer_worker").get(address).content.decode()
    chosen = {found[1]: found[2] for found in CHOSEN.finditer(said)}
    assert chosen == {"mechanism": "01", "location": "N01", "minutes": "45", "words_are": "none"}


def test_record_contact_when_sent_saves_says_so_and_offers_undo(leona, sign_in):
    browser, meeting = sign_in("peer_worker"), leona.meetings.order_by("starts_at").first()
    address = reverse("support:record_contact", args=[leona.pk]) + f"?meeting={meeting.pk}"
    response = browser.post(address, recorded(meeting_id=meeting.pk), follow=True)
    contact = Contact.objects.get(meeting=meeting)
    undo = reverse("support:undo_contact", args=[contact.pk])
    assert response.redirect_chain == [(reverse("support:relationship", args=[leona.pk]), 302)]
    assert undo in response.content.decode()
    assert "Taken back" in browser.post(undo, follow=True).content.decode()
    meeting.refresh_from_db()
    assert meeting.status == "planned"


def test_record_contact_when_same_again_says_when(world, sign_in):
    relationship = make_relationship(world)
    meeting = make_meeting(relationship, in_days(-1, 10))
    address = reverse("support:record_contact", args=[relationship.pk]) + f"?meeting={meeting.pk}"
    sent = recorded(meeting_id=meeting.pk, same_again="on")
    said = sign_in("peer_worker").post(address, sent, follow=True).content.decode()
    booked = Meeting.objects.get(status="planned")
    assert booked.starts_at == in_days(6, 10)
    assert "You meet Leona again on" in said


def test_record_contact_when_sent_twice_shows_what_was_saved(leona, sign_in):
    browser, sent = sign_in("peer_worker"), recorded()
    address = reverse("support:record_contact", args=[leona.pk])
    browser.post(address, sent)
    again = browser.post(address, sent)
    contact = Contact.objects.get(once=sent["once"])
    assert again.status_code == 200
    assert "You already saved this" in again.content.decode()
    assert reverse("support:contact", args=[contact.pk]) in again.content.decode()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"attendance": ""}, "Select how it went"),
        ({"minutes": "other"}, "Enter the minutes, like 45"),
        ({"minutes": "other", "minutes_other": "5000"}, "Minutes must be between"),
        ({"minutes": ""}, "Select how many minutes"),
        ({"location": ""}, "Select where you met"),
        ({"words": "We walked twice round the lake."}, "Select how these words were written"),
        ({"words_are": "together"}, "Write a few words, or choose"),
        ({"met_on_year": "2099"}, "must be in the past"),
        ({"met_at": "late"}, "Enter a time, like 10:30am"),
    ],
)
def test_record_contact_when_something_is_missing_keeps_what_was_typed(leona, sign_in, changes, words):
    before = Contact.objects.count()
    sent = recorded(place="By the heron", **changes)
    response = sign_in("peer_worker").post(reverse("support:record_contact", args=[leona.pk]), sent)
    said = response.content.decode()
    assert response.status_code == 422
    assert words in said
    assert "By the heron" in said
    assert changes.get("words", "") in said
    assert Contact.objects.count() == before


def test_record_contact_when_later_today_asks_about_the_time(leona, sign_in):
    today = timezone.localdate()
    sent = recorded(met_on_day=today.day, met_on_month=today.month, met_on_year=today.year, met_at="23:59")
    with clock.at(in_days(0, 12)):
        response = sign_in("peer_worker").post(reverse("support:record_contact", args=[leona.pk]), sent)
    assert "still to come" in response.content.decode()


def test_record_contact_when_the_date_is_odd_asks_once(leona, sign_in):
    browser, address = sign_in("peer_worker"), reverse("support:record_contact", args=[leona.pk])
    sent = recorded(met_on_year=timezone.localdate().year - 1)
    asked = browser.post(address, sent)
    assert asked.status_code == 422
    assert "Is the date right?" in asked.content.decode()
    assert 'name="date_is_right"' in asked.content.decode()
    assert browser.post(address, {**sent, "date_is_right": "on"}).status_code == 302


def test_record_contact_when_there_is_no_yes_says_so_on_the_form(leona, sign_in):
    say_yes(leona.referral, "no")
    response = sign_in("peer_worker").post(reverse("support:record_contact", args=[leona.pk]), recorded())
    assert response.status_code == 422
    assert "has not said yes" in response.content.decode()


def test_record_contact_when_by_phone_and_missed_asks_neither_where_nor_how_long(leona, sign_in):
    browser, address = sign_in("peer_worker"), reverse("support:record_contact", args=[leona.pk])
    browser.post(address, recorded(mechanism="02", location="", minutes="30"))
    browser.post(address, recorded(attendance="3", late="on", location="", minutes=""))
    assert set(Contact.objects.exclude(once__in=[""]).values_list("attendance", "mechanism", "minutes")) >= {
        ("5", "02", 30), ("7", "01", None),
    }  # fmt: skip


def test_record_contact_when_the_rare_things_are_said_keeps_their_codes(leona, sign_in):
    person = leona.referral.person
    with unguarded():
        person.interpreter = True
        person.save()
    sent = recorded(
        late="on", proxy="on", was_planned="on", kinds=["social", "practical"], others=["10"], interpreter="5",
        needs_met=[person.needs.first().pk], words="We walked.", words_are="read_back",
    )  # fmt: skip
    response = sign_in("peer_worker").post(reverse("support:record_contact", args=[leona.pk]), sent)
    assert response.status_code == 302
    contact = Contact.objects.get(once=sent["once"])
    assert (contact.attendance, contact.subject, contact.planned, contact.interpreter) == ("6", "02", "Y", "5")
    assert (contact.social, contact.emotional, contact.practical, contact.adjustment_made) == (True, False, True, "Y")


def test_record_contact_when_words_were_kept_shows_them_until_they_are_sent(leona, world, sign_in):
    browser, address = sign_in("peer_worker"), reverse("support:record_contact", args=[leona.pk])
    sent = recorded(words="The heron", words_are="together")
    kept = {name: [str(value)] for name, value in sent.items()}
    with unguarded():
        draft = Draft.objects.create(
            key=f"record:{leona.pk}", owner=f"user:{world.users['peer_worker'].pk}", answers=kept,
            kept_at=clock.now(), expires_at=clock.now() + timezone.timedelta(days=1),
        )  # fmt: skip
    assert "The heron" in browser.get(address).content.decode()
    meeting = leona.meetings.order_by("starts_at").first()
    assert "The heron" not in browser.get(address + f"?meeting={meeting.pk}").content.decode()
    browser.post(address, sent)
    assert not Draft.objects.filter(pk=draft.pk).exists()
    with unguarded():
        draft.save(force_insert=True)
    assert "The heron</textarea>" not in browser.get(address).content.decode()


def test_correct_contact_shows_what_was_recorded_and_keeps_the_original(leona, sign_in):
    browser, old = sign_in("peer_worker"), leona.contacts.first()
    with unguarded():
        old.minutes, old.attendance = 50, "6"
        old.save()
    shown = browser.get(reverse("support:correct_contact", args=[old.pk])).content.decode()
    assert 'value="50"' in shown
    address = reverse("support:correct_contact", args=[old.pk])
    day = timezone.localtime(old.starts_at)
    sent = recorded(met_on_day=day.day, met_on_month=day.month, met_on_year=day.year, minutes="30", reason="Shorter")
    assert browser.post(address, {**sent, "attendance": ""}).status_code == 422
    browser.post(address, sent)
    new = Contact.objects.get(replaces=old)
    page = browser.get(reverse("support:contact", args=[new.pk])).content.decode()
    assert "What it said before" in page
    assert "50 minutes" in page
    assert "30 minutes" in page
    assert "Open the newest" in browser.post(address, recorded()).content.decode()


def test_contact_page_when_just_recorded_may_be_taken_back_by_whoever_did(leona, world, sign_in):
    contact = commands.record_contact(world.peer_worker, leona, **facts())
    address = reverse("support:contact", args=[contact.pk])
    assert "Take it back" in sign_in("peer_worker").get(address).content.decode()
    assert "Take it back" not in sign_in("lead").get(address).content.decode()
    commands.undo_contact(world.peer_worker, contact)
    assert "does not count" in sign_in("lead").get(address).content.decode()


def test_add_their_words_when_sent_stands_beside_the_contact(leona, sign_in):
    browser, contact = sign_in("peer_worker"), leona.contacts.first()
    address = reverse("support:add_their_words", args=[contact.pk])
    assert browser.post(address, {"words": "", "said_by": "Her sister"}).status_code == 422
    said = browser.post(address, {"words": "I was tired but glad I came."}, follow=True).content.decode()
    assert "I was tired but glad I came." in said
    assert TheirWords.objects.get().said_by == "Leona"


def booked(**changes):
    day = timezone.localdate() + timezone.timedelta(days=5)
    return {
        "on_day": day.day, "on_month": day.month, "on_year": day.year, "at": "2pm", "minutes": "60",
        "mechanism": "01", "location": "N02", "place": "The library", **changes,
    }  # fmt: skip


def test_book_meeting_shows_needs_first_and_books(leona, sign_in):
    browser, address = sign_in("peer_worker"), reverse("support:book_meeting", args=[leona.pk])
    said = browser.get(address).content.decode()
    assert said.index("Text first, then ring") < said.index("Which day?")
    assert browser.post(address, booked()).status_code == 302
    meeting = leona.meetings.get(place="The library")
    assert (meeting.starts_at, meeting.minutes) == (in_days(5, 14), 60)
    response = browser.post(address, booked(place="Again"))
    assert response.status_code == 422
    assert "already meeting someone" in response.content.decode()
    assert "Again" in response.content.decode()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"location": ""}, "Select where you will meet"),
        ({"at": ""}, "Enter a time"),
        ({"minutes": ""}, "Select how many"),
    ],
)
def test_book_meeting_when_something_is_missing_keeps_what_was_typed(leona, sign_in, changes, words):
    address = reverse("support:book_meeting", args=[leona.pk])
    response = sign_in("peer_worker").post(address, booked(**changes))
    assert response.status_code == 422
    assert words in response.content.decode()
    assert "The library" in response.content.decode()


def test_book_meeting_when_the_time_has_passed_today_says_so(leona, sign_in):
    today = timezone.localdate()
    sent = booked(on_day=today.day, on_month=today.month, on_year=today.year, at="0:00")
    with clock.at(in_days(0, 12)):
        response = sign_in("peer_worker").post(reverse("support:book_meeting", args=[leona.pk]), sent)
    assert "That time has passed" in response.content.decode()


def test_move_and_cancel_when_asked_change_the_meeting(leona, sign_in):
    browser, meeting = sign_in("peer_worker"), leona.meetings.order_by("-starts_at").first()
    with unguarded():
        meeting.minutes = 50
        meeting.save()
    address = reverse("support:move_meeting", args=[meeting.pk])
    assert "50" in browser.get(address).content.decode()
    assert browser.post(address, booked(mechanism="02", location="", minutes="50")).status_code == 302
    meeting.refresh_from_db()
    assert (meeting.starts_at, meeting.mechanism) == (in_days(5, 14), "02")
    cancel = reverse("support:cancel_meeting", args=[meeting.pk])
    assert browser.post(cancel, {}).status_code == 422
    assert browser.post(cancel, {"by": "person"}).status_code == 302
    meeting.refresh_from_db()
    assert (meeting.status, meeting.cancelled_by) == ("cancelled", "person")


def test_meeting_calendar_is_a_file(leona, sign_in):
    meeting = leona.meetings.first()
    response = sign_in("peer_worker").get(reverse("support:meeting_calendar", args=[meeting.pk]))
    assert response["Content-Type"].startswith("text/calendar")
    assert response.content.startswith(b"BEGIN:VCALENDAR")


def test_agree_when_the_limits_were_not_told_keeps_what_was_typed(world, sign_in):
    relationship = make_relationship(world)
    browser, address = sign_in("peer_worker"), reverse("support:agree", args=[relationship.pk])
    today = timezone.localdate()
    sent = {
        "purpose": "To order in a café", "how_often": "Every week", "where": "Outside", "length_name": "4 months",
        "agreed_on_day": today.day, "agreed_on_month": today.month, "agreed_on_year": today.year,
    }  # fmt: skip
    refused = browser.post(address, sent)
    assert refused.status_code == 422
    assert "limits of confidentiality" in refused.content.decode()
    assert "To order in a café" in refused.content.decode()
    assert browser.post(address, {**sent, "limits_told": "on"}).status_code == 302
    assert Agreement.objects.get().limits_told is True
    shown = browser.get(reverse("support:agreement", args=[relationship.pk])).content.decode()
    assert "To order in a café" in shown
    assert "To order in a café" in browser.get(address).content.decode()


def test_goals_when_pressed_are_reached_let_go_and_taken_up(leona, sign_in):
    browser, goal = sign_in("peer_worker"), leona.referral.person.goals.first()
    for do, status in (("reach", "reached"), ("take_up", "working"), ("drop", "dropped"), ("take_up", "working")):
        assert browser.post(reverse(f"support:{do}_goal", args=[goal.pk])).status_code == 302
        goal.refresh_from_db()
        assert goal.status == status
    assert browser.post(reverse("support:change_goal", args=[goal.pk]), {"words": ""}).status_code == 422
    browser.post(reverse("support:change_goal", args=[goal.pk]), {"words": "The Thursday café"})
    browser.post(reverse("support:add_goal", args=[leona.pk]), {"words": "My hands", "said_by": "Leona, by text"})
    assert set(Goal.objects.values_list("words", flat=True)) == {"The Thursday café", "My hands"}
    browser.post(reverse("support:drop_goal", args=[goal.pk]))
    assert "Let go" in browser.get(reverse("support:relationship", args=[leona.pk])).content.decode()


def test_stop_support_when_asked_asks_no_reason(leona, sign_in):
    browser, address = sign_in("peer_worker"), reverse("support:stop_support", args=[leona.pk])
    assert "Nobody has to say why" in browser.get(address).content.decode()
    assert "can come back" in browser.post(address, {}, follow=True).content.decode()
    leona.refresh_from_db()
    assert leona.status == "ended"
    assert browser.post(address, {}).status_code == 422


def test_to_copy_when_ticked_together_all_leave_the_list(leona, sign_in):
    browser, second = sign_in("peer_worker"), make_contact(leona, in_days(-2))
    first = leona.contacts.exclude(pk=second.pk).get()
    tick, untick = reverse("support:tick_copied"), reverse("support:untick_copied")
    assert "Attendance 5 We met, on time" in browser.get(reverse("support:to_copy")).content.decode()
    said = browser.post(tick, {"contact": [first.pk, second.pk]}, follow=True).content.decode()
    assert "2 contacts ticked as copied" in said
    assert "Everything is in" in said
    again = browser.post(tick, {"contact": [first.pk]}, follow=True).content.decode()
    assert "Imani Calder ticked this already" in again
    assert "Tick at least one" in browser.post(tick, follow=True).content.decode()
    assert first.pk in browser.get(reverse("support:to_copy") + "?show=copied").content.decode()
    assert "1 contact back on the list" in browser.post(untick, {"contact": [first.pk]}, follow=True).content.decode()


def test_to_copy_shows_the_team_to_the_lead_and_only_their_own_to_a_worker(leona, world, sign_in):
    address = reverse("support:to_copy")
    assert "Imani Calder" in sign_in("lead").get(address).content.decode()
    assert "Everything is in" in sign_in("lead").get(address + "?whose=mine").content.decode()
    assert "Everyone’s" not in sign_in("peer_worker").get(address + "?whose=team").content.decode()
    other = make_relationship(world, make_referral(world, make_person(world, user=None), status="matched"))
    assert other.pk in sign_in("coordinator").get(reverse("support:everyone")).content.decode()


def test_record_contact_when_the_meeting_is_still_to_come_offers_to_cancel_it(leona, sign_in):
    meeting = leona.meetings.order_by("-starts_at").first()
    address = reverse("support:record_contact", args=[leona.pk]) + f"?meeting={meeting.pk}"
    assert reverse("support:cancel_meeting", args=[meeting.pk]) in sign_in("peer_worker").get(address).content.decode()
