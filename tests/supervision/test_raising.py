"""What slips is raised to somebody who can act, once, and closes when it is put right or seen to."""

from datetime import timedelta

import pytest

from alongside.accounts.models import RoleHolding
from alongside.core import clock
from alongside.core.actors import process
from alongside.core.errors import NotAllowed, Refused
from alongside.core.guard import unguarded
from alongside.core.models import AuditEvent, Notice
from alongside.supervision import commands, jobs, queries
from alongside.supervision.models import Cover, Raised
from alongside.workforce.models import Assignment
from tests.supervision.setting_up import (
    actions,
    make_away,
    make_rhythms,
    make_session,
    make_supervision,
    make_supervisor,
    moment,
    subjects,
)
from tests.world import make_user, make_worker, worker_of

JOB = process("the job")
MANAGER = "manager@example.org"


def run() -> list[tuple[str, str, str]]:
    """(whose, what, to whom) of what is open after the jobs ran."""
    jobs.raise_what_slipped(JOB)
    jobs.raise_new_starters(JOB)
    jobs.close_what_was_put_right(JOB)
    rows = Raised.objects.filter(closed_at=None).select_related("worker", "to").order_by("worker__first_name", "what")
    return [(row.worker.first_name, row.what, row.to.name if row.to else "") for row in rows]


@pytest.fixture
def described(world):
    """Nothing is needed of anybody, so that what is raised is what each test is about."""
    make_rhythms(peer=False)
    return world


# What is raised ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("days_ago", "raised"), [(35, []), (36, [("Imani", "overdue", "Owen Sallis")])])
def test_supervision_past_its_rhythm_and_grace_is_raised_to_the_line_manager(described, days_ago, raised):
    make_session(make_supervision(described), days=-days_ago, status="held")
    assert run() == raised


def test_supervision_never_held_is_overdue_from_the_day_it_began(described):
    make_supervision(described, days_ago=36)
    assert run() == [("Imani", "overdue", "Owen Sallis")]


def test_raised_once_with_one_message_a_day_that_names_nobody(described):
    make_supervision(described, days_ago=60)
    make_supervision(described, worker_of(described, "other_peer_worker"), days_ago=60)
    run()
    run()
    assert Raised.objects.count() == 2
    assert subjects(MANAGER) == ["Something needs you to act"]
    assert actions().count("slip.raised") == 2


def test_when_the_line_manager_is_the_supervisor_it_goes_to_a_coordinator(described):
    make_supervision(described, by="team_manager", strand="line", days_ago=60)
    assert run() == [("Imani", "overdue", "Ines Okafor")]


def test_when_nobody_else_looks_after_the_team_it_goes_to_the_lead(described):
    with unguarded():
        Assignment.objects.all().update(manager=None)
    make_supervision(described, by="coordinator", days_ago=60)
    assert run() == [("Imani", "overdue", "Marcia Thornby")]


def test_while_the_worker_is_away_nobody_is_chased_and_nothing_closes(described):
    make_supervision(described, days_ago=60)
    leave = make_away(worker_of(described), -3, 3)
    assert run() == []
    with unguarded():
        leave.delete()
    assert len(run()) == 1
    make_away(worker_of(described), -1, 3)
    assert len(run()) == 1


def test_whoever_has_left_or_whose_supervision_ended_is_not_raised(described):
    make_supervision(described, days_ago=60)
    assert len(run()) == 1
    with unguarded():
        worker = worker_of(described)
        worker.leaves_on = clock.today() - timedelta(days=1)
        worker.save()
    assert run() == []


def test_twice_cancelled_running_by_the_supervisor_is_raised_and_closes_when_one_is_held(described):
    together = make_supervision(described, days_ago=20)
    make_session(together, days=-9, status="cancelled", cancelled_by="supervisor")
    assert run() == []
    make_session(together, days=-2, status="cancelled", cancelled_by="supervisor")
    assert run() == [("Imani", "cancelled_twice", "Owen Sallis")]
    commands.hold_session(described.supervisor, make_session(together, days=-1), next_at=moment(20))
    assert Raised.objects.get().closed_at is not None
    assert Raised.objects.get().closed_by == ""
    assert "slip.put_right" in actions()


@pytest.mark.parametrize("between", ["worker", "other"])
def test_cancelled_by_the_supervisor_and_then_for_another_reason_is_not_raised(described, between):
    together = make_supervision(described, days_ago=20)
    make_session(together, days=-9, status="cancelled", cancelled_by="supervisor")
    make_session(together, days=-2, status="cancelled", cancelled_by=between)
    assert run() == []


@pytest.mark.parametrize(
    ("first", "last", "planned", "raised"),
    [(2, 20, None, True), (2, 6, None, False), (2, 6, 4, True), (2, 6, 9, False), (9, 30, None, False)],
)
def test_a_supervisor_who_is_away_without_cover_is_raised_a_week_before(described, first, last, planned, raised):
    together = make_supervision(described, days_ago=20)
    make_away(together.supervisor, first, last)
    if planned:
        make_session(together, days=planned)
    assert run() == ([("Imani", "no_cover", "Owen Sallis")] if raised else [])


def test_cover_closes_what_was_raised_at_once_when_it_lasts_as_long_as_they_are_away(described):
    together = make_supervision(described, days_ago=20)
    make_away(together.supervisor, 2, 20)
    make_supervisor(described, "other_supervisor")
    run()
    with unguarded():
        Cover.objects.create(
            supervision=together,
            by=make_supervisor(described, "other_supervisor"),
            starts_on=clock.today(),
            ends_on=clock.today() + timedelta(days=10),
            written_by="x",
            written_at=clock.now(),
        )
    assert len(run()) == 1
    with unguarded():
        Cover.objects.all().delete()
    commands.name_cover(
        described.team_manager,
        together,
        by=make_supervisor(described, "other_supervisor"),
        starts_on=clock.today(),
        ends_on=clock.today() + timedelta(days=20),
    )
    assert Raised.objects.get().closed_at is not None


def test_nobody_named_for_a_needed_strand_is_raised_and_closes_when_somebody_is(world):
    make_rhythms(line=True)
    assert run() == []  # a strand that nobody has yet is not one worker's
    user = make_user("ada@example.org", "Ada Lunn", "peer_worker", team=world.willow)
    world.users["ada"] = user
    make_supervision(world, make_worker(world, "ada", world.willow), days_ago=5)
    assert run() == [("Bethan", "no_supervisor", "Cy Marlowe"), ("Imani", "no_supervisor", "Owen Sallis")]
    commands.start_supervision(world.lead, strand="peer", supervisor=make_supervisor(world), people=[worker_of(world)])
    assert run() == [("Bethan", "no_supervisor", "Cy Marlowe")]


def test_a_strand_that_nobody_is_in_any_longer_is_in_use_no_more(world):
    """Everybody left it, and it goes on in name: what nobody has is not one worker's."""
    make_rhythms(line=True)
    together = make_supervision(world, days_ago=20, strand="line")
    assert run() == [("Bethan", "no_supervisor", "Cy Marlowe")]
    with unguarded():
        together.people.update(until=clock.today())
    assert run() == []


def test_a_supervisor_who_has_left_is_nobody_for_it(world):
    make_rhythms()
    together = make_supervision(world, days_ago=20)
    assert ("Imani", "no_supervisor", "Owen Sallis") not in run()
    with unguarded():
        together.supervisor.leaves_on = clock.today() - timedelta(days=1)
        together.supervisor.save()
    assert ("Imani", "no_supervisor", "Owen Sallis") in run()
    (row,) = [row for row in queries.overview(world.lead) if row.name == "Imani Calder"]
    assert row.missing == ("peer",)
    assert row.strands["peer"][0].says == ("urgent", "Has left")


def test_whoever_has_just_begun_may_have_nobody_named_yet(world):
    make_rhythms()
    make_supervision(world, days_ago=5)
    with unguarded():
        Assignment.objects.all().update(starts_on=clock.today() - timedelta(days=13))
    assert run() == []


@pytest.mark.parametrize(("months", "raised"), [(1, False), (2, True), (4, True), (5, False), (12, False)])
def test_new_starters_in_months_three_to_five_are_raised_once(described, months, raised):
    with unguarded():
        Assignment.objects.all().update(starts_on=clock.today() - timedelta(days=400))
        Assignment.objects.filter(worker=worker_of(described)).update(
            starts_on=clock.months_after(clock.today(), -months)
        )
    assert run() == ([("Imani", "new_starter", "Owen Sallis")] if raised else [])
    for row in Raised.objects.all():
        commands.say_done(described.team_manager, row, words="We had lunch")
    assert run() == []


# Seen to -------------------------------------------------------------------------------------------------------------


def test_say_done_closes_it_and_it_is_raised_again_two_weeks_later_if_it_still_holds(described):
    make_supervision(described, days_ago=60)
    run()
    row = Raised.objects.get()
    commands.say_done(described.team_manager, row, words="They meet on Tuesday")
    assert (row.closed_by, row.words) == ("Owen Sallis", "They meet on Tuesday")
    assert run() == []
    with clock.at(clock.now() + timedelta(days=15)):
        assert len(run()) == 1
    with pytest.raises(Refused, match="closed already"):
        commands.say_done(described.team_manager, row, words="x")
    assert AuditEvent.objects.filter(action="slip.answered").count() == 1


@pytest.mark.parametrize("name", ["other_coordinator", "peer_worker", "supervisor", "governance", "nobody"])
def test_say_done_by_whoever_was_not_told_is_not_allowed(described, name):
    make_supervision(described, days_ago=60)
    run()
    with pytest.raises(NotAllowed):
        commands.say_done(described.actor(name), Raised.objects.get(), words="x")


@pytest.mark.parametrize("name", ["lead", "coordinator", "team_manager"])
def test_raise_slip_and_close_raised_are_for_the_job(described, name):
    worker = worker_of(described)
    with pytest.raises(NotAllowed):
        commands.raise_slip(described.actor(name), worker, what="overdue", about="x")
    row = commands.raise_slip(JOB, worker, what="overdue", about="x", strand="peer")
    with pytest.raises(Refused, match="already"):
        commands.raise_slip(JOB, worker, what="overdue", about="x")
    with pytest.raises(NotAllowed):
        commands.close_raised(described.actor(name), row)
    commands.close_raised(JOB, row)
    with pytest.raises(Refused, match="already"):
        commands.close_raised(JOB, row)


def test_what_is_of_one_person_alone_is_seen_by_them_alone(described):
    """Other parts of this slice raise here too: an adjustment is for whom it was raised to, and for nobody else."""
    commands.raise_slip(JOB, worker_of(described), what="adjustment_late", about="x")
    assert [row.to_me for row in queries.raised(described.team_manager)] == [True]
    for name in ("lead", "coordinator", "supervisor", "peer_worker"):
        assert queries.raised(described.actor(name), show="all") == []
    with pytest.raises(NotAllowed):
        queries.raised(described.governance)


def test_when_nobody_can_be_found_to_act_nobody_hears_of_it_until_somebody_can(described):
    held = RoleHolding.objects.filter(role__in=("lead", "coordinator", "team_manager"))
    with unguarded():
        held.update(ends_on=clock.today() - timedelta(days=1))
    make_supervision(described, days_ago=60)
    assert run() == [("Imani", "overdue", "")]
    assert Notice.objects.count() == 0
    jobs.hand_on_what_was_raised(JOB)
    with unguarded():
        held.filter(role="lead").update(ends_on=None)
    assert [row.to for row in queries.raised(described.lead, show="all")] == [""]
    jobs.hand_on_what_was_raised(JOB)
    assert run() == [("Imani", "overdue", "Marcia Thornby")]
    assert subjects("lead@example.org") == ["Something needs you to act"]


def test_the_worker_sees_that_somebody_was_told_and_whom(described):
    make_supervision(described, days_ago=60)
    run()
    (row,) = queries.my_supervision(described.peer_worker).raised
    assert (row.said, row.to) == ("Supervision is overdue", "Owen Sallis")


def test_nobody_acts_on_what_was_raised_of_themself(described):
    with unguarded():
        Assignment.objects.filter(worker=worker_of(described)).update(manager=described.users["peer_worker"])
    make_supervision(described, days_ago=60)
    assert run() == [("Imani", "overdue", "Ines Okafor")]


# Queries -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("how_many", [1, 3])
def test_slips_ask_the_same_number_of_queries_however_many_there_are(world, django_assert_num_queries, how_many):
    make_rhythms()
    for n in range(how_many):
        name = f"Ada Worker{n}"
        world.users[name] = make_user(f"ada{n}@example.org", name, "peer_worker", team=world.thanet)
        together = make_supervision(world, make_worker(world, name, world.thanet), days_ago=60)
        make_session(together, days=3)
    make_away(make_supervisor(world), 1, 20)
    with django_assert_num_queries(11):
        found = queries.slips()
    assert len(found) == 2 * how_many + 2
    jobs.raise_what_slipped(JOB)
    with django_assert_num_queries(3):
        assert len(queries.raised(world.lead, show="all")) == 2 * how_many + 2
