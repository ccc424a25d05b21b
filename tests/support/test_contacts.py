"""Contacts: recorded once, corrected without losing the original, taken back within minutes, ticked when copied."""

import threading
from datetime import timedelta

import pytest
from django.db import connection

from alongside.core import clock
from alongside.core.errors import NotAllowed, Refused
from alongside.core.models import AuditEvent
from alongside.support import commands
from alongside.support.models import Contact, Meeting
from tests.support.moments import facts, in_days, make_contact, make_meeting, make_need
from tests.world import make_person, make_referral, make_relationship, make_user, make_worker, say_yes


def actions() -> list[str]:
    return list(AuditEvent.objects.order_by("pk").values_list("action", flat=True))


def test_record_contact_when_met_keeps_national_codes_and_its_audit_row(world):
    relationship = make_relationship(world)
    need = make_need(relationship.referral.person)
    contact = commands.record_contact(
        world.peer_worker, relationship, **facts(needs_met=[need.pk], others=["10", "10"], social=True)
    )
    assert (contact.attendance, contact.interpreter, contact.adjustment_made, contact.planned) == ("5", "4", "Y", "N")
    assert [row.worker_id for row in contact.staff.all()] == [relationship.worker_id]
    assert [row.kind for row in contact.others.all()] == ["10"]
    assert contact.recorded_by_user == world.users["peer_worker"].pk
    assert actions() == ["contact.recorded"]


def test_record_contact_when_first_attended_moves_the_relationship_to_meeting(world):
    relationship = make_relationship(world, status="introduced")
    contact = commands.record_contact(world.peer_worker, relationship, **facts())
    relationship.refresh_from_db()
    assert (relationship.status, relationship.first_met_at) == ("meeting", contact.starts_at)


def test_record_contact_when_not_attended_keeps_no_minutes_and_leaves_the_relationship(world):
    relationship = make_relationship(world, status="introduced")
    make_need(relationship.referral.person)
    contact = commands.record_contact(world.peer_worker, relationship, **facts(attendance="4"))
    assert (contact.minutes, contact.cancellation, contact.interpreter, contact.adjustment_made) == (None, "02", "", "")
    relationship.refresh_from_db()
    assert relationship.status == "introduced"


def test_record_contact_when_the_need_was_not_met_says_no_nationally(world):
    relationship = make_relationship(world)
    make_need(relationship.referral.person)
    assert commands.record_contact(world.peer_worker, relationship, **facts()).adjustment_made == "N"


def test_record_contact_when_from_a_meeting_closes_it_and_counts_as_planned(world):
    relationship = make_relationship(world)
    meeting = make_meeting(relationship, in_days(-1))
    contact = commands.record_contact(world.peer_worker, relationship, meeting=meeting, **facts())
    meeting.refresh_from_db()
    assert (meeting.status, contact.planned, contact.meeting) == ("recorded", "Y", meeting)


def test_record_contact_when_the_meeting_was_recorded_already_says_so(world):
    relationship = make_relationship(world)
    meeting = make_meeting(relationship, in_days(-1))
    first = commands.record_contact(world.peer_worker, relationship, meeting=meeting, **facts())
    with pytest.raises(commands.AlreadySaved) as refusal:
        commands.record_contact(world.peer_worker, relationship, meeting=meeting, **facts())
    assert refusal.value.contact == first


def test_record_contact_when_the_meeting_was_with_someone_else_refuses(world):
    relationship = make_relationship(world)
    other = make_relationship(world, make_referral(world, make_person(world, user=None), status="matched"))
    with pytest.raises(Refused, match="someone else"):
        commands.record_contact(world.peer_worker, relationship, meeting=make_meeting(other, in_days(-1)), **facts())


def test_record_contact_when_same_again_books_the_next_meeting(world):
    relationship = make_relationship(world)
    again = in_days(6, 10)
    contact = commands.record_contact(world.peer_worker, relationship, **facts(same_again_at=again))
    meeting = contact.booked_next.get()
    assert (meeting.starts_at, meeting.minutes, meeting.location) == (again, 45, "N01")
    assert actions() == ["meeting.booked", "contact.recorded"]


def test_record_contact_when_same_again_is_taken_keeps_nothing(world):
    relationship = make_relationship(world)
    make_meeting(relationship, in_days(6, 10))
    with pytest.raises(Refused, match="already"):
        commands.record_contact(world.peer_worker, relationship, **facts(same_again_at=in_days(6, 10)))
    assert not Contact.objects.exists()


def test_record_contact_when_sent_twice_keeps_one(world):
    relationship = make_relationship(world)
    sent = facts()
    first = commands.record_contact(world.peer_worker, relationship, **sent)
    with pytest.raises(commands.AlreadySaved) as refusal:
        commands.record_contact(world.peer_worker, relationship, **sent)
    assert refusal.value.contact == first
    assert Contact.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_record_contact_when_two_send_the_same_form_at_once_keeps_one(world):
    relationship = make_relationship(world)
    sent, ready, said = facts(), threading.Barrier(2), []

    def send():
        try:
            mine = type(relationship).objects.get(pk=relationship.pk)
            actor = world.peer_worker
            ready.wait()
            commands.record_contact(actor, mine, **sent)
            said.append("saved")
        except commands.AlreadySaved:
            said.append("already saved")
        finally:
            connection.close()

    both = [threading.Thread(target=send) for _ in range(2)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    assert sorted(said) == ["already saved", "saved"]
    assert Contact.objects.count() == 1


def test_record_contact_when_there_is_no_yes_refuses(world):
    relationship = make_relationship(world)
    say_yes(relationship.referral, "no")
    with pytest.raises(Refused, match="has not said yes"):
        commands.record_contact(world.peer_worker, relationship, **facts())
    assert not Contact.objects.exists()


def test_record_contact_when_wrong_person_is_not_allowed(world):
    relationship = make_relationship(world)
    for name in ("other_peer_worker", "other_coordinator", "referrer", "person", "governance"):
        with pytest.raises(NotAllowed):
            commands.record_contact(world.actor(name), relationship, **facts())
    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"starts_at": in_days(1)}, "cannot be in the future"),
        ({"starts_at": in_days(-40)}, "were introduced on"),
        ({"minutes": None}, "Enter the minutes"),
        ({"minutes": 900}, "between 1 and 720"),
        ({"location": ""}, "Select where you met"),
        ({"words": "We walked."}, "how the words were written"),
        ({"words_are": "together"}, "Write a few words"),
    ],
)
def test_record_contact_when_it_makes_no_sense_refuses_in_words(world, changes, words):
    with pytest.raises(Refused, match=words):
        commands.record_contact(world.peer_worker, make_relationship(world), **facts(**changes))


def test_record_contact_when_the_odd_date_is_confirmed_is_kept(world):
    relationship = make_relationship(world)
    sent = facts(starts_at=in_days(-40), date_is_right=True)
    assert commands.record_contact(world.peer_worker, relationship, **sent).pk
    relationship.refresh_from_db()
    assert relationship.first_met_at == sent["starts_at"]


def test_record_contact_when_after_the_end_asks_about_the_date(world):
    relationship = make_relationship(world, status="ended")
    with clock.at(clock.now() + timedelta(days=2)):
        with pytest.raises(Refused, match="ended on"):
            commands.record_contact(world.peer_worker, relationship, **facts(starts_at=in_days(-0.5)))
        late = commands.record_contact(
            world.peer_worker, relationship, **facts(starts_at=in_days(-0.5), date_is_right=True)
        )
    assert late.relationship.status == "ended"


def test_record_contact_when_by_text_needs_no_minutes_and_no_place(world):
    contact = commands.record_contact(
        world.peer_worker, make_relationship(world), **facts(mechanism="09", minutes=None, location="N01")
    )
    assert (contact.minutes, contact.location) == (None, "")


def test_record_contact_when_another_worker_was_there_keeps_both(world):
    relationship = make_relationship(world)
    world.users["third"] = make_user("third@example.org", "Shireen Bello", "peer_worker", team=world.thanet)
    third = make_worker(world, "third", world.thanet)
    contact = commands.record_contact(world.peer_worker, relationship, **facts(workers=[third.pk]))
    assert {row.worker_id for row in contact.staff.all()} == {third.pk, relationship.worker_id}


def test_correct_contact_when_wrong_minutes_keeps_the_original(world):
    old = make_contact(make_relationship(world))
    commands.add_their_words(world.person, old, words="I was tired but glad I came.")
    new = commands.correct_contact(world.peer_worker, old, **facts(minutes=30), reason="Half an hour")
    old.refresh_from_db()
    assert (old.is_current, old.minutes, new.replaces, new.minutes) == (False, 45, old, 30)
    assert new.their_words.get().words == "I was tired but glad I came."
    event = AuditEvent.objects.get(action="contact.corrected")
    assert (event.subject_id, event.reason) == (new.pk, "Half an hour")


def test_correct_contact_when_corrected_already_refuses(world):
    old = make_contact(make_relationship(world))
    commands.correct_contact(world.peer_worker, old, **facts(minutes=30))
    with pytest.raises(Refused, match="Open the newest"):
        commands.correct_contact(world.peer_worker, old, **facts(minutes=20))


def test_correct_contact_when_sent_twice_keeps_one(world):
    old, sent = make_contact(make_relationship(world)), facts(minutes=30)
    commands.correct_contact(world.peer_worker, old, **sent)
    with pytest.raises(commands.AlreadySaved):
        commands.correct_contact(world.peer_worker, old, **sent)
    assert Contact.objects.count() == 2


def test_correct_contact_when_wrong_person_is_not_allowed(world):
    old = make_contact(make_relationship(world))
    with pytest.raises(NotAllowed):
        commands.correct_contact(world.other_peer_worker, old, **facts())


def test_correct_contact_when_the_only_meeting_did_not_happen_goes_back_before_it(world):
    relationship = make_relationship(world, status="introduced")
    only = commands.record_contact(world.peer_worker, relationship, **facts())
    commands.correct_contact(world.peer_worker, only, **facts(starts_at=only.starts_at, attendance="3"))
    relationship.refresh_from_db()
    assert (relationship.status, relationship.first_met_at) == ("introduced", None)


def test_undo_contact_when_just_recorded_restores_everything(world):
    relationship = make_relationship(world, status="introduced")
    meeting = make_meeting(relationship, in_days(-1))
    sent = facts(same_again_at=in_days(6, 10))
    contact = commands.record_contact(world.peer_worker, relationship, meeting=meeting, **sent)
    commands.undo_contact(world.peer_worker, contact)
    for row in (meeting, relationship, contact):
        row.refresh_from_db()
    assert (contact.is_current, meeting.status, relationship.status) == (False, "planned", "introduced")
    assert contact.booked_next.get().status == "cancelled"
    assert actions()[-2:] == ["meeting.cancelled", "contact.undone"]


def test_undo_contact_when_one_of_two_leaves_the_other_as_first_meeting(world):
    relationship = make_relationship(world, status="introduced")
    first = commands.record_contact(world.peer_worker, relationship, **facts(starts_at=in_days(-2)))
    second = commands.record_contact(world.peer_worker, relationship, **facts())
    commands.undo_contact(world.peer_worker, first)
    relationship.refresh_from_db()
    assert (relationship.status, relationship.first_met_at) == ("meeting", second.starts_at)


def test_undo_contact_when_ten_minutes_have_passed_refuses(world):
    contact = make_contact(make_relationship(world))
    with clock.at(contact.recorded_at + timedelta(minutes=10)):
        assert commands.undo_contact(world.peer_worker, contact).is_current is False
    late = make_contact(contact.relationship)
    with clock.at(late.recorded_at + timedelta(minutes=10, seconds=1)), pytest.raises(Refused, match="10 minutes"):
        commands.undo_contact(world.peer_worker, late)


def test_undo_contact_when_someone_else_recorded_it_is_not_allowed(world):
    contact = make_contact(make_relationship(world))
    for name in ("lead", "coordinator", "other_peer_worker", "person"):
        with pytest.raises(NotAllowed):
            commands.undo_contact(world.actor(name), contact)


def test_undo_contact_when_it_went_further_refuses(world):
    relationship = make_relationship(world)
    copied = commands.tick_copied(world.peer_worker, make_contact(relationship))
    with pytest.raises(Refused, match="already in the trust"):
        commands.undo_contact(world.peer_worker, copied)
    new = commands.correct_contact(world.peer_worker, copied, **facts())
    with pytest.raises(Refused, match="A correction cannot"):
        commands.undo_contact(world.peer_worker, new)
    with pytest.raises(Refused, match="corrected or taken back"):
        commands.undo_contact(world.peer_worker, copied)


def test_add_their_words_when_written_by_the_worker_keeps_whose_they_are(world):
    contact = make_contact(make_relationship(world))
    mine = commands.add_their_words(world.person, contact, words="I liked it.")
    told = commands.add_their_words(world.peer_worker, contact, words="And the heron.", said_by="Leona, on the phone")
    assert (mine.said_by, mine.written_by) == ("Leona", "Leona Marsh")
    assert (told.said_by, told.written_by) == ("Leona, on the phone", "Imani Calder")
    assert actions() == ["contact.words_added"] * 2


def test_add_their_words_when_wrong_person_or_old_version_is_refused(world):
    contact = make_contact(make_relationship(world))
    with pytest.raises(NotAllowed):
        commands.add_their_words(world.other_person, contact, words="Not mine.")
    commands.correct_contact(world.peer_worker, contact, **facts())
    with pytest.raises(Refused, match="newest one"):
        commands.add_their_words(world.person, contact, words="Late.")


def test_tick_copied_when_ticked_and_unticked_leaves_its_audit_rows(world):
    contact = make_contact(make_relationship(world))
    commands.tick_copied(world.coordinator, contact)
    assert contact.copied_by == "Ines Okafor"
    with pytest.raises(Refused, match="Ines Okafor ticked this already"):
        commands.tick_copied(world.peer_worker, contact)
    commands.untick_copied(world.peer_worker, contact)
    assert contact.copied_at is None
    with pytest.raises(Refused, match="not ticked"):
        commands.untick_copied(world.peer_worker, contact)
    assert actions() == ["contact.copied", "contact.not_copied"]


def test_tick_copied_when_wrong_person_or_old_version_is_refused(world):
    contact = make_contact(make_relationship(world))
    with pytest.raises(NotAllowed):
        commands.tick_copied(world.other_coordinator, contact)
    with pytest.raises(NotAllowed):
        commands.untick_copied(world.person, contact)
    commands.correct_contact(world.peer_worker, contact, **facts())
    with pytest.raises(Refused, match="Copy the newest one"):
        commands.tick_copied(world.peer_worker, contact)


def test_recorded_meeting_cannot_be_recorded_as_another_status(world):
    relationship = make_relationship(world)
    cancelled = make_meeting(
        relationship, in_days(-1), status="cancelled", cancelled_at=clock.now(), cancelled_by="person"
    )
    with pytest.raises(Refused, match="This is cancelled"):
        commands.record_contact(world.peer_worker, relationship, meeting=cancelled, **facts())
    assert Meeting.objects.get().status == "cancelled"
