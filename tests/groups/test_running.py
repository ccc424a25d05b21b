"""Who runs a date: each command four ways, what is missing, and whose part is what."""

from datetime import timedelta

import pytest

from alongside.core import clock
from alongside.core.actors import process
from alongside.core.errors import NotAllowed, Refused
from alongside.core.guard import unguarded
from alongside.core.models import AuditEvent, Notice
from alongside.groups import commands, jobs, queries
from alongside.groups.models import Cover, DateWorker, GroupDate
from alongside.workforce.models import Worker
from tests.groups.covering import fall_ill, make_ask, make_clinician, make_peers
from tests.groups.setting_up import make_date, make_group
from tests.world import worker_of

HOUR = timedelta(hours=1)


@pytest.fixture
def bethan(world):
    return worker_of(world, "other_peer_worker")


@pytest.fixture
def date(world, bethan):
    return make_date(make_group(world, prepare="Paints and paper.", debrief="What went well?"), bethan, days=3)


@pytest.fixture
def row(date):
    return date.workers.get()


def last_action() -> str:
    return AuditEvent.objects.latest("pk").action


def put_over(date: GroupDate, status: str = "planned") -> GroupDate:
    with unguarded():
        date.starts_at, date.ends_at, date.status = clock.now() - 2 * HOUR, clock.now() - HOUR, status
        date.save()
    return date


# On it and off it


@pytest.mark.parametrize("who", ["lead", "ward", "other_coordinator"])
def test_put_on_date_does_it_and_they_have_it_in_their_calendar(world, date, who):
    imani = worker_of(world)
    made = commands.put_on_date(world.actor(who), date, worker=imani)
    assert (made.status, made.worker, last_action()) == ("on", imani, "date_worker.put_on")
    notice = Notice.objects.get(to="imani@example.org")
    assert "METHOD:REQUEST" in notice.calendar
    assert "Art" not in notice.subject + notice.calendar


@pytest.mark.parametrize("who", ["peer_worker", "other_peer_worker", "coordinator", "other_ward", "person"])
def test_put_on_and_take_off_when_wrong_person(world, date, row, who):
    with pytest.raises(NotAllowed):
        commands.put_on_date(world.actor(who), date, worker=worker_of(world))
    with pytest.raises(NotAllowed):
        commands.take_off_date(world.actor(who), row)


def test_put_on_date_when_on_it_already_they_stay_on_it(world, date, row, bethan):
    assert commands.put_on_date(world.lead, date, worker=bethan) == row
    assert not Notice.objects.exists()


def test_put_on_date_when_they_run_another_at_that_time_is_refused(world, date, bethan):
    other = make_date(make_group(world, "Walk and talk"), days=3)
    with pytest.raises(Refused, match="Bethan runs Art and conversation at that time already"):
        commands.put_on_date(world.lead, other, worker=bethan)
    with unguarded():
        date.status, date.cancelled_at, date.cancelled_by = "cancelled", clock.now(), "us"
        date.save()
    assert commands.put_on_date(world.lead, other, worker=bethan).status == "on"


def test_put_on_date_when_it_is_off_or_they_have_left_is_refused(world, date, bethan):
    with unguarded():
        Worker.objects.filter(pk=worker_of(world).pk).update(leaves_on=clock.today())
    with pytest.raises(Refused, match="has left by then"):
        commands.put_on_date(world.lead, date, worker=worker_of(world))
    with pytest.raises(Refused, match="not planned any more: held"):
        commands.put_on_date(world.lead, put_over(date, "held"), worker=bethan)


def test_put_on_date_when_they_could_not_come_then_they_can(world, date, row, bethan):
    fall_ill(row)
    assert commands.put_on_date(process("a shift"), date, worker=bethan).status == "on"
    assert date.workers.count() == 1


def test_take_off_date_leaves_nothing_but_the_cancellation(world, date, row):
    commands.take_off_date(world.ward, row)
    assert not date.workers.exists()
    assert last_action() == "date_worker.taken_off"
    assert "METHOD:CANCEL" in Notice.objects.get(to="bethan@example.org").calendar


@pytest.mark.parametrize("status", ["on", "cannot"])
def test_take_off_date_when_somebody_was_looked_for_then_they_cannot_come(world, date, row, status):
    make_ask(date, instead_of=row)
    if status == "cannot":
        fall_ill(row)
    commands.take_off_date(world.ward, row)
    assert date.workers.get().status == "cannot"


# Cannot come


@pytest.mark.parametrize("who", ["other_peer_worker", "ward", "lead"])
def test_say_cannot_come_does_it_and_says_no_reason(world, date, row, who):
    with unguarded():
        DateWorker.objects.create(date=date, worker=worker_of(world), since=clock.now())
    commands.say_cannot_come(world.actor(who), row)
    row.refresh_from_db()
    assert (row.status, last_action()) == ("cannot", "date_worker.cannot_come")
    told = {"bethan@example.org", "imani@example.org", "ward@example.org", "other@example.org"}
    assert set(Notice.objects.values_list("to", flat=True)) == told - ({"ward@example.org"} if who == "ward" else set())
    assert "METHOD:CANCEL" in Notice.objects.get(to="bethan@example.org").calendar
    with pytest.raises(Refused, match="already"):
        commands.say_cannot_come(world.actor(who), row)


@pytest.mark.parametrize("who", ["peer_worker", "coordinator", "other_ward", "person"])
def test_cannot_and_can_come_when_wrong_person(world, date, row, who):
    with pytest.raises(NotAllowed):
        commands.say_cannot_come(world.actor(who), row)
    with pytest.raises(NotAllowed):
        commands.can_come_after_all(world.actor(who), fall_ill(row))


def test_say_cannot_come_when_it_was_held_is_refused(world, date, row):
    put_over(date, "held")
    with pytest.raises(Refused, match="held"):
        commands.say_cannot_come(world.other_peer_worker, row)


def test_nobody_keeps_a_group_then_the_lead_is_told(world, bethan):
    group = make_group(world, ward=None, team=None, pathway=world.community)
    with unguarded():
        world.users["coordinator"].holdings.all().delete()
    commands.say_cannot_come(world.other_peer_worker, make_date(group, bethan).workers.get())
    assert "lead@example.org" in Notice.objects.values_list("to", flat=True)


def test_can_come_after_all_does_it_and_tells_those_asked(world, date, row):
    commands.say_cannot_come(world.other_peer_worker, row)
    commands.ask_cover(world.ward, date, kind="peer", workers=[worker_of(world)], instead_of=row)
    commands.can_come_after_all(world.other_peer_worker, row)
    row.refresh_from_db()
    assert (row.status, last_action(), Cover.objects.get().status) == ("on", "date_worker.can_come", "stopped")


def test_can_come_after_all_when_covered_or_busy_is_refused(world, date, row, bethan):
    fall_ill(row)
    other = make_date(make_group(world, "Walk and talk"), bethan, days=3)
    with pytest.raises(Refused, match="Walk and talk at that time"):
        commands.can_come_after_all(world.other_peer_worker, row)
    with unguarded():
        other.workers.all().delete()
    ask = make_ask(date, worker_of(world), instead_of=row)[0]
    commands.say_yes_to_cover(world.peer_worker, ask)
    with pytest.raises(Refused, match="Somebody covers it already"):
        commands.can_come_after_all(world.other_peer_worker, row)


# Prepared, and nobody found


def test_say_prepared_does_it_once(world, date):
    commands.say_prepared(world.other_peer_worker, date)
    assert (date.prepared_by, last_action()) == ("Bethan Osei", "date.prepared")
    with pytest.raises(Refused, match="Bethan Osei said so"):
        commands.say_prepared(world.other_peer_worker, date)
    with pytest.raises(NotAllowed):
        commands.say_prepared(world.peer_worker, date)


def test_a_gap_is_said_once_the_day_before(world, date, row):
    fall_ill(row)
    for hours, said in ((25, 0), (23, 2), (22, 2)):
        with clock.at(date.starts_at - hours * HOUR):
            jobs.say_gaps(process("test"))
        assert Notice.objects.filter(subject="A group needs somebody by tomorrow").count() == said
    assert "still needs a peer worker" in Notice.objects.first().text
    with pytest.raises(NotAllowed):
        commands.say_gap(world.lead, date)
    date.refresh_from_db()
    with pytest.raises(Refused, match="already"):
        commands.say_gap(process("test"), date)


# What is missing


def test_dates_needing_asks_as_often_for_three_as_for_one(world, date, row, bethan, django_assert_num_queries):
    lead, first, last = world.lead, clock.now(), clock.now() + timedelta(days=9)
    assert queries.dates_needing(lead, first, last) == []
    fall_ill(row)
    make_ask(date, worker_of(world))
    with django_assert_num_queries(3):
        one = queries.dates_needing(lead, first, last)
    assert [(found.id, found.kinds, found.asked, found.ward, found.words) for found in one] == [
        (date.pk, ("peer",), 1, "Willow Ward", "Needs a peer worker")
    ]
    both = make_date(make_group(world, "Walk", needs_clinician=True), days=4)
    clinical = make_date(make_group(world, "Talk", needs_clinician=True), bethan, days=5)
    make_date(make_group(world, "Planned", status="draft"), days=6)
    with django_assert_num_queries(3):
        three = queries.dates_needing(lead, first, last)
    assert [(found.id, found.kinds) for found in three[1:]] == [
        (both.pk, ("peer", "clinician")),
        (clinical.pk, ("clinician",)),
    ]
    assert three[1].words == "Needs a peer worker and a clinical colleague"
    commands.put_on_date(lead, clinical, worker=make_clinician(world))
    assert len(queries.dates_needing(process("a solver"), first, last)) == 2
    assert len(queries.dates_needing(world.ward, first, last)) == 2
    for who in ("coordinator", "peer_worker", "person"):
        assert queries.dates_needing(world.actor(who), first, last) == []


# One's own


def test_my_dates_say_how_they_stand(world, date, bethan, django_assert_num_queries):
    me, group = world.other_peer_worker, date.group
    yara = make_peers(world, "Yara Boone")[0]
    over = make_date(group, bethan, yara, days=-1)
    held = make_date(group, bethan, days=-2, status="held")
    make_date(group, bethan, days=-3, status="cancelled", cancelled_at=clock.now(), cancelled_by="us")
    first, last = clock.now() - timedelta(days=9), clock.now() + timedelta(days=9)
    with django_assert_num_queries(3):
        found = queries.my_dates(me, first, last)
    assert [(row.id, row.state) for row in found] == [(held.pk, "held"), (over.pk, "register"), (date.pk, "to_come")]
    assert (found[1].others, found[1].place) == (("Yara Boone",), "The day room, Willow Ward")
    with clock.at(date.starts_at - timedelta(minutes=20)):
        assert queries.my_dates(me, date.starts_at, last)[0].state == "now"
    assert queries.my_dates(world.lead, first, last) == []


def test_my_part_is_only_for_who_runs_it(world, date, row):
    part = queries.my_part(world.other_peer_worker, date)
    assert (part.row, part.planned, part.over, part.covered, part.after) == (row.pk, True, False, False, False)
    assert queries.my_part(world.peer_worker, date) is None
    assert queries.my_part(world.lead, date) is None


# Pages


def test_those_who_keep_a_group_put_somebody_on_and_take_them_off(world, sign_in, date, row):
    client, imani = sign_in("ward"), worker_of(world, "other_peer_worker")
    page = f"/groups/dates/{date.pk}/put-on/"
    assert "Bethan" not in client.get(page).content.decode()
    yara = make_peers(world, "Yara Boone")[0]
    assert client.post(page, {}).status_code == 422
    assert client.post(page, {"worker": yara.pk}).status_code == 302
    assert date.workers.filter(worker=yara).exists()
    assert client.post(f"/groups/running/{row.pk}/take-off/").status_code == 302
    assert not date.workers.filter(worker=imani).exists()
    for who in ("peer_worker", "other_ward", "person"):
        assert sign_in(who).get(page).status_code == 404


def test_a_worker_says_they_cannot_come_and_can_after_all(world, sign_in, date, row):
    client = sign_in("other_peer_worker")
    answer = client.post(f"/groups/running/{row.pk}/cannot-come/")
    assert answer.url == f"/groups/dates/{date.pk}/"
    assert DateWorker.objects.get().status == "cannot"
    client.post(f"/groups/running/{row.pk}/can-come/")
    assert DateWorker.objects.get().status == "on"
    assert client.post(f"/groups/dates/{date.pk}/prepared/").status_code == 302
    answer = sign_in("ward").post(f"/groups/running/{row.pk}/cannot-come/", {"back": "cover"})
    assert answer.url == f"/groups/dates/{date.pk}/cover/"
    assert sign_in("peer_worker").post(f"/groups/running/{row.pk}/cannot-come/").status_code == 404
    assert client.get(f"/groups/running/{row.pk}/cannot-come/").status_code == 404
