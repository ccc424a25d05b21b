"""Planning a group: added, changed, started, ended, run again, and who usually runs it."""

from datetime import timedelta

import pytest

from alongside.core import clock
from alongside.core.errors import NotAllowed, Refused
from alongside.core.guard import unguarded
from alongside.core.models import AuditEvent, Notice
from alongside.groups import commands
from alongside.groups.models import Cover, DateWorker, Group, GroupDate, Membership, Runs
from tests.groups.setting_up import make_date, make_group
from tests.world import make_person, worker_of

SAID = {
    "purpose": "We make things and talk.",
    "for_whom": "Anyone on the ward",
    "place": "The day room",
    "location": "E02",
    "link": "",
    "minutes": 60,
    "pattern": "drop_in",
    "joining": "open",
    "size": None,
    "shown": "nobody",
    "sees": "nothing",
    "together": "",
    "needs_clinician": True,
    "materials": "",
    "prepare": "",
    "debrief": "",
    "agreed_by": "",
    "agreed_on": None,
    "counts": "session",
    "session_type": "03",
}


def member(group: Group, **fields) -> Membership:
    person = make_person_for(group, fields.pop("world"))
    with unguarded():
        return Membership.objects.create(
            group=group, person=person, status="joined", how="self", since=clock.now(), said_by="Leona", written_by="x"
        )


def make_person_for(group, world):
    return make_person(world, contact_by="text")


def events(action: str) -> int:
    return AuditEvent.objects.filter(action=action).count()


def test_a_wards_group_is_its_teams_and_its_pathways(world):
    group = commands.add_group(world.ward, name="Art", pathway=world.community, ward=world.willow_ward, **SAID)
    assert (group.status, group.team, group.pathway) == ("draft", world.willow, world.acute)
    assert events("group.added") == 1


def test_a_team_group_is_its_pathways(world):
    group = commands.add_group(world.lead, name="Walk", pathway=world.acute, team=world.thanet, **SAID)
    assert (group.pathway, group.ward) == (world.community, None)


@pytest.mark.parametrize("who", ["peer_worker", "person", "referrer", "bank", "nobody"])
def test_others_do_not_plan_groups(world, who):
    with pytest.raises(NotAllowed):
        commands.add_group(world.actor(who), name="Art", pathway=world.acute, **SAID)


def test_nobody_plans_a_group_outside_their_own_part(world):
    with pytest.raises(NotAllowed):
        commands.add_group(world.ward, name="Art", pathway=world.community, team=world.thanet, **SAID)
    assert not Group.objects.exists()


@pytest.mark.parametrize("said", [{"joining": "closed", "pattern": "series"}, {"joining": "closed", "size": 8}])
def test_a_closed_group_has_places_and_is_a_series(world, said):
    with pytest.raises(Refused):
        commands.add_group(world.lead, name="Art", pathway=world.acute, **{**SAID, **said})


def test_a_group_is_changed(world):
    group = make_group(world)
    said = {**SAID, "for_whom": "Women on the ward"}
    commands.change_group(world.ward, group, name="Craft", pathway=world.acute, ward=world.willow_ward, **said)
    group.refresh_from_db()
    assert (group.name, group.for_whom) == ("Craft", "Women on the ward")
    assert events("group.changed") == 1
    with pytest.raises(NotAllowed):
        commands.change_group(world.other_ward, group, name="Mine", pathway=world.acute, **SAID)
    with pytest.raises(NotAllowed):
        commands.change_group(world.ward, group, name="Away", pathway=world.community, **SAID)


def test_a_closed_group_keeps_a_place_for_all_who_have_one(world):
    group = make_group(world, joining="closed", pattern="series", size=2)
    member(group, world=world)
    full = {**SAID, "joining": "closed", "pattern": "series", "size": 1}
    commands.change_group(world.lead, group, name="Art", pathway=world.acute, ward=world.willow_ward, **full)
    with unguarded():
        Membership.objects.create(
            group=group,
            person=make_person(world, user=None),
            status="joined",
            how="self",
            since=clock.now(),
            said_by="Maeve",
            written_by="x",
        )
    with pytest.raises(Refused, match="2 people have a place"):
        commands.change_group(world.lead, group, name="Art", pathway=world.acute, ward=world.willow_ward, **full)


def test_a_group_starts_ends_and_runs_again(world):
    group = make_group(world, status="draft", started_at=None)
    with pytest.raises(NotAllowed):
        commands.start_group(world.peer_worker, group)
    commands.start_group(world.ward, group)
    assert group.status == "running"
    assert group.started_at
    with pytest.raises(Refused):
        commands.start_group(world.ward, group)
    with pytest.raises(Refused, match="has not ended"):
        commands.run_again(world.ward, group)
    with pytest.raises(NotAllowed):
        commands.end_group(world.other_ward, group)
    commands.end_group(world.ward, group)
    assert group.status == "ended"
    assert group.ended_at
    with pytest.raises(Refused):
        commands.end_group(world.ward, group)
    with pytest.raises(Refused, match="run again instead"):
        commands.start_group(world.ward, group)
    with pytest.raises(NotAllowed):
        commands.run_again(world.other_ward, group)
    commands.run_again(world.ward, group)
    assert group.status == "running"
    assert group.ended_at is None
    assert [events(name) for name in ("group.started", "group.ended", "group.run_again")] == [1, 1, 1]


def test_ending_calls_off_what_is_to_come_and_tells_those_it_concerns(world):
    group = make_group(world, pattern="series")
    past, coming = make_date(group, worker_of(world), days=-1), make_date(group, worker_of(world), days=3)
    later = make_date(group, days=10)
    member(group, world=world)
    with unguarded():
        Cover.objects.create(date=coming, kind="peer", asked_at=clock.now(), asked_by="x")
    commands.end_group(world.lead, group)
    for date in (past, coming, later):
        date.refresh_from_db()
    assert (past.status, coming.status, later.status) == ("planned", "cancelled", "cancelled")
    assert Cover.objects.get().status == "stopped"
    texts = list(Notice.objects.filter(channel="text"))
    assert len(texts) == 1
    assert "Your group has ended" in texts[0].text
    assert "Art" not in texts[0].text
    assert Notice.objects.filter(to="imani@example.org", calendar__contains="METHOD:CANCEL").count() == 1


def test_who_usually_runs_it_is_put_on_the_dates_to_come(world):
    group = make_group(world)
    past, coming = make_date(group, days=-1), make_date(group, days=2)
    off = make_date(group, days=3, status="cancelled", cancelled_at=clock.now(), cancelled_by="skipped")
    worker = worker_of(world, "other_peer_worker")
    with pytest.raises(NotAllowed):
        commands.say_usually_runs(world.peer_worker, group, worker=worker)
    commands.say_usually_runs(world.ward, group, worker=worker)
    assert [date.workers.count() for date in (past, coming, off)] == [0, 1, 0]
    assert Notice.objects.get(to="bethan@example.org").subject == "You run a group"
    with pytest.raises(Refused, match="already"):
        commands.say_usually_runs(world.ward, group, worker=worker)
    assert events("runs.said") == 1


@pytest.mark.parametrize("broken", ["ended", "left"])
def test_nobody_is_added_to_an_ended_group_nor_anybody_who_left(world, broken):
    group = make_group(world)
    worker = worker_of(world)
    if broken == "ended":
        commands.end_group(world.lead, group)
    else:
        worker.leaves_on = clock.today()
        with unguarded():
            worker.save()
    with pytest.raises(Refused):
        commands.say_usually_runs(world.lead, group, worker=worker)


def test_who_no_longer_runs_it_comes_off_the_dates_to_come(world):
    group, worker = make_group(world), worker_of(world)
    past = make_date(group, worker, days=-1)
    coming = make_date(group, worker, days=2)
    cannot = make_date(group, worker, days=4)
    with unguarded():
        DateWorker.objects.filter(date=cannot).update(status="cannot")
        runs = Runs.objects.create(group=group, worker=worker, starts_on=clock.today() - timedelta(days=30))
    with pytest.raises(NotAllowed):
        commands.no_longer_usually_runs(world.other_ward, runs)
    commands.no_longer_usually_runs(world.lead, runs)
    assert runs.ends_on == clock.today()
    assert [date.workers.count() for date in (past, coming, cannot)] == [1, 0, 1]
    with pytest.raises(Refused):
        commands.no_longer_usually_runs(world.lead, runs)
    assert events("runs.ended") == 1


def test_a_date_planned_while_it_is_on_stays_with_who_runs_it(world):
    """Only what is still to come changes hands."""
    group, worker = make_group(world), worker_of(world)
    now = clock.now()
    on = make_date(group, worker, starts_at=now - timedelta(minutes=10), ends_at=now + timedelta(minutes=50))
    with unguarded():
        runs = Runs.objects.create(group=group, worker=worker, starts_on=clock.today())
    commands.no_longer_usually_runs(world.lead, runs)
    assert GroupDate.objects.get(pk=on.pk).workers.count() == 1
