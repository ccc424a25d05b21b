"""Joining, waiting, choosing and leaving: each command does it, refuses, and leaves its trace."""

from datetime import timedelta

import pytest

from alongside.core import clock
from alongside.core.actors import process
from alongside.core.errors import NotAllowed, Refused
from alongside.core.models import AuditEvent, Notice
from alongside.groups import commands, jobs
from alongside.groups.models import Group, Membership
from alongside.groups.queries import members as queries
from alongside.support import commands as support
from tests.groups.joining import actions, change, hold, make_member, make_runs, states
from tests.groups.setting_up import make_date, make_group
from tests.world import make_person, make_referral, make_relationship, worker_of

OPEN = {"shown": "members"}
SERIES = {"shown": "members", "pattern": "series"}
CLOSED = {"shown": "members", "pattern": "series", "joining": "closed"}


def somebody(world, first="Maeve", **fields):
    return make_person(world, user=None, first_name=first, search_name=first.lower(), **fields)


def texted(person) -> list[str]:
    return list(Notice.objects.filter(about_id=person.pk).values_list("text", flat=True))


# Asking


def test_ask_to_join_a_drop_in_is_in_it_at_once_however_many_come(world):
    group, leona = make_group(world, size=1, **OPEN), make_person(world)
    make_member(group, somebody(world))
    membership = commands.ask_to_join(world.person, leona, group=group)
    assert (membership.status, membership.how) == ("joined", "self")
    assert (membership.said_by, membership.written_by) == ("Leona", "Leona Marsh")
    assert actions() == ["membership.asked"]


def test_ask_to_join_a_series_has_a_place_while_one_is_free_and_waits_after(world):
    group, leona, kofi = (
        make_group(world, size=1, **SERIES),
        make_person(world),
        make_person(world, user="other_person"),
    )
    assert commands.ask_to_join(world.person, leona, group=group).status == "joined"
    assert commands.ask_to_join(world.other_person, kofi, group=group).status == "waiting"
    assert Notice.objects.count() == 0  # both read it on the page before them


def test_ask_to_join_a_closed_group_asks_those_who_run_it(world):
    group, leona = make_group(world, **CLOSED), make_person(world)
    make_runs(group, worker_of(world))
    membership = commands.ask_to_join(world.person, leona, group=group, words="I am shy.")
    assert (membership.status, membership.words) == ("asked", "I am shy.")
    [notice] = Notice.objects.all()
    assert notice.to == "imani@example.org"
    assert "Leona" not in notice.text + notice.subject
    assert group.name not in notice.text + notice.subject


def test_ask_to_join_where_nobody_runs_it_tells_the_service(world):
    commands.ask_to_join(world.person, make_person(world), group=make_group(world, **CLOSED))
    assert Notice.objects.get().to == "peer@example.org"


def test_ask_to_join_for_another_or_a_group_not_shown_is_not_allowed(world):
    shown, hidden, leona = make_group(world, **OPEN), make_group(world, "Staff only"), make_person(world)
    for name in ("other_person", "lead", "ward", "peer_worker", "nobody"):
        with pytest.raises(NotAllowed):
            commands.ask_to_join(world.actor(name), leona, group=shown)
    with pytest.raises(NotAllowed):
        commands.ask_to_join(world.person, leona, group=hidden)
    assert Membership.objects.count() == 0


def test_ask_to_join_twice_or_a_group_that_has_ended_is_refused(world):
    group, leona = make_group(world, **OPEN), make_person(world)
    commands.ask_to_join(world.person, leona, group=group)
    with pytest.raises(Refused, match="already: in the group"):
        commands.ask_to_join(world.person, leona, group=group)
    commands.leave_group(world.person, Membership.objects.get())
    change(group, status="ended", ended_at=clock.now())
    with pytest.raises(Refused, match="does not run now"):
        commands.ask_to_join(world.person, leona, group=group)


def test_ask_again_after_leaving_is_in_it_again_and_after_not_this_group_is_a_question(world):
    group, leona = make_group(world, **OPEN), make_person(world)
    left = make_member(group, leona, "left")
    assert commands.ask_to_join(world.person, leona, group=group) == left
    change(Membership.objects.get(), status="not_this")
    assert commands.ask_to_join(world.person, leona, group=group).status == "asked"


# Asked for by somebody at work


def test_refer_to_group_says_who_said_so_and_who_wrote_it(world):
    relationship = make_relationship(world)
    group, leona = make_group(world), relationship.referral.person
    membership = commands.refer_to_group(world.peer_worker, leona, group=group)
    assert (membership.status, membership.how) == ("joined", "referral")
    assert (membership.said_by, membership.written_by) == ("Leona", "Imani Calder")
    assert AuditEvent.objects.get().action == "membership.referred"


def test_refer_to_group_someone_not_theirs_or_into_a_group_not_seen_is_not_allowed(world):
    referral = make_referral(world)
    group, planned = make_group(world, pathway=world.acute), make_group(world, "Planned", status="draft")
    for name in ("peer_worker", "other_coordinator", "ward", "person", "nobody"):
        with pytest.raises(NotAllowed):
            commands.refer_to_group(world.actor(name), referral.person, group=group)
    with pytest.raises(NotAllowed):
        commands.refer_to_group(world.coordinator, referral.person, group=planned)


def test_refer_to_group_for_a_record_that_is_over_is_refused(world):
    group, gone = make_group(world), make_referral(world, somebody(world, died_on=clock.today())).person
    with pytest.raises(Refused, match="has died"):
        commands.refer_to_group(world.lead, gone, group=group)
    twin = make_referral(world, somebody(world, same_as=gone)).person
    with pytest.raises(Refused, match="joined with another"):
        commands.refer_to_group(world.lead, twin, group=group)


def test_refer_by_those_who_keep_the_group_tells_nobody_else(world):
    group, person = make_group(world, **CLOSED), make_referral(world).person
    assert commands.refer_to_group(world.lead, person, group=group).status == "asked"
    assert Notice.objects.count() == 0


# Turning up


def test_write_turned_up_puts_them_in_where_anyone_may_come(world):
    group, person = make_group(world), somebody(world)
    membership = commands.write_turned_up(world.ward, group, person=person)
    assert (membership.status, membership.how, membership.as_contact) == ("joined", "turned_up", None)
    assert (membership.said_by, membership.written_by) == ("Maeve", "Nia Brandt")
    assert actions() == ["membership.turned_up"]
    assert commands.write_turned_up(world.ward, group, person=person) == membership


def test_write_turned_up_where_places_are_given_has_asked(world):
    group = make_group(world, **CLOSED)
    assert commands.write_turned_up(world.ward, group, person=somebody(world)).status == "asked"
    full = make_group(world, "Full", size=1, **SERIES)
    make_member(full, somebody(world, "Ari"))
    assert commands.write_turned_up(world.ward, full, person=somebody(world, "Bo")).status == "asked"


def test_write_turned_up_leaves_who_waits_and_who_was_told_no_as_they_are(world):
    group, maeve, bo = make_group(world, size=0, **SERIES), somebody(world), somebody(world, "Bo")
    make_member(group, maeve, "waiting")
    make_member(group, bo, "not_this")
    for person in (maeve, bo):
        commands.write_turned_up(world.ward, group, person=person)
    assert states(group) == {"Maeve": "waiting", "Bo": "not_this"}


def test_write_turned_up_after_leaving_is_in_it_again(world):
    group, maeve = make_group(world), somebody(world)
    make_member(group, maeve, "left")
    assert commands.write_turned_up(world.ward, group, person=maeve).status == "joined"


def test_write_turned_up_by_others_is_not_allowed_and_by_whoever_runs_it_is(world):
    group, maeve = make_group(world), somebody(world)
    for name in ("other_ward", "peer_worker", "person", "coordinator", "nobody"):
        with pytest.raises(NotAllowed):
            commands.write_turned_up(world.actor(name), group, person=maeve)
    make_date(group, worker_of(world))
    assert commands.write_turned_up(world.peer_worker, group, person=maeve).status == "joined"
    with pytest.raises(Refused, match="does not run"):
        commands.write_turned_up(world.ward, make_group(world, "Old", status="draft"), person=maeve)


# A place, the waiting list, not this group


def test_give_place_while_one_is_free_tells_them_without_the_groups_name(world):
    group, maeve = make_group(world, size=1, **CLOSED), somebody(world, contact_by="text")
    membership = make_member(group, maeve, "asked", minutes=60)
    commands.give_place(world.ward, membership)
    assert states(group) == {"Maeve": "joined"}
    assert "There is a place for you" in texted(maeve)[0]
    assert group.name not in texted(maeve)[0]
    assert actions() == ["membership.placed"]
    assert Membership.objects.get().said_by == "Maeve"  # it is still their own asking


def test_give_place_to_someone_without_messages_asks_the_service_to_tell_them(world):
    group, maeve = make_group(world, **CLOSED), somebody(world, contact_by="phone")
    membership = make_member(group, maeve, "asked")
    commands.give_place(world.ward, membership)
    notice = Notice.objects.get()
    assert notice.to == "peer@example.org"
    assert notice.about_id == ""
    assert f"/groups/members/{membership.pk}/" in notice.text


def test_give_place_when_full_or_died_is_refused_and_by_others_not_allowed(world):
    group = make_group(world, size=1, **CLOSED)
    make_member(group, somebody(world, "Ari"))
    asked = make_member(group, somebody(world), "asked")
    with pytest.raises(Refused, match="Every place is taken"):
        commands.give_place(world.ward, asked)
    for name in ("other_ward", "peer_worker", "person", "nobody"):
        with pytest.raises(NotAllowed):
            commands.give_place(world.actor(name), asked)
    change(asked.person, died_on=clock.today())
    with pytest.raises(Refused, match="has died"):
        commands.give_place(world.ward, asked)
    with pytest.raises(Refused):
        commands.give_place(world.ward, Membership.objects.get(status="joined"))


def test_put_on_waiting_list_when_full_goes_to_its_end(world):
    group = make_group(world, size=1, **CLOSED)
    make_member(group, somebody(world, "Ari"))
    make_member(group, somebody(world, "Bo"), "waiting", minutes=30)
    asked = make_member(group, somebody(world), "asked", minutes=90)
    commands.put_on_waiting_list(world.ward, asked)
    assert queries.waiting_number(asked) == 2
    assert actions() == ["membership.waits"]


def test_put_on_waiting_list_while_a_place_is_free_is_refused_and_by_others_not_allowed(world):
    asked = make_member(make_group(world, **CLOSED), somebody(world), "asked")
    with pytest.raises(Refused, match="place free"):
        commands.put_on_waiting_list(world.ward, asked)
    with pytest.raises(NotAllowed):
        commands.put_on_waiting_list(world.other_ward, asked)


def test_say_not_this_group_tells_them_kindly(world):
    asked = make_member(make_group(world, **CLOSED), somebody(world, contact_by="text"), "asked")
    commands.say_not_this_group(world.ward, asked)
    assert asked.status == "not_this"
    assert "says nothing about you" in texted(asked.person)[0]
    assert actions() == ["membership.not_this"]
    with pytest.raises(Refused):
        commands.say_not_this_group(world.ward, asked)
    with pytest.raises(NotAllowed):
        commands.say_not_this_group(world.other_ward, asked)


# What they choose


def test_agree_together_writes_when_and_who(world):
    group, leona = make_group(world, **OPEN), make_person(world)
    mine = make_member(group, leona)
    commands.agree_together(world.person, mine)
    assert mine.agreed_at is not None
    assert mine.written_by == "Leona Marsh"
    assert actions() == ["membership.agreed"]


def test_agree_together_with_nothing_written_or_after_leaving_is_refused(world):
    mine = make_member(make_group(world, together=""), make_person(world))
    with pytest.raises(Refused, match="nothing to agree"):
        commands.agree_together(world.person, mine)
    with pytest.raises(NotAllowed):
        commands.agree_together(world.other_person, mine)
    change(mine, status="left")
    with pytest.raises(Refused, match="not in this group"):
        commands.agree_together(world.person, mine)


def test_say_about_me_keeps_each_choice_and_when_the_record_was_asked(world):
    mine = make_member(make_group(world, **OPEN), make_person(world))
    commands.say_about_me(world.person, mine, on_list=True, name_shown=True, as_contact=True, words="I come late.")
    kept = Membership.objects.get()
    assert (kept.on_list, kept.name_shown, kept.as_contact, kept.words) == (True, True, True, "I come late.")
    said_at = kept.as_contact_said_at
    commands.say_about_me(world.person, mine, on_list=True, as_contact=True)
    assert Membership.objects.get().as_contact_said_at == said_at
    commands.say_about_me(world.person, mine, on_list=False)
    kept = Membership.objects.get()
    assert (kept.on_list, kept.as_contact, kept.as_contact_said_at) == (False, None, None)
    assert actions() == ["membership.said"] * 3
    assert AuditEvent.objects.first().changes["words"] == "changed"


def test_say_about_me_on_their_word_says_who_wrote_it(world):
    mine = make_member(make_group(world), make_person(world))
    commands.say_about_me(world.ward, mine, on_list=True, as_contact=False)
    assert (mine.said_by, mine.written_by) == ("Leona", "Nia Brandt")


def test_say_about_me_counted_only_and_in_the_record_is_refused(world):
    mine = make_member(make_group(world), make_person(world))
    with pytest.raises(Refused, match="only when the list"):
        commands.say_about_me(world.person, mine, on_list=False, as_contact=True)
    for name in ("other_person", "other_ward", "peer_worker", "nobody"):
        with pytest.raises(NotAllowed):
            commands.say_about_me(world.actor(name), mine, on_list=True)


# Not this time


def test_say_not_this_time_is_for_one_date_and_taken_back_with_one_tap(world):
    group, leona = make_group(world, **SERIES), make_person(world)
    mine, date = make_member(group, leona), make_date(group)
    assert commands.say_not_this_time(world.person, mine, date=date).not_at == date
    assert (mine.status, mine.said_by) == ("joined", "Leona")  # their place stays theirs
    assert commands.say_coming_after_all(world.person, mine).not_at is None
    assert actions() == ["membership.not_this_time", "membership.coming_after_all"]
    with pytest.raises(Refused, match="Nobody said"):
        commands.say_coming_after_all(world.person, mine)


def test_say_not_this_time_to_a_date_that_is_none_of_theirs_or_over_is_refused(world):
    group, leona = make_group(world, **SERIES), make_person(world)
    mine = make_member(group, leona)
    gone = {"status": "cancelled", "cancelled_at": clock.now(), "cancelled_by": "ward"}
    for date in (make_date(group, days=-1), make_date(group, **gone), make_date(make_group(world, "Walk"))):
        with pytest.raises(Refused, match="nothing to say"):
            commands.say_not_this_time(world.person, mine, date=date)
    waits = make_member(group, somebody(world), "waiting")
    with pytest.raises(Refused, match="nobody waits"):
        commands.say_not_this_time(world.ward, waits, date=make_date(group, days=4))


def test_a_date_that_is_moved_expects_everybody_again(world):
    group, leona = make_group(world, **SERIES), make_person(world)
    date = make_date(group)
    mine = make_member(group, leona, not_at=date)
    at = {"starts_at": date.starts_at, "ends_at": date.ends_at}
    commands.move_date(world.ward, date, **at, words="Bring wool")
    assert Membership.objects.get(pk=mine.pk).not_at == date
    commands.move_date(world.ward, date, **{name: when + timedelta(days=1) for name, when in at.items()})
    assert Membership.objects.get(pk=mine.pk).not_at is None


def test_say_not_this_time_by_others_is_not_allowed(world):
    group = make_group(world, **SERIES)
    date = make_date(group)
    mine = make_member(group, make_person(world), not_at=date)
    for name in ("other_person", "other_ward", "peer_worker", "nobody"):
        with pytest.raises(NotAllowed):
            commands.say_not_this_time(world.actor(name), mine, date=date)
        with pytest.raises(NotAllowed):
            commands.say_coming_after_all(world.actor(name), mine)


# Leaving


def test_leave_gives_the_place_to_who_waited_longest_and_tells_them(world):
    group, leona = make_group(world, size=1, **SERIES), make_person(world)
    mine = make_member(group, leona)
    bo, ari = somebody(world, "Bo", contact_by="text"), somebody(world, "Ari", contact_by="text")
    make_member(group, ari, "waiting", minutes=10)
    make_member(group, bo, "waiting", minutes=90)
    commands.leave_group(world.person, mine)
    assert states(group) == {"Leona": "left", "Bo": "joined", "Ari": "waiting"}
    assert len(texted(bo)) == 1
    assert not texted(ari) + texted(leona)
    assert set(actions()) == {"membership.left", "membership.placed"}
    assert len(set(AuditEvent.objects.values_list("act_id", flat=True))) == 1
    assert Membership.objects.get(person=bo).written_by == "Marcia Thornby"  # not whoever left


def test_leave_on_their_word_and_by_whoever_walks_with_them(world):
    leona = make_relationship(world).referral.person
    mine = make_member(make_group(world), leona)
    commands.leave_group(world.peer_worker, mine)
    assert (mine.status, mine.said_by, mine.written_by) == ("left", "Leona", "Imani Calder")


def test_leave_by_others_is_not_allowed_and_twice_is_refused(world):
    mine = make_member(make_group(world), make_person(world))
    for name in ("other_person", "other_ward", "peer_worker", "nobody"):
        with pytest.raises(NotAllowed):
            commands.leave_group(world.actor(name), mine)
    commands.leave_group(world.person, mine)
    with pytest.raises(Refused):
        commands.leave_group(world.person, mine)


def test_places_fill_when_the_group_becomes_bigger_until_they_are_full(world):
    group = make_group(world, size=0, **SERIES)
    for minutes, first in enumerate(("Cy", "Bo", "Ari")):
        make_member(group, somebody(world, first), "waiting", minutes=minutes)
    change(group, size=2)
    mine = make_member(group, make_person(world), "waiting")
    commands.leave_group(world.person, mine)  # any act that holds the group's lock
    assert states(group) == {"Cy": "waiting", "Bo": "joined", "Ari": "joined", "Leona": "left"}
    change(group, joining="open", pattern="drop_in")
    with pytest.raises(Refused):
        commands.leave_group(world.person, mine)


def test_change_group_to_more_places_gives_them_to_those_who_wait(world):
    group = make_group(world, size=1, **SERIES)
    make_member(group, somebody(world, "Ari"))
    make_member(group, somebody(world, "Bo"), "waiting", minutes=9)
    make_member(group, somebody(world, "Cy"), "waiting")
    place = {"pathway": group.pathway, "team": group.team, "ward": group.ward}
    commands.change_group(world.ward, group, **place, size=2)
    assert states(group) == {"Ari": "joined", "Bo": "joined", "Cy": "waiting"}
    commands.change_group(world.ward, group, **place, size=2, pattern="drop_in")  # no places are counted any more
    assert states(group)["Cy"] == "joined"


def test_places_fill_with_no_limit_for_everybody_and_never_in_a_group_that_ended(world):
    group, ended = make_group(world, **OPEN), make_group(world, "Old", status="ended", ended_at=clock.now())
    for one in (group, ended):
        make_member(one, somebody(world, "Bo"), "waiting")
        commands.leave_group(world.lead, make_member(one, somebody(world, "Ari")))
    assert states(group)["Bo"] == "joined"
    assert states(ended)["Bo"] == "waiting"


# A death, and support that ends


def test_a_death_takes_them_off_every_list_quietly_and_their_place_goes_on(world):
    group = make_group(world, size=1, **SERIES)
    gone = make_referral(world, somebody(world, "Ari", contact_by="text")).person
    make_member(group, gone)
    bo = somebody(world, "Bo", contact_by="text")
    make_member(group, bo, "waiting")
    support.record_death(world.lead, gone, died_on=clock.today())
    assert states(group) == {"Ari": "left", "Bo": "joined"}
    assert not texted(gone)
    assert len(texted(bo)) == 1
    assert Membership.objects.get(person=gone).said_by == ""  # nobody said it for them


def test_who_died_and_still_waits_is_passed_over(world):
    group = make_group(world, size=1, **SERIES)
    make_member(group, somebody(world, "Ari", died_on=clock.today()), "waiting", minutes=90)
    bo = make_member(group, somebody(world, "Bo"), "waiting")
    assert queries.waiting_number(bo) == 1
    commands.leave_group(process("a job"), make_member(group, make_person(world)))
    assert states(group) == {"Ari": "waiting", "Bo": "joined", "Leona": "left"}


def test_job_takes_the_names_of_who_died_off_the_lists(world):
    group = make_group(world, size=1, **SERIES)
    make_member(group, somebody(world, "Ari", died_on=clock.today()))
    make_member(group, somebody(world, "Bo"), "waiting")
    jobs.leave_quietly(process("a job"))
    assert states(group) == {"Ari": "left", "Bo": "joined"}


def test_job_brings_a_place_over_to_the_record_that_stands(world):
    group, other = make_group(world), make_group(world, "Walk and talk")
    stands = make_person(world)
    copy = somebody(world, "Leonie", same_as=stands)
    make_member(group, copy, words="By the door.")
    make_member(other, copy)
    make_member(other, stands, "waiting")
    came = hold(make_date(group, days=-3), copy)
    both = hold(make_date(group, days=-10), copy, stands)
    jobs.bring_over(process("a job"))
    assert states(group) == {"Leona": "joined"}
    assert states(other) == {"Leonie": "left", "Leona": "joined"}  # the copy's place went to who waited
    assert [row.person for row in came.attendances.all()] == [stands]
    assert {row.person for row in both.attendances.all()} == {stands, copy}
    assert actions().count("membership.brought_over") == 2


def test_bring_over_by_a_hand_is_not_allowed_and_of_a_record_that_stands_refused(world):
    mine = make_member(make_group(world), make_person(world))
    with pytest.raises(NotAllowed):
        commands.bring_over(world.lead, mine)
    with pytest.raises(Refused, match="not joined"):
        commands.bring_over(process("a job"), mine)


def test_support_that_ends_leaves_them_in_the_group(world):
    relationship = make_relationship(world)
    group = make_group(world)
    mine = make_member(group, relationship.referral.person)
    change(relationship.referral, status="closed", closed_at=clock.now(), closure_code="07")
    mine.refresh_from_db()
    [row] = queries.member_rows(queries.members(world.lead, group))
    assert (mine.status, row.supported) == ("joined", False)


def test_limited_only_where_places_are_counted(world):
    assert not queries.limited(Group(size=8))
    assert queries.limited(Group(size=8, pattern="series"))
    assert queries.limited(Group(size=8, joining="closed"))
    assert not queries.limited(Group(size=None, joining="closed"))
