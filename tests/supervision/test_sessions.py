"""A session is planned, moved, cancelled, held and corrected; what was agreed is ticked; each leaves its trace."""

from datetime import timedelta

import pytest
from django.utils import timezone

from alongside.core import clock
from alongside.core.actors import process
from alongside.core.errors import NotAllowed, Refused
from alongside.core.guard import unguarded
from alongside.core.models import AuditEvent, Notice
from alongside.supervision import commands, jobs, queries
from alongside.supervision.models import Here, Session, ToDo
from alongside.workforce.queries import held
from tests.bank.setting_up import make_rules
from tests.supervision.setting_up import (
    actions,
    make_rhythms,
    make_session,
    make_supervision,
    moment,
    subjects,
)
from tests.world import worker_of

IMANI, SEFA = "imani@example.org", "supervisor@example.org"
OUTSIDE = ["lead", "coordinator", "other_peer_worker", "other_supervisor", "team_manager", "governance", "nobody"]


@pytest.fixture
def together(world):
    make_rhythms()
    return make_supervision(world)


# Planning ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["supervisor", "peer_worker"])
def test_plan_session_by_either_tells_both_with_an_invitation(world, together, name):
    session = commands.plan_session(
        world.actor(name), together, starts_at=moment(7), minutes=45, where="The quiet room"
    )
    assert (session.status, session.minutes, session.led_by) == ("planned", 45, together.supervisor)
    assert subjects(IMANI) == subjects(SEFA) == ["Supervision is planned"]
    assert all("METHOD:REQUEST" in notice.calendar for notice in Notice.objects.all())
    assert AuditEvent.objects.get(action="supervision_session.planned").actor_name == world.users[name].name


@pytest.mark.parametrize("name", OUTSIDE)
def test_plan_session_by_whoever_is_not_in_it_is_not_allowed(world, together, name):
    with pytest.raises(NotAllowed):
        commands.plan_session(world.actor(name), together, starts_at=moment(7))


def test_plan_session_as_a_series_keeps_the_rhythm_and_the_time_of_day_over_a_change_of_the_clock(world, together):
    with clock.at(timezone.make_aware(timezone.datetime(2026, 3, 2, 9))):
        commands.plan_session(world.supervisor, together, starts_at=moment(1), many=3)
    rows = [timezone.localtime(row.starts_at) for row in together.sessions.order_by("starts_at")]
    assert [row.date().isoformat() for row in rows] == ["2026-03-03", "2026-03-31", "2026-04-28"]
    assert {row.hour for row in rows} == {10}


@pytest.mark.parametrize(("days", "many", "words"), [(-1, 1, "has passed"), (7, 1, "already"), (8, 13, "from 1 to 12")])
def test_plan_session_that_cannot_be_is_refused(world, together, days, many, words):
    make_session(together, days=7)
    with pytest.raises(Refused, match=words):
        commands.plan_session(world.supervisor, together, starts_at=moment(days), many=many)


def test_plan_session_once_it_has_ended_is_refused(world, together):
    commands.end_supervision(world.lead, together)
    with pytest.raises((Refused, NotAllowed)):
        commands.plan_session(world.supervisor, together, starts_at=moment(7))


# Moving and cancelling -----------------------------------------------------------------------------------------------


def test_move_session_changes_both_calendars_and_counts_as_no_cancelling(world, together):
    session = make_session(together)
    commands.move_session(world.peer_worker, session, starts_at=moment(9), minutes=60, where="By the sea")
    assert (session.changes, session.status, session.cancelled_by) == (1, "planned", "")
    assert subjects(IMANI) == subjects(SEFA) == ["Supervision has moved"]
    assert "supervision_session.moved" in actions()


@pytest.mark.parametrize("name", OUTSIDE)
def test_move_session_by_whoever_is_not_in_it_is_not_allowed(world, together, name):
    with pytest.raises(NotAllowed):
        commands.move_session(world.actor(name), make_session(together), starts_at=moment(9), minutes=60)


def test_move_session_that_was_held_or_into_the_past_is_refused(world, together):
    with pytest.raises(Refused, match="held already"):
        commands.move_session(
            world.supervisor, make_session(together, days=-7, status="held"), starts_at=moment(9), minutes=60
        )
    with pytest.raises(Refused, match="has passed"):
        commands.move_session(world.supervisor, make_session(together), starts_at=moment(-9), minutes=60)


def test_cancel_session_says_on_whose_side_and_may_plan_another(world, together):
    session = make_session(together)
    commands.cancel_session(world.supervisor, session, by="supervisor", next_at=moment(10))
    assert (session.status, session.cancelled_by) == ("cancelled", "supervisor")
    assert queries.next_planned(together).starts_at == moment(10)
    assert sorted(subjects(IMANI)) == ["Supervision is cancelled", "Supervision is planned"]
    assert Notice.objects.filter(calendar__contains="METHOD:CANCEL").count() == 2
    assert AuditEvent.objects.get(action="supervision_session.cancelled").changes["cancelled_by"][1] == "supervisor"


@pytest.mark.parametrize("name", OUTSIDE)
def test_cancel_session_by_whoever_is_not_in_it_is_not_allowed(world, together, name):
    with pytest.raises(NotAllowed):
        commands.cancel_session(world.actor(name), make_session(together), by="other")


def test_cancel_session_twice_is_refused(world, together):
    session = make_session(together, status="cancelled")
    with pytest.raises(Refused, match="cancelled"):
        commands.cancel_session(world.supervisor, session, by="worker")


def test_put_back_on_when_it_was_cancelled_by_mistake_plans_it_again(world, together):
    session = make_session(together, status="cancelled")
    commands.put_back_on(world.peer_worker, session)
    assert (session.status, session.cancelled_by, session.cancelled_at) == ("planned", "", None)
    assert "supervision_session.back_on" in actions()


@pytest.mark.parametrize(("days", "status", "words"), [(-2, "cancelled", "has passed"), (-2, "held", "was held")])
def test_put_back_on_what_cannot_be_is_refused(world, together, days, status, words):
    with pytest.raises(Refused, match=words):
        commands.put_back_on(world.supervisor, make_session(together, days=days, status=status))


def test_put_back_on_by_whoever_is_not_in_it_is_not_allowed(world, together):
    with pytest.raises(NotAllowed):
        commands.put_back_on(world.lead, make_session(together, status="cancelled"))


# Held ----------------------------------------------------------------------------------------------------------------


def test_hold_session_keeps_a_note_what_was_agreed_and_the_next_date(world, together):
    session = make_session(together, days=-1)
    line = {"words": "Ask about the ward round", "who": worker_of(world), "due_on": clock.today()}
    commands.hold_session(world.supervisor, session, note="We talked of rest.", to_do=[line], next_at=moment(27))
    assert (session.status, session.note) == ("held", "We talked of rest.")
    assert [row.worker for row in Here.objects.all()] == [worker_of(world)]
    assert ToDo.objects.get().words == "Ask about the ward round"
    assert queries.next_planned(together).starts_at == moment(27)
    event = AuditEvent.objects.get(action="supervision_session.held")
    assert "rest" not in str(event.changes)
    assert "ward round" not in str(list(AuditEvent.objects.values_list("changes", flat=True)))


def test_hold_session_without_a_next_date_is_refused_unless_one_stands(world, together):
    session = make_session(together, days=-1)
    with pytest.raises(Refused, match="next date"):
        commands.hold_session(world.supervisor, session)
    make_session(together, days=20)
    commands.hold_session(world.supervisor, session)
    assert session.status == "held"


def test_hold_session_one_to_one_may_be_written_by_the_worker_too(world, together):
    commands.hold_session(world.peer_worker, make_session(together, days=-1), next_at=moment(20))
    assert queries.own_standing(world.peer_worker)[0].last_on == clock.today() - timedelta(days=1)


@pytest.mark.parametrize("name", OUTSIDE)
def test_hold_session_by_whoever_is_not_in_it_is_not_allowed(world, together, name):
    with pytest.raises(NotAllowed):
        commands.hold_session(world.actor(name), make_session(together, days=-1), next_at=moment(20))


def test_hold_session_of_a_group_says_who_was_there_and_only_whoever_leads_writes_it(world):
    make_rhythms()
    imani, bethan = worker_of(world), worker_of(world, "other_peer_worker")
    group = make_supervision(world, imani, bethan, group_name="Tuesday circle")
    session = make_session(group, days=-1)
    with pytest.raises(NotAllowed):
        commands.hold_session(world.peer_worker, session, next_at=moment(20))
    with pytest.raises(Refused, match="who was there"):
        commands.hold_session(world.supervisor, session, here=[], next_at=moment(20))
    commands.hold_session(world.supervisor, session, here=[imani], next_at=moment(20))
    assert queries.own_standing(world.peer_worker)[0].last_on is not None
    assert queries.own_standing(world.other_peer_worker)[0].last_on is None


@pytest.mark.parametrize(("days", "status", "words"), [(3, "planned", "still to come"), (-3, "held", "held")])
def test_hold_session_that_cannot_be_is_refused(world, together, days, status, words):
    with pytest.raises(Refused, match=words):
        commands.hold_session(world.supervisor, make_session(together, days=days, status=status), next_at=moment(20))


def test_hold_session_with_something_to_do_for_somebody_else_is_refused(world, together):
    line = {"words": "x", "who": worker_of(world, "other_peer_worker"), "due_on": None}
    with pytest.raises(Refused, match="those who were there"):
        commands.hold_session(world.supervisor, make_session(together, days=-1), to_do=[line], next_at=moment(20))


def test_correct_session_writes_it_afresh(world, together):
    session = make_session(together, days=-1, status="held", note="Wrong")
    commands.correct_session(world.supervisor, session, note="Right", here=[worker_of(world)])
    assert session.note == "Right"
    assert AuditEvent.objects.get(action="supervision_session.corrected").changes == {"note": "changed"}


def test_correct_session_by_another_or_before_it_was_held_is_not_possible(world, together):
    with pytest.raises(NotAllowed):
        commands.correct_session(world.lead, make_session(together, days=-1, status="held"), note="x")
    with pytest.raises(Refused, match="written down"):
        commands.correct_session(world.supervisor, make_session(together), note="x")


def test_not_held_puts_it_back_as_planned(world, together):
    session = make_session(together, days=-1, status="held")
    commands.not_held(world.supervisor, session)
    assert (session.status, session.held_at, Here.objects.count()) == ("planned", None, 0)
    assert "supervision_session.not_held" in actions()
    with pytest.raises(Refused):
        commands.not_held(world.supervisor, make_session(together))
    with pytest.raises(Refused, match="back on"):
        commands.not_held(world.supervisor, make_session(together, status="cancelled"))
    with pytest.raises(NotAllowed):
        commands.not_held(world.lead, make_session(together, days=-2, status="held"))


def test_hold_session_writes_that_they_had_supervision_lately_and_takes_it_back(world, together):
    make_rules()
    session = make_session(together, days=-1)
    commands.hold_session(world.supervisor, session, next_at=moment(20))
    assert "supervision" in held([worker_of(world).pk], clock.today())[worker_of(world).pk].slugs
    commands.not_held(world.supervisor, session)
    assert held([worker_of(world).pk], clock.today())[worker_of(world).pk].slugs == frozenset()


def test_remind_of_session_says_it_once_the_day_before(world, together):
    soon, later = make_session(together, days=1), make_session(together, days=2)
    with clock.at(soon.starts_at - timedelta(hours=23)):
        for _ in range(2):
            jobs.remind_of_sessions(process("the job"))
        with pytest.raises(Refused, match="already"):
            commands.remind_of_session(process("the job"), Session.objects.get(pk=soon.pk))
    assert subjects(IMANI) == subjects(SEFA) == ["Supervision soon"]
    assert actions() == ["supervision_session.reminded"]
    with pytest.raises(NotAllowed):
        commands.remind_of_session(world.supervisor, later)


# What was agreed to do -----------------------------------------------------------------------------------------------


def test_agree_to_do_is_ticked_unticked_and_taken_back_by_either(world, together):
    session = make_session(together, days=-1, status="held")
    commands.agree_to_do(world.peer_worker, session, words="Ring the college", who=together.supervisor)
    row = ToDo.objects.get()
    commands.tick_to_do(world.peer_worker, row)
    assert row.done_at is not None
    with pytest.raises(Refused, match="already"):
        commands.tick_to_do(world.supervisor, row)
    commands.untick_to_do(world.supervisor, row)
    with pytest.raises(Refused, match="not ticked"):
        commands.untick_to_do(world.supervisor, row)
    commands.take_back_to_do(world.supervisor, row)
    with pytest.raises(Refused):
        commands.take_back_to_do(world.supervisor, row)
    assert {
        "supervision_to_do.agreed",
        "supervision_to_do.done",
        "supervision_to_do.not_done",
        "supervision_to_do.taken_back",
    } <= set(actions())


@pytest.mark.parametrize("name", OUTSIDE)
@pytest.mark.parametrize("do", [commands.tick_to_do, commands.untick_to_do, commands.take_back_to_do])
def test_to_do_by_whoever_is_not_in_it_is_not_allowed(world, together, name, do):
    session = make_session(together, days=-1, status="held")
    with unguarded():
        row = ToDo.objects.create(session=session, words="x", who=worker_of(world))
    with pytest.raises(NotAllowed):
        do(world.actor(name), row)
    with pytest.raises(NotAllowed):
        commands.agree_to_do(world.actor(name), session, words="x", who=worker_of(world))


# Preparing -----------------------------------------------------------------------------------------------------------


def test_save_preparation_is_theirs_until_they_show_it_and_leaves_no_more_than_own_words(world, together):
    session = make_session(together)
    commands.save_preparation(world.peer_worker, world.users["peer_worker"], session=session, words="I am tired")
    assert queries.session_page(world.supervisor, session.pk).shown == ()
    assert queries.session_page(world.peer_worker, session.pk).mine.words == "I am tired"
    commands.save_preparation(
        world.peer_worker, world.users["peer_worker"], session=session, words="I am tired", shown=True
    )
    assert [row.words for row in queries.session_page(world.supervisor, session.pk).shown] == ["I am tired"]
    for event in AuditEvent.objects.all():
        assert (event.action, event.changes, event.subject_id) == ("own_words.kept", {}, world.users["peer_worker"].pk)


def test_save_preparation_by_another_or_for_what_was_cancelled_is_not_possible(world, together):
    session = make_session(together)
    for name in ("lead", "other_peer_worker"):
        with pytest.raises(NotAllowed):
            commands.save_preparation(world.actor(name), world.users[name], session=session, words="x")
    with pytest.raises(NotAllowed):
        commands.save_preparation(world.supervisor, world.users["peer_worker"], session=session, words="x")
    off = make_session(together, days=8, status="cancelled")
    with pytest.raises(Refused, match="cancelled"):
        commands.save_preparation(world.peer_worker, world.users["peer_worker"], session=off, words="x")


def test_session_page_asks_the_same_number_of_queries_however_much_there_is(world, together, django_assert_num_queries):
    session = make_session(together)
    for n in range(3):
        old = make_session(together, days=-7 * (n + 1), status="held")
        with unguarded():
            ToDo.objects.create(session=old, words="x", who=worker_of(world))
        with django_assert_num_queries(9):
            page = queries.session_page(world.peer_worker, session.pk)
        assert len(page.before) == n + 1
    assert Session.objects.count() == 4
