"""Who supervises whom: named, joined, left, ended; how often; and what the two agreed about it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from alongside.core import clock
from alongside.core.commands import Act, command
from alongside.core.errors import NotAllowed, Refused
from alongside.supervision import notices, policies
from alongside.supervision.commands.raising import settle
from alongside.supervision.models import Rhythm, Session, Supervisee, Supervision
from alongside.workforce.policies import in_reach as worker_in_reach

MOST_WEEKS = 26


@command("rhythm.described", "described how often a strand of supervision happens", allow=policies.may_describe)
def describe_rhythm(
    act: Act, *, strand: str, weeks: int, minutes: int = 60, grace_days: int = 7, needed: bool = True
) -> Rhythm:
    """From the profile: at least once in so many `weeks`; overdue `grace_days` later; `needed`: everybody has it."""
    return Rhythm.objects.create(strand=strand, weeks=weeks, minutes=minutes, grace_days=grace_days, needed=needed)


@command("supervision.started", "named who supervises", allow=policies.may_start, locks=("supervisor",))
def start_supervision(
    act: Act,
    *,
    strand: str,
    supervisor: Any,
    people: Sequence[Any],
    group_name: str = "",
    weeks: int | None = None,
    began_on: date | None = None,
) -> Supervision:
    """`supervisor` (a Worker with an account) supervises these workers, one to one or, with `group_name`, as a group.

    Whoever supervised one of them one to one in the same strand does so no longer, and does not read what comes.
    `weeks`: agreed otherwise than the service's rhythm.
    """
    _in_reach(act, people)
    if len(people) != 1 and not group_name:
        raise Refused("Give the group a name, or choose one worker.")
    if not people:
        raise Refused("Choose who is supervised.")
    if supervisor.user_id is None:
        raise Refused(f"{supervisor.full_name} has no account to sign in with. Add it to their record first.")
    if supervisor in people:
        raise Refused("Nobody supervises themself. Choose somebody else.")
    _some_weeks(weeks)
    for worker in people if not group_name else ():
        _ends_before(act, strand, supervisor, worker)
    made = Supervision.objects.create(
        strand=strand,
        supervisor=supervisor,
        group_name=group_name,
        weeks=weeks,
        began_on=began_on or clock.today(),
    )
    for worker in people:
        Supervisee.objects.create(supervision=made, worker=worker, since=made.began_on)
    notices.tell_started(act, made)
    settle(act, people)
    return made


def _ends_before(act: Act, strand: str, supervisor: Any, worker: Any) -> None:
    """Of one strand a worker has one supervisor one to one."""
    for place in worker.supervised.filter(until=None, supervision__strand=strand, supervision__group_name=""):
        if place.supervision.supervisor_id == supervisor.pk:
            raise Refused(f"{supervisor.full_name} gives {worker.full_name} this already.")
        end_supervision(act, place.supervision)


def _in_reach(act: Act, people: Sequence[Any]) -> None:
    if not all(worker_in_reach(act.actor, worker) for worker in people):
        raise NotAllowed(f"{act.actor.name} does not look after all of them")


def _some_weeks(weeks: int | None) -> None:
    if weeks is not None and not 1 <= weeks <= MOST_WEEKS:
        raise Refused(f"Choose a number of weeks from 1 to {MOST_WEEKS}.")


@command("supervision.ended", "ended a supervision", allow=policies.may_name)
def end_supervision(act: Act, supervision: Supervision, *, ended_on: date | None = None) -> Supervision:
    """It is over, and its dates leave the calendars. Those who were in it still read what they wrote together."""
    supervision.move_to(Supervision.Status.ENDED)
    supervision.ended_on = ended_on or clock.today()
    supervision.save()
    _let_go(act, supervision)
    inside = [place.worker for place in supervision.people.filter(until=None).select_related("worker")]
    supervision.people.filter(until=None).update(until=supervision.ended_on, asked_at=None, asked_words="")
    notices.tell_ended(act, supervision, inside)
    settle(act, inside)
    return supervision


def _let_go(act: Act, supervision: Supervision) -> None:
    for session in supervision.sessions.filter(status=Session.Status.PLANNED).select_related("led_by__user"):
        session.move_to(Session.Status.CANCELLED)
        session.cancelled_at, session.cancelled_by = act.at, Session.CancelledBy.OTHER
        session.changes += 1
        session.save()
        notices.tell_of_session(act, session, "cancelled")


@command("supervision.joined", "took a worker into a group supervision", allow=policies.may_name)
def join_supervision(act: Act, supervision: Supervision, *, worker: Any) -> Supervisee:
    """From today. They do not read what the group wrote before."""
    _in_reach(act, [worker])
    if supervision.status == Supervision.Status.ENDED or not supervision.group_name:
        raise Refused("Only a group that goes on can be joined.")
    if worker.pk == supervision.supervisor_id or supervision.people.filter(until=None, worker=worker).exists():
        raise Refused(f"{worker.full_name} is in it already.")
    place = Supervisee.objects.create(supervision=supervision, worker=worker, since=clock.today())
    notices.tell_joined(act, place)
    settle(act, [worker])
    return place


@command("supervision.left", "took a worker out of a group supervision", allow=policies.may_name)
def leave_supervision(act: Act, place: Supervisee) -> Supervisee:
    """From today. They still read what was written while they were in it; the others go on."""
    if place.until is not None:
        raise Refused("They have left it already.")
    if not place.supervision.group_name:
        raise Refused("This is one to one: end it instead.")
    place.until, place.asked_at, place.asked_words = clock.today(), None, ""
    place.save()
    notices.tell_left(act, place)
    settle(act, [place.worker])
    return place


@command("supervision.rhythm_agreed", "agreed how often a supervision happens", allow=policies.may_set_weeks)
def agree_rhythm(act: Act, supervision: Supervision, *, weeks: int | None) -> Supervision:
    """Once in so many `weeks`; None is as the service does it."""
    _goes_on(supervision)
    _some_weeks(weeks)
    supervision.weeks = weeks
    supervision.save()
    settle(act, [place.worker for place in supervision.people.filter(until=None).select_related("worker")])
    return supervision


def _goes_on(supervision: Supervision) -> None:
    if supervision.status == Supervision.Status.ENDED:
        raise Refused("This supervision has ended.")


# How we do this together ----------------------------------------------------------------------------------------------


@command("supervision.agreement_written", "wrote what was agreed about a supervision", allow=policies.may_agree)
def write_agreement(act: Act, supervision: Supervision, *, agreement: str) -> Supervision:
    """Either of them writes it; whoever does has said yes to it, and the others are asked afresh."""
    _goes_on(supervision)
    if agreement.strip() == supervision.agreement:
        raise Refused("Nothing has changed in it. To say yes to it as it is, use the button on the page before.")
    supervision.agreement, supervision.agreement_changed_at = agreement.strip(), act.at
    supervision.agreed_at = None
    supervision.save()
    supervision.people.filter(until=None).update(agreed_at=None)
    _say_yes(act, supervision)
    notices.tell_agreement(act, supervision)
    return supervision


@command("supervision.agreement_agreed", "said yes to what was agreed about a supervision", allow=policies.may_agree)
def agree_to_agreement(act: Act, supervision: Supervision) -> Supervision:
    _goes_on(supervision)
    if not supervision.agreement:
        raise Refused("Nothing is written down yet. Write it first.")
    _say_yes(act, supervision)
    return supervision


def _say_yes(act: Act, supervision: Supervision) -> None:
    if supervision.supervisor.user_id == act.actor.user_id:
        supervision.agreed_at = supervision.agreed_at or act.at
        supervision.save()
    supervision.people.filter(until=None, agreed_at=None, worker__user_id=act.actor.user_id).update(agreed_at=act.at)


# Asked for at any time ------------------------------------------------------------------------------------------------


@command("supervision.asked", "asked for a session sooner", allow=policies.may_ask)
def ask_for_session(act: Act, place: Supervisee, *, words: str = "") -> Supervisee:
    """They would like to meet before the date that is planned. The words are read by the two only."""
    if place.asked_at is not None:
        raise Refused("You have asked already. They have been told.")
    place.asked_at, place.asked_words = act.at, words.strip()
    place.save()
    notices.tell_asked(act, place)
    return place


@command("supervision.not_asked", "no longer asked for a session sooner", allow=policies.may_ask)
def take_back_asking(act: Act, place: Supervisee) -> Supervisee:
    if place.asked_at is None:
        raise Refused("You have not asked for one, or one is planned by now.")
    place.asked_at, place.asked_words = None, ""
    place.save()
    notices.stop_asking(act, place)
    return place
