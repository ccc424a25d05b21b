"""The register: entered once, it is the attendance, the contacts and the count, and nobody is counted twice."""

import itertools
from datetime import timedelta

import pytest

from alongside.core import clock
from alongside.core.errors import NotAllowed, Refused
from alongside.core.guard import unguarded
from alongside.core.models import AuditEvent
from alongside.groups import commands
from alongside.groups.models import GroupDate, Membership, Register
from alongside.referrals.models import Person, Referral
from alongside.support import queries as support
from alongside.support.models import Contact
from tests.groups.registering import in_the_group, on_now, said, saved
from tests.groups.setting_up import make_date, make_group
from tests.support.test_about_person import make_about
from tests.world import make_person, make_referral, make_relationship, worker_of


def actions() -> list[str]:
    return list(AuditEvent.objects.order_by("pk").values_list("action", flat=True))


def standing() -> list[Contact]:
    return list(Contact.objects.filter(is_current=True).order_by("pk"))


def test_save_register_is_attendance_contact_and_count_and_both_are_credited(world):
    date = on_now(world)
    alfie = in_the_group(world, date.group)
    register = saved(world, date, [alfie], unnamed=2)
    (contact,) = standing()
    assert (register.came, register.contacts, register.participants, register.minutes) == (3, 1, 2, 60)
    assert [(each.person, each.contact) for each in register.attendances.all()] == [(alfie, contact)]
    assert (contact.therapy_mode, contact.mechanism, contact.location, contact.minutes) == ("3", "01", "E02", 60)
    assert (contact.starts_at, contact.place, contact.relationship) == (date.starts_at, "The day room", None)
    assert contact.origin == f"Register {register.pk}"
    assert {row.worker.full_name for row in contact.staff.all()} == {"Imani Calder", "Nia Brandt"}
    assert {each.was_there for each in date.workers.all()} == {True}
    date.refresh_from_db()
    assert date.status == "held"
    assert actions() == ["contact.made_in_group", "group_register.saved"]


def test_save_register_when_sent_twice_is_kept_once(world):
    date = on_now(world)
    answers = said(date, [in_the_group(world, date.group)])
    first = commands.save_register(world.peer_worker, date, **answers)
    with pytest.raises(commands.AlreadySaved) as again:
        commands.save_register(world.peer_worker, date, **answers)
    assert again.value.register == first
    assert (Register.objects.count(), Contact.objects.count()) == (1, 1)


def test_save_register_when_another_saved_it_meanwhile_says_so_and_may_replace_it(world):
    date = on_now(world)
    alfie, bea = in_the_group(world, date.group), in_the_group(world, date.group, "Bea Court")
    first = saved(world, date, [alfie, bea], by="ward")
    with pytest.raises(Refused, match=r"Nia Brandt saved this at .* with 2 people"):
        saved(world, date, [alfie])
    second = saved(world, date, [alfie], seen=first.pk)
    first.refresh_from_db()
    assert (first.is_current, second.replaces, second.came) == (False, first, 1)
    assert [contact.referral.person for contact in standing()] == [alfie]


@pytest.mark.parametrize("who", ["other_peer_worker", "coordinator", "other_ward", "person", "team_manager"])
def test_save_register_is_for_those_who_run_it_and_those_in_reach(world, who):
    date = on_now(world)
    with pytest.raises(NotAllowed):
        saved(world, date, unnamed=1, by=who)


@pytest.mark.parametrize("who", ["peer_worker", "ward", "lead", "other_coordinator"])
def test_save_register_by_those_who_may(world, who):
    assert saved(world, on_now(world), unnamed=1, by=who).saved_by == world.users[who].name


def test_save_register_when_it_was_cancelled_or_is_to_come_is_refused(world):
    group = make_group(world)
    cancelled = on_now(world, group, status="cancelled", cancelled_at=clock.now(), cancelled_by="us")
    with pytest.raises(Refused, match="did not go ahead"):
        saved(world, cancelled, unnamed=1)
    with pytest.raises(Refused, match="opens an hour before"):
        saved(world, make_date(group, worker_of(world)), unnamed=1)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"unnamed": 0}, "Nobody is marked"),
        ({"minutes": 0}, "between 1 and 720"),
        ({"minutes": 1800}, "between 1 and 720"),
        ({"workers": []}, "Select who ran it"),
        ({"workers": ["0" * 16]}, "no longer runs"),
    ],
)
def test_save_register_when_it_makes_no_sense_is_refused(world, wrong, words):
    with pytest.raises(Refused, match=words):
        saved(world, on_now(world), **{"unnamed": 1, **wrong})
    assert Register.objects.count() == 0


def test_save_register_when_nobody_is_down_to_run_it_is_refused(world):
    date = on_now(world)
    with unguarded():
        date.workers.update(status="cannot")
    with pytest.raises(Refused, match="Put somebody on it first"):
        saved(world, date, unnamed=1, by="lead")


def test_save_register_when_someone_would_rather_not_be_named_counts_them_without(world):
    date = on_now(world)
    quiet = in_the_group(world, date.group, on_list=False)
    register = saved(world, date, [quiet])
    assert (register.came, register.unnamed, register.contacts, register.participants) == (1, 1, 0, 1)
    assert not register.attendances.exists()


def test_save_register_when_someone_turned_up_puts_them_in_the_group(world):
    date = on_now(world)
    leona = make_relationship(world).referral.person  # Imani walks with her
    register = saved(world, date, [leona])
    membership = Membership.objects.get(person=leona)
    assert (membership.how, membership.status, register.came, register.contacts) == ("turned_up", "joined", 1, 0)


def test_save_register_when_they_may_not_know_the_person_is_not_found(world):
    stranger = make_person(world, user=None)
    with pytest.raises(Person.DoesNotExist):
        saved(world, on_now(world), [stranger])
    assert Register.objects.count() == 0


def test_save_register_when_online_is_a_contact_by_video(world):
    date = on_now(world, make_group(world, place="", link="https://meet.example.org/x"))
    saved(world, date, [in_the_group(world, date.group)])
    assert [(contact.mechanism, contact.location) for contact in standing()] == [("11", "")]


def test_save_register_leaves_walks_alone_and_is_on_the_list_to_copy(world):
    together = make_relationship(world)
    date = on_now(world)
    with unguarded():
        Membership.objects.create(
            group=date.group,
            person=together.referral.person,
            status="joined",
            how="self",
            since=clock.now(),
            said_by="Leona",
            written_by="Leona",
            as_contact=True,
        )
    before = together.last_met_at
    assert saved(world, date, [together.referral.person]).contacts == 1
    together.refresh_from_db()
    assert together.last_met_at == before
    (row,) = support.to_copy(world.peer_worker)
    assert row.what == "A group. The day room"
    assert "Therapy mode 3" in row.line


# Counted in one place only----

KINDS = list(itertools.product((True, False, None), ("accepted", "matched", "received", "closed", ""), (True, False)))


@pytest.mark.parametrize("counts", ["contacts", "session", "host"])
def test_whatever_the_rule_nobody_is_counted_twice_or_lost(world, counts):
    """Every kind of member at once: their yes, their request, and whether they may be named."""
    date = on_now(world, make_group(world, counts=counts))
    people = []
    for number, (yes, request, on_list) in enumerate(KINDS):
        person = in_the_group(world, date.group, f"Person{number} Test", asked=False, as_contact=yes, on_list=on_list)
        if request:
            make_referral(world, person, status=request)
        people.append(person)
    register = saved(world, date, people, unnamed=3)
    contacts = {contact.referral.person_id for contact in standing()}
    may = {
        person.pk
        for person, (yes, request, on_list) in zip(people, KINDS, strict=True)
        if yes and on_list and request in ("accepted", "matched")
    }
    assert register.came == len(people) + 3
    assert register.contacts == len(contacts)
    if counts == "contacts":
        assert contacts == may
        assert register.contacts + register.participants == register.came
    else:
        assert contacts == set()
        assert register.participants == (register.came if counts == "session" else 0)


# Put right---


def test_a_latecomer_added_afterwards_leaves_the_others_contacts_as_they_are(world):
    date = on_now(world)
    alfie, bea = in_the_group(world, date.group), in_the_group(world, date.group, "Bea Court")
    first = saved(world, date, [alfie])
    (kept,) = standing()
    second = saved(world, date, [alfie, bea], seen=first.pk)
    assert kept in standing()
    assert {each.person: each.contact.is_current for each in second.attendances.all()} == {alfie: True, bea: True}
    assert (second.came, second.contacts, Contact.objects.count()) == (2, 2, 2)


def test_a_correction_of_the_minutes_writes_the_contacts_again(world):
    date = on_now(world)
    alfie = in_the_group(world, date.group)
    first = saved(world, date, [alfie])
    (old,) = standing()
    saved(world, date, [alfie], minutes=45, seen=first.pk)
    (new,) = standing()
    assert (new.minutes, new.replaces) == (45, old)


def test_a_correction_when_the_request_has_closed_since_keeps_the_contact(world):
    date = on_now(world)
    alfie = in_the_group(world, date.group)
    first = saved(world, date, [alfie])
    with unguarded():
        Referral.objects.update(status="closed", closed_at=clock.now(), closure_code="07")
    second = saved(world, date, [alfie], minutes=45, seen=first.pk)
    assert (second.contacts, len(standing())) == (1, 1)


def test_a_correction_when_what_goes_is_in_the_trusts_record_is_refused(world):
    date = on_now(world)
    alfie = in_the_group(world, date.group)
    first = saved(world, date, [alfie])
    with unguarded():
        Contact.objects.update(copied_at=clock.now())
    with pytest.raises(Refused, match="Alfie’s coming is already in the trust’s own record"):
        saved(world, date, unnamed=1, seen=first.pk)
    first.refresh_from_db()
    assert first.is_current


def test_take_back_register_within_the_minutes_leaves_nothing_counted(world):
    date = on_now(world)
    register = saved(world, date, [in_the_group(world, date.group)])
    commands.take_back_register(world.peer_worker, register)
    date.refresh_from_db()
    assert (date.status, standing(), {each.was_there for each in date.workers.all()}) == ("planned", [], {None})
    assert actions()[-1] == "group_register.taken_back"
    with pytest.raises(Refused, match="already"):
        commands.take_back_register(world.peer_worker, register)
    assert saved(world, date, unnamed=1).came == 1


def test_take_back_register_is_for_whoever_saved_it(world):
    with pytest.raises(NotAllowed):
        commands.take_back_register(world.ward, saved(world, on_now(world), unnamed=1))


def test_take_back_register_when_late_or_a_correction_is_refused(world):
    date = on_now(world)
    first = saved(world, date, unnamed=1)
    with clock.at(clock.now() + timedelta(minutes=11)), pytest.raises(Refused, match="More than 10 minutes"):
        commands.take_back_register(world.peer_worker, first)
    second = saved(world, date, unnamed=2, seen=first.pk)
    with pytest.raises(Refused, match="correction"):
        commands.take_back_register(world.peer_worker, second)


def test_share_reflection_stays_with_a_correction(world):
    date = on_now(world)
    first = saved(world, date, unnamed=1)
    commands.share_reflection(world.ward, first, reflection=" Quiet, and good. ")
    assert saved(world, date, unnamed=2, seen=first.pk).reflection == "Quiet, and good."
    assert actions()[1] == "group_register.reflected"
    first.refresh_from_db()
    with pytest.raises(Refused, match="changed a moment ago"):
        commands.share_reflection(world.ward, first, reflection="More")
    with pytest.raises(NotAllowed):
        commands.share_reflection(world.other_peer_worker, first, reflection="Mine")


def test_say_did_not_go_ahead_counts_as_cancelled(world):
    date = on_now(world)
    commands.say_did_not_go_ahead(world.peer_worker, date, by=GroupDate.CancelledBy.WARD)
    date.refresh_from_db()
    assert (date.status, date.cancelled_by, Register.objects.count()) == ("cancelled", "ward", 0)
    assert "date.not_held" in actions()
    with pytest.raises(Refused):
        commands.say_did_not_go_ahead(world.peer_worker, date, by=GroupDate.CancelledBy.US)


def test_say_did_not_go_ahead_when_a_register_stands_or_by_a_stranger_is_refused(world):
    date = on_now(world)
    with pytest.raises(NotAllowed):
        commands.say_did_not_go_ahead(world.other_peer_worker, date, by=GroupDate.CancelledBy.US)
    saved(world, date, unnamed=1)
    with pytest.raises(Refused, match="Take the register back"):
        commands.say_did_not_go_ahead(world.peer_worker, date, by=GroupDate.CancelledBy.US)


def test_save_register_when_the_page_was_of_another_date_is_refused(world):
    first = saved(world, on_now(world), unnamed=1)
    other = on_now(world, make_group(world, "Walking"))
    with pytest.raises(Refused, match="another date"):
        saved(world, other, unnamed=1, once=first.once)


@pytest.mark.parametrize(("after", "knew", "contacts"), [(10, "told_before", 0), (10, "there", 1), (60, "invited", 1)])
def test_save_register_when_work_about_somebody_stands_for_these_minutes_counts_them_once(world, after, knew, contacts):
    date = on_now(world)
    alfie, bea = in_the_group(world, date.group), in_the_group(world, date.group, "Bea Court")
    together = make_relationship(world, make_referral(world, alfie, status="matched"), worker=worker_of(world))
    about = make_about(together, at=date.starts_at + timedelta(minutes=after), minutes=5, knew=knew)
    register = saved(world, date, [alfie, bea])
    assert (register.came, register.contacts, register.participants) == (2, 1 + contacts, 1 - contacts)
    assert {each.referral.person for each in standing()} == ({alfie, bea} if contacts else {bea})
    with unguarded():
        about.knew = "there"
        about.save()
    again = saved(world, date, [alfie, bea], seen=register.pk)
    assert (again.contacts, again.participants) == (2, 0)


def test_a_longer_register_leaves_out_the_contact_of_somebody_worked_about_later(world):
    date = on_now(world)
    alfie = in_the_group(world, date.group)
    together = make_relationship(world, make_referral(world, alfie, status="matched"), worker=worker_of(world))
    register = saved(world, date, [alfie], minutes=30)
    make_about(together, at=date.starts_at + timedelta(minutes=30))
    longer = saved(world, date, [alfie], minutes=60, seen=register.pk)
    assert (longer.came, longer.contacts, longer.participants, standing()) == (1, 0, 1, [])
    assert "contact.not_made_in_group" in actions()
