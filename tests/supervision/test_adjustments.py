"""What helps a worker at work: asked, agreed, in place, raised, carried to a new manager; and never why."""

from datetime import timedelta

import pytest
from django.urls import reverse

from alongside.core import clock
from alongside.core.actors import process
from alongside.core.errors import NotAllowed, Refused
from alongside.core.guard import unguarded
from alongside.core.models import AuditEvent
from alongside.supervision import commands, jobs, queries
from alongside.supervision.models import Adjustment, Raised
from alongside.workforce.models import Assignment
from tests.supervision.setting_up import actions, subjects
from tests.world import worker_of

JOB = process("the job")
SECRET = "Quince marmalade"
MANAGER, IMANI = "manager@example.org", "imani@example.org"


def days(n):
    return clock.today() + timedelta(days=n)


def asked(world, **said):
    said = {"kind": "place", "words": "A quiet room to write in", "why": SECRET, **said}
    made = commands.ask_adjustment(world.peer_worker, worker_of(world), **said)
    return Adjustment.objects.get(pk=made.pk)


def agreed(world, n=7, owner="coordinator"):
    made = asked(world)
    commands.agree_adjustment(
        world.team_manager, made, agreed_words="Room 3", in_place_by=days(n), owner=world.users[owner]
    )
    return made


def in_place(world):
    made = agreed(world)
    commands.put_in_place(world.coordinator, made)
    return made


def late(made):
    with unguarded():
        Adjustment.objects.filter(pk=made.pk).update(in_place_by=days(-1))


def url(name, *args):
    return reverse(f"supervision:{name}", args=args)


def test_ask_adjustment_tells_the_line_manager_and_neither_what_nor_whose(world):
    made = asked(world)
    assert (made.status, made.why) == ("asked", SECRET)
    assert subjects(MANAGER) == ["Something is asked of you"]
    assert actions() == ["work_adjustment.asked"]
    with pytest.raises(NotAllowed):
        commands.ask_adjustment(world.team_manager, worker_of(world), kind="place", words="x")


def test_whether_there_is_a_why_leaves_the_same_trace(world):
    asked(world)
    asked(world, why="")
    first, second = AuditEvent.objects.values_list("changes", flat=True)
    assert set(first) == set(second)
    assert "why" not in first


def test_write_why_is_for_its_worker_alone(world):
    made = asked(world)
    commands.write_why(world.peer_worker, world.users["peer_worker"], adjustment=made, why="Otherwise")
    assert queries.adjustment(world.peer_worker, made.pk).why == "Otherwise"
    assert actions()[-1] == "own_words.kept"
    with pytest.raises(NotAllowed):
        commands.write_why(world.team_manager, world.users["team_manager"], adjustment=made, why="x")


def test_agree_adjustment_names_a_day_and_an_owner_who_sees_it_from_then_on(world):
    made = asked(world)
    with pytest.raises(Adjustment.DoesNotExist):
        queries.get_adjustment(world.coordinator, made.pk)
    commands.agree_adjustment(
        world.team_manager, made, agreed_words="Room 3", in_place_by=days(7), owner=world.users["coordinator"]
    )
    assert (made.status, made.agreed_by, made.in_place_by) == ("agreed", "Owen Sallis", days(7))
    assert queries.adjustment(world.coordinator, made.pk).may_agree is False
    assert subjects(IMANI) == ["There is an answer"]
    assert actions()[-1] == "work_adjustment.agreed"


def test_agree_adjustment_is_for_the_line_manager_or_lead_and_a_day_to_come(world):
    made = asked(world)
    said = {"agreed_words": "Room 3", "in_place_by": days(7), "owner": world.users["lead"]}
    for name in ("coordinator", "other_coordinator", "peer_worker", "supervisor", "administrator", "governance"):
        with pytest.raises(NotAllowed):
            commands.agree_adjustment(world.actor(name), made, **said)
    with pytest.raises(Refused, match="day"):
        commands.agree_adjustment(world.lead, made, **{**said, "in_place_by": days(-1)})
    with pytest.raises(Refused, match="see to it"):
        commands.agree_adjustment(world.lead, made, **{**said, "owner": world.users["person"]})
    commands.agree_adjustment(world.lead, made, **said)
    commands.end_adjustment(world.peer_worker, made)
    with pytest.raises(Refused):
        commands.agree_adjustment(world.lead, made, **said)


def test_say_instead_is_heard_by_the_worker(world):
    made = asked(world)
    with pytest.raises(NotAllowed):
        commands.say_instead(world.peer_worker, made, agreed_words="x")
    commands.say_instead(world.team_manager, made, agreed_words="Headphones, the rooms are full")
    assert made.status == "instead"
    assert subjects(IMANI) == ["There is an answer"]
    assert actions()[-1] == "work_adjustment.instead"
    with pytest.raises(Refused):
        commands.say_instead(world.team_manager, made, agreed_words="x")


def test_put_in_place_asks_the_worker_whether_it_is_there(world):
    made = agreed(world)
    with pytest.raises(NotAllowed):
        commands.put_in_place(world.other_coordinator, made)
    commands.put_in_place(world.coordinator, made)
    assert (made.status, made.checked_at, made.review_on) == ("in_place", None, clock.months_after(clock.today(), 12))
    assert subjects(IMANI)[-1] == "Is it there?"
    with pytest.raises(NotAllowed):
        commands.confirm_there(world.team_manager, made)
    commands.confirm_there(world.peer_worker, made)
    assert made.checked_at is not None
    assert {"work_adjustment.put_in_place", "work_adjustment.checked"} <= set(actions())
    with pytest.raises(Refused):
        commands.put_in_place(world.coordinator, made)


def test_put_in_place_by_the_worker_is_checked_with_it(world):
    made = agreed(world)
    commands.put_in_place(world.peer_worker, made)
    assert made.checked_at == made.in_place_at


def test_not_there_after_all_is_due_today_and_tells_owner_and_manager(world):
    made = in_place(world)
    with pytest.raises(NotAllowed):
        commands.not_there_after_all(world.team_manager, made)
    commands.not_there_after_all(world.peer_worker, made)
    assert (made.status, made.in_place_by, made.in_place_at) == ("agreed", clock.today(), None)
    assert subjects(MANAGER)[-1] == subjects("coordinator@example.org")[-1] == "Something is asked of you"
    assert "work_adjustment.not_there" in actions()
    for do in (commands.not_there_after_all, commands.confirm_there, commands.look_again):
        with pytest.raises(Refused):
            do(world.peer_worker, made)


def test_end_and_ask_again_are_the_workers(world):
    made = asked(world)
    for do in (commands.end_adjustment, commands.ask_again):
        with pytest.raises(NotAllowed):
            do(world.team_manager, made)
    with pytest.raises(Refused):
        commands.ask_again(world.peer_worker, made)
    commands.end_adjustment(world.peer_worker, made)
    assert queries.adjustments(world.team_manager) == []
    with pytest.raises(Refused):
        commands.end_adjustment(world.peer_worker, made)
    commands.ask_again(world.peer_worker, made)
    assert {"work_adjustment.ended", "work_adjustment.asked_again"} <= set(actions())


def raised():
    jobs.raise_adjustments(JOB)
    rows = Raised.objects.filter(closed_at=None).select_related("to")
    return [(row.what, row.to.name) for row in rows]


def test_agreed_and_not_in_place_after_its_day_is_raised_and_closes_when_it_is(world):
    made = agreed(world, 0)
    assert raised() == []
    late(made)
    assert raised() == raised() == [("adjustment_late", "Owen Sallis")]
    assert queries.adjustments(world.team_manager)[0].is_late
    made.refresh_from_db()
    commands.put_in_place(world.coordinator, made)
    assert raised() == []
    assert "slip.put_right" in actions()


def test_when_the_line_manager_is_its_owner_it_is_raised_to_a_lead(world):
    late(agreed(world, owner="team_manager"))
    assert raised() == [("adjustment_late", "Marcia Thornby")]


def test_a_year_on_it_is_raised_to_be_looked_at_again(world):
    made = in_place(world)
    with unguarded():
        Adjustment.objects.filter(pk=made.pk).update(review_on=clock.today())
    assert raised() == [("adjustment_review", "Owen Sallis")]
    made.refresh_from_db()
    with pytest.raises(NotAllowed):
        commands.look_again(world.coordinator, made)
    commands.look_again(world.team_manager, made)
    assert raised() == []
    assert "work_adjustment.looked_at" in actions()


def test_it_goes_with_the_worker_to_a_new_manager_who_need_not_ask(world):
    made = agreed(world)
    late(made)
    assert raised() == [("adjustment_late", "Owen Sallis")]
    with pytest.raises(Adjustment.DoesNotExist):
        queries.get_adjustment(world.other_coordinator, made.pk)
    with unguarded():
        Assignment.objects.filter(worker=worker_of(world)).update(manager=world.users["other_coordinator"])
    row = queries.adjustment(world.other_coordinator, made.pk)
    assert (row.agreed_words, row.why, row.may_agree) == ("Room 3", "", True)
    with pytest.raises(Adjustment.DoesNotExist):
        queries.get_adjustment(world.team_manager, made.pk)
    assert raised() == [("adjustment_late", "Cy Marlowe")]


def managed_by(world, name):
    with unguarded():
        Assignment.objects.filter(worker=worker_of(world)).update(manager=world.users[name])


def test_a_new_manager_is_told_once_that_it_came_along_and_the_worker_that_they_see_it(world):
    agreed(world)
    commands.ask_adjustment(world.peer_worker, worker_of(world), kind="way", words="Questions before a meeting")
    jobs.tell_new_managers(JOB)
    assert "What helps somebody you manage" not in subjects(MANAGER)
    managed_by(world, "other_coordinator")
    jobs.tell_new_managers(JOB)
    jobs.tell_new_managers(JOB)
    assert subjects("other@example.org") == ["What helps somebody you manage"]
    assert subjects(IMANI)[-1] == "What helps has come with you"
    assert actions().count("work_adjustment.carried") == 1
    with pytest.raises(NotAllowed):
        commands.carry_adjustments(world.lead, worker_of(world), to=world.users["lead"])


def test_nobody_is_told_of_what_ended(world):
    made = agreed(world)
    commands.end_adjustment(world.peer_worker, made)
    managed_by(world, "other_coordinator")
    jobs.tell_new_managers(JOB)
    assert subjects("other@example.org") == []


def test_a_second_time_of_asking_is_told_too(world):
    made = asked(world)
    asked(world)
    commands.end_adjustment(world.peer_worker, made)
    commands.ask_again(world.peer_worker, made)
    assert subjects(MANAGER) == ["Something is asked of you"] * 3


def test_what_nobody_answers_for_two_weeks_is_raised_until_somebody_does(world):
    made = asked(world)
    assert raised() == []
    with unguarded():
        Adjustment.objects.filter(pk=made.pk).update(asked_at=clock.now() - timedelta(days=14))
    assert raised() == [("adjustment_asked", "Owen Sallis")]
    made.refresh_from_db()
    commands.say_instead(world.team_manager, made, agreed_words="Headphones")
    assert raised() == []


def test_the_worker_reads_who_was_asked_to_put_it_right_and_who_sees_it(world, sign_in):
    made = agreed(world)
    late(made)
    raised()
    imani = sign_in("peer_worker")
    assert "Owen Sallis was asked to put it right" in imani.get(url("adjustment", made.pk)).content.decode()
    assert "Owen Sallis, who manages you, and" in imani.get(url("my_adjustments")).content.decode()
    assert queries.sees_what_helps(world.lead) == []


def test_a_manager_from_next_week_sees_nothing_yet(world):
    asked(world)
    with unguarded():
        first = Assignment.objects.get(worker=worker_of(world))
        Assignment.objects.create(
            worker=first.worker, team=first.team, hours=1, manager=world.users["supervisor"], starts_on=days(7)
        )
    assert queries.adjustments(world.supervisor) == []


@pytest.mark.parametrize("name", ["lead", "coordinator", "team_manager", "administrator", "governance", "supervisor"])
def test_why_is_on_no_page_of_anybody_else(world, sign_in, name):
    made = agreed(world)
    client = sign_in(name)
    pages = [url("adjustments"), url("my_adjustments"), url("people_i_supervise"), url("raised"), url("overview")]
    pages += [url(one, made.pk) for one in ("adjustment", "write_why", "agree_adjustment", "say_instead")]
    for page in pages:
        assert SECRET not in client.get(page).content.decode()
    assert client.get(url("write_why", made.pk)).status_code == 404


def test_pages_for_the_worker_and_whoever_agrees_it(world, sign_in):
    imani, owen = sign_in("peer_worker"), sign_in("team_manager")
    assert imani.get(url("ask_adjustment") + "?words=A lamp").status_code == 200
    assert imani.post(url("ask_adjustment"), {"words": "A lamp"}).status_code == 422
    assert imani.post(url("ask_adjustment"), {"words": "A lamp", "kind": "equipment"}).status_code == 302
    made = Adjustment.objects.get()
    assert "A lamp" in imani.get(url("my_adjustments")).content.decode()
    assert imani.post(url("write_why", made.pk), {"why": SECRET}).status_code == 302
    assert SECRET in imani.get(url("adjustment", made.pk)).content.decode()
    assert "A lamp" in owen.get(url("adjustments")).content.decode()
    assert owen.post(url("agree_adjustment", made.pk), {"agreed_words": "A lamp"}).status_code == 422
    made.refresh_from_db()
    commands.agree_adjustment(
        world.lead, made, agreed_words="A lamp", in_place_by=days(5), owner=world.users["team_manager"]
    )
    assert owen.get(url("agree_adjustment", made.pk)).status_code == 200
    assert owen.post(url("put_in_place", made.pk)).status_code == 302
    assert "Is it really there?" in imani.get(url("adjustment", made.pk)).content.decode()
    for step in ("confirm_there", "look_again", "not_there_after_all", "end_adjustment", "ask_again"):
        assert imani.post(url(step, made.pk)).status_code == 302
    assert owen.post(url("say_instead", made.pk), {"agreed_words": "A desk by the window"}).status_code == 302
    assert owen.get(url("adjustment", made.pk)).status_code == 200
    assert sign_in("other_peer_worker").get(url("adjustment", made.pk)).status_code == 404
    assert sign_in("governance").get(url("adjustments")).status_code == 404
    assert sign_in("lead").get(url("my_adjustments")).status_code == 404
