"""Work with the team, about nobody in particular: two taps, mine by month, the lead's by kind and team."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from alongside.core import clock
from alongside.core.errors import NotAllowed, Refused
from alongside.core.guard import unguarded
from alongside.core.ids import new_id
from alongside.core.models import AuditEvent, Opening
from alongside.support import commands
from alongside.support.models import TeamWork
from alongside.support.queries import team_work as queries
from alongside.workforce.models import Assignment
from tests.world import World, worker_of

pytestmark = pytest.mark.django_db


def said(**changes: Any) -> dict[str, Any]:
    return {"once": new_id(), "kind": "meeting", "minutes": 45, "on": clock.today(), **changes}


def make_work(worker: Any, **fields: Any) -> TeamWork:
    with unguarded():
        return TeamWork.objects.create(
            **{**said(), "worker": worker, "team": worker.assignments.get().team, "written_at": clock.now(), **fields}
        )


def sent(**changes: Any) -> dict[str, Any]:
    """What a phone sends after two taps."""
    day = clock.today()
    on = {"on_day": day.day, "on_month": day.month, "on_year": day.year}
    return {"once": new_id(), "kind": "handover", "minutes": "30", **on, **changes}


def test_work_with_the_team_is_written_down(world: World) -> None:
    worker = worker_of(world)
    made = commands.record_team_work(world.peer_worker, worker, **said(team=world.thanet, words=" The safe room. "))
    assert (made.worker, made.team, made.minutes, made.words) == (worker, world.thanet, 45, "The safe room.")
    assert AuditEvent.objects.get(action="team_work.recorded").subject_id == made.pk


@pytest.mark.parametrize("who", ["other_peer_worker", "lead", "coordinator", "person", "team_manager"])
def test_others_write_nothing_for_a_worker(world: World, who: str) -> None:
    with pytest.raises(NotAllowed):
        commands.record_team_work(world.actor(who), worker_of(world), **said())


def test_what_makes_no_sense_is_refused(world: World) -> None:
    worker, actor, once = worker_of(world), world.peer_worker, new_id()
    commands.record_team_work(actor, worker, **said(once=once))
    for changes, words in (
        ({"once": once}, "already saved"),
        ({"on": clock.today() + timedelta(days=1)}, "still to come"),
        ({"minutes": 0}, "between 1 and 720"),
        ({"minutes": 721}, "between 1 and 720"),
        ({"team": world.ashford}, "not with Ashford CMHT"),
    ):
        with pytest.raises(Refused, match=words):
            commands.record_team_work(actor, worker, **said(**changes))
    assert TeamWork.objects.count() == 1


def test_it_is_taken_back_by_whose_it_is(world: World) -> None:
    work = make_work(worker_of(world))
    for who in ("other_peer_worker", "lead", "person"):
        with pytest.raises(NotAllowed):
            commands.take_back_team_work(world.actor(who), work)
    commands.take_back_team_work(world.peer_worker, work)
    assert not queries.my_team_work(world.peer_worker).exists()
    assert not queries.team_work_in_reach(world.lead).exists()
    assert AuditEvent.objects.filter(action="team_work.taken_back", subject_id=work.pk).exists()
    with pytest.raises(Refused, match="already"):
        commands.take_back_team_work(world.peer_worker, work)


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_ask_as_often_for_three_as_for_one(world: World, rows: int, django_assert_num_queries: Any) -> None:
    worker, lead, me = worker_of(world), world.lead, world.peer_worker
    for n in range(rows):
        make_work(worker, on=clock.today() - timedelta(days=40 * n))
    with django_assert_num_queries(2):
        assert len(queries.team_work_rows(queries.my_team_work(me))) == rows
    with django_assert_num_queries(1):
        assert len(queries.my_months(me)) == rows
    found = queries.team_work_in_reach(lead)
    with django_assert_num_queries(2):
        assert len(queries.team_work_rows(found)) == rows
    with django_assert_num_queries(1):
        kinds, teams = queries.totals(found)
    assert [(total.what, total.times, total.minutes) for total in kinds] == [("Team meeting", rows, 45 * rows)]
    assert [total.what for total in teams] == ["Thanet CMHT"]
    with django_assert_num_queries(1):
        assert queries.team_choices(lead) == [(world.thanet.pk, "Thanet CMHT")]


def test_a_lead_looks_by_kind_team_and_time_within_reach(world: World) -> None:
    imani, bethan = worker_of(world), worker_of(world, "other_peer_worker")
    meeting = make_work(imani)
    old = make_work(imani, kind="advice", on=queries.first_day(3) - timedelta(days=1))
    willow, none = make_work(bethan, kind="practice", minutes=90), make_work(bethan, team=None)

    def seen(who: str, **chosen: str) -> set[str]:
        return {work.pk for work in queries.team_work_in_reach(world.actor(who), **chosen)}

    assert seen("lead") == {meeting.pk, old.pk, willow.pk, none.pk}
    assert seen("lead", months="3") == {meeting.pk, willow.pk, none.pk}
    assert seen("lead", kind="advice") == {old.pk}
    assert seen("lead", team=world.willow.pk) == {willow.pk}
    assert seen("coordinator") == {meeting.pk, old.pk}
    assert seen("other_coordinator") == {willow.pk, none.pk}
    for who in ("peer_worker", "team_manager", "person"):
        with pytest.raises(NotAllowed):
            queries.team_work_in_reach(world.actor(who))


def test_two_taps_write_it_down_and_undo_takes_it_back(world: World, sign_in: Any) -> None:
    imani, here = sign_in("peer_worker"), reverse("support:team_work")
    assert "Nothing is written down yet" in imani.get(here).content.decode()
    write = reverse("support:record_team_work")
    assert imani.get(write).status_code == 200
    answer = imani.post(write, sent(team=world.thanet.pk), follow=True).content.decode()
    work = TeamWork.objects.get()
    undo = reverse("support:take_back_team_work", args=[work.pk])
    assert (work.kind, work.minutes, work.team, work.on) == ("handover", 30, world.thanet, clock.today())
    assert undo in answer
    assert f"{clock.today():%B %Y}: " in answer
    imani.post(undo)
    assert "Nothing is written down yet" in imani.get(here).content.decode()


def test_other_minutes_are_asked_for_and_nothing_typed_is_lost(world: World, sign_in: Any) -> None:
    imani, here = sign_in("peer_worker"), reverse("support:record_team_work")
    answer = imani.post(here, sent(minutes="other", words="About the safe room"))
    assert answer.status_code == 422
    assert "Enter the minutes, like 45" in answer.content.decode()
    assert "About the safe room" in answer.content.decode()
    imani.post(here, sent(minutes="other", minutes_other="100"))
    work = TeamWork.objects.get()
    assert (work.minutes, work.team) == (100, None)
    assert imani.post(here, sent(kind="")).status_code == 422
    assert "already saved" in imani.post(here, sent(once=work.once)).content.decode()


def test_a_worker_without_a_team_is_not_asked_for_one(world: World, sign_in: Any) -> None:
    with unguarded():
        Assignment.objects.all().update(ends_on=clock.today() - timedelta(days=1))
    imani, here = sign_in("peer_worker"), reverse("support:record_team_work")
    assert "With which team?" not in imani.get(here).content.decode()
    imani.post(here, sent())
    assert TeamWork.objects.get().team is None


def test_pages_are_for_workers_and_for_those_who_look_after_them(world: World, sign_in: Any) -> None:
    work = make_work(worker_of(world))
    mine = [reverse("support:team_work"), reverse("support:record_team_work")]
    theirs = reverse("support:team_work_in_reach")
    for who in ("lead", "person"):
        assert {sign_in(who).get(page).status_code for page in mine} == {404}, who
    for who in ("peer_worker", "team_manager", "governance"):
        assert sign_in(who).get(theirs).status_code == 404, who
    taking = reverse("support:take_back_team_work", args=[work.pk])
    assert sign_in("other_peer_worker").post(taking).status_code == 404
    page = sign_in("coordinator").get(theirs).content.decode()
    assert "Imani Calder" in page
    assert "By kind" in page
    assert "Nothing is written down" in sign_in("other_coordinator").get(theirs).content.decode()
    chosen = sign_in("lead").get(theirs, {"kind": "meeting", "team": world.thanet.pk, "months": "1"})
    assert "Imani Calder" in chosen.content.decode()
    assert "about somebody, who was told" not in chosen.content.decode()  # that is of no kind, and of no team
    recent = sign_in("lead").get(theirs, {"months": "1"}).content.decode()
    assert "None: a word with others about somebody, who was told" in recent


@pytest.mark.parametrize(("who", "page"), [("peer_worker", "team_work"), ("lead", "team_work_in_reach")])
def test_a_list_is_taken_out_and_that_is_logged(world: World, sign_in: Any, who: str, page: str) -> None:
    make_work(worker_of(world), words="=The safe room")
    answer = sign_in(who).get(reverse(f"support:{page}"), {"as": "xlsx"})
    assert answer["Content-Type"].endswith("spreadsheetml.sheet")
    assert Opening.objects.get(how="exported").actor_name == world.users[who].name
