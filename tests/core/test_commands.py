"""The grammar of a command: allowed, atomic, locked, audited."""

import re

import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext

from alongside.core import audit
from alongside.core.actors import ANYONE
from alongside.core.commands import COMMANDS, TRIES, Command, command
from alongside.core.errors import NotAllowed, Refused
from alongside.core.guard import WriteOutsideCommand, unguarded
from alongside.core.models import AuditEvent
from alongside.core.policies import allow
from alongside.referrals import commands
from tests.world import make_referral, worker_of


def test_command_when_allowed_does_it_and_leaves_its_audit_row(world):
    referral = make_referral(world, urgent_reason="")
    commands.accept_referral(world.coordinator, referral, pathway=world.community, reason="fits")
    (event,) = AuditEvent.objects.all()
    assert (event.action, event.actor_name, event.reason) == ("referral.accepted", "Ines Okafor", "fits")
    assert event.changes["status"] == ["received", "accepted"]
    told = audit.sentence(event, COMMANDS[event.action].says)
    assert told.startswith("Ines Okafor accepted the request for peer support on ")
    assert "status received → accepted" in told


def test_command_when_wrong_person_changes_nothing(world):
    referral = make_referral(world)
    with pytest.raises(NotAllowed):
        commands.accept_referral(world.other_coordinator, referral, pathway=world.community)
    referral.refresh_from_db()
    assert referral.status == "received"
    assert not AuditEvent.objects.exists()


def test_command_when_wrong_state_refuses_in_words(world):
    referral = make_referral(world, status="declined")
    with pytest.raises(Refused, match=r"This is not taken on, so it cannot become waiting for a peer worker\."):
        commands.accept_referral(world.lead, referral, pathway=world.community)
    assert not AuditEvent.objects.exists()


def test_write_outside_a_command_is_refused(world):
    referral = make_referral(world)
    referral.hopes = "something else"
    with pytest.raises(WriteOutsideCommand, match="UPDATE referrals_referral"):
        referral.save()


# What a command does about locks, and about a deadlock ---------------------------------------------------------------


def a_command(change, *locks: str) -> Command:
    """A command of this test alone: not on the register, so no page of the documents tells of it."""
    return Command("test.done", "did it", allow(ANYONE), locks, change)


def deadlock(sqlstate: str) -> OperationalError:
    cause = Exception("somebody else holds it")
    cause.sqlstate = sqlstate
    problem = OperationalError("deadlock")
    problem.__cause__ = cause
    return problem


class FailsFirst:
    """A change that fails so many times, and then does it."""

    def __init__(self, times: int, problem: OperationalError) -> None:
        self.times, self.problem, self.calls = times, problem, 0

    def __call__(self, act, subject):
        self.calls += 1
        if self.calls <= self.times:
            raise self.problem


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("sqlstate", ["40P01", "40001"])
def test_command_when_a_deadlock_is_lost_tries_again_and_is_audited_once(world, sqlstate):
    change = FailsFirst(TRIES - 1, deadlock(sqlstate))
    a_command(change)(world.lead, world.site)
    assert change.calls == TRIES
    assert AuditEvent.objects.filter(action="test.done").count() == 1


@pytest.mark.django_db(transaction=True)
def test_command_when_a_deadlock_is_lost_too_often_gives_up(world):
    change = FailsFirst(TRIES, deadlock("40P01"))
    with pytest.raises(OperationalError):
        a_command(change)(world.lead, world.site)
    assert change.calls == TRIES
    assert not AuditEvent.objects.filter(action="test.done").exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("problem", [deadlock("57014"), OperationalError("the disk is full")])
def test_command_when_anything_else_goes_wrong_does_not_try_again(world, problem):
    change = FailsFirst(1, problem)
    with pytest.raises(OperationalError):
        a_command(change)(world.lead, world.site)
    assert change.calls == 1


@pytest.mark.django_db(transaction=True)
def test_command_when_it_is_inside_another_leaves_the_trying_to_the_outermost(world):
    inner = FailsFirst(1, deadlock("40P01"))
    tried = []

    def outer(act, subject):
        tried.append(subject.pk)
        a_command(inner)(act, subject)

    a_command(outer)(world.lead, world.site)
    assert (len(tried), inner.calls) == (2, 2)


def test_command_when_somebody_else_began_the_transaction_does_not_try_again_in_a_broken_one(world):
    change = FailsFirst(1, deadlock("40P01"))
    with pytest.raises(OperationalError):
        a_command(change)(world.lead, world.site)
    assert change.calls == 1


def locked_in_order(run) -> list[str]:
    """The tables read, in order, while a command takes its locks."""
    with CaptureQueriesContext(connection) as asked:
        run()
    found = [re.match(r'SELECT .*? FROM "(\w+)"', query["sql"]) for query in asked]
    return [match[1] for match in found if match]


@pytest.mark.parametrize("locks", [("worker", "person"), ("person", "worker")])
def test_command_when_it_locks_several_rows_takes_them_in_one_order(world, locks):
    referral, worker = make_referral(world), worker_of(world)
    command = a_command(lambda act, referral, *, worker: None, *locks)
    tables = locked_in_order(lambda: command(world.lead, referral, worker=worker))
    order = [t for t in tables if t in ("referrals_person", "referrals_referral", "workforce_worker")]
    assert order[-3:] == ["referrals_person", "referrals_referral", "workforce_worker"]


def test_command_when_it_locks_two_of_a_kind_takes_the_lower_id_first(world, monkeypatch):
    taken = []
    monkeypatch.setattr("alongside.core.commands.read_again", lambda row, locked: taken.append(row.pk))
    one, other = sorted((worker_of(world), worker_of(world, "other_peer_worker")), key=lambda w: w.pk)
    command = a_command(lambda act, worker, *, instead: None, "instead")
    command(world.lead, one, instead=other)
    command(world.lead, other, instead=one)
    assert taken == [one.pk, other.pk] * 2


def test_command_reads_its_rows_afresh_under_the_lock(world):
    referral = make_referral(world)
    with unguarded():
        type(referral).objects.filter(pk=referral.pk).update(hopes="Something newer")
    seen = []
    a_command(lambda act, referral: seen.append(referral.hopes))(world.lead, referral)
    assert seen == ["Something newer"]


def test_command_when_a_lock_names_nothing_or_no_record(world):
    referral = make_referral(world, host_team=None)
    a_command(lambda act, referral: None, "host_team")(world.lead, referral)
    with pytest.raises(TypeError, match="hopes is not a record"):
        a_command(lambda act, referral: None, "hopes")(world.lead, referral)


def test_command_when_the_row_is_gone_refuses_in_words(world):
    referral = make_referral(world)
    with unguarded():
        type(referral).objects.filter(pk=referral.pk).delete()
    with pytest.raises(Refused, match="This is no longer here"):
        a_command(lambda act, referral: None)(world.lead, referral)


def test_command_when_it_breaks_in_the_middle_leaves_nothing(world):
    referral = make_referral(world)

    def change(act, referral):
        referral.hopes = "Half done"
        referral.save()
        raise ValueError("in the middle")

    with pytest.raises(ValueError, match="in the middle"):
        a_command(change)(world.lead, referral)
    referral.refresh_from_db()
    assert referral.hopes != "Half done"
    assert not AuditEvent.objects.exists()


def test_command_when_it_joins_another_is_not_asked_again_and_shares_its_act(world):
    referral = make_referral(world)
    inner = Command("test.inner", "did more", allow("nobody holds this"), (), lambda act, referral: None)
    a_command(lambda act, referral: inner(act, referral, reason="because"))(world.lead, referral)
    first, second = AuditEvent.objects.order_by("pk")
    assert (first.action, second.action, first.reason) == ("test.inner", "test.done", "because")
    assert first.act_id == second.act_id


def test_command_when_it_makes_nothing_and_is_about_nothing_is_a_mistake(world):
    with pytest.raises(TypeError, match="the audit has nothing to name"):
        a_command(lambda act: None)(world.lead)


def test_command_says_whether_it_is_allowed_without_doing_it(world):
    referral = make_referral(world)
    assert commands.accept_referral.allowed(world.coordinator, referral)
    assert not commands.accept_referral.allowed(world.other_coordinator, referral)


def test_register_when_an_action_is_taken_refuses_a_second():
    with pytest.raises(ValueError, match=r"There is already a command referral\.accepted"):
        command("referral.accepted", "did it", allow=allow(ANYONE))(lambda act: None)
