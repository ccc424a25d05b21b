"""A course from plan to end: its rules, who trains it, opening, closing, beginning, finishing, calling off."""

from itertools import pairwise
from typing import Any

from alongside.accounts.models import User
from alongside.accounts.roles import LEAD
from alongside.core import clock
from alongside.core.commands import Act, command
from alongside.core.errors import Refused
from alongside.training import notices, policies, queries
from alongside.training.commands.choosing import end_with
from alongside.training.commands.places import finish_place, let_run_out, move_to_course, move_up
from alongside.training.commands.sessions import cancel_session
from alongside.training.models import Cohort, CohortTrainer, Place, Programme

Status = Cohort.Status
BEGUN = "The course has begun, and no place came free in time."


@command("cohort.added", "planned a course", allow=policies.may_plan_cohort)
def add_cohort(act: Act, *, programme: Programme, name: str, **said: Any) -> Cohort:
    """`said`: mode, where, size, opens_on, closes_on, answered_by, starts_on, finishes_on, access_words.

    A trainer who plans a course trains it, and leads it.
    """
    _sensible(programme, None, name, **said)
    cohort = Cohort.objects.create(programme=programme, name=name, **said)
    if act.actor.user_id and policies.may_plan_cohort(act.actor) and not act.actor.has(LEAD):
        CohortTrainer.objects.create(cohort=cohort, user_id=act.actor.user_id, leads=True)
    return cohort


@command("cohort.changed", "changed a course", allow=policies.may_teach)
def change_cohort(act: Act, cohort: Cohort, *, name: str, **said: Any) -> None:
    """More places move the waiting list at once; there are never fewer than people who have one."""
    if cohort.status in (Status.FINISHED, Status.CANCELLED):
        raise Refused("This course is over, so nothing of it changes.")
    _sensible(cohort.programme, cohort, name, **said)
    held = cohort.size - queries.free_places(cohort)
    if said["size"] < held:
        raise Refused(f"{held} people have a place or are offered one, so there cannot be fewer places than that.")
    cohort.name = name
    for field, value in said.items():
        setattr(cohort, field, value)
    cohort.save()
    move_up(act, cohort)


@command("cohort.opened", "opened a course for interest", allow=policies.may_run_cohort)
def open_cohort(act: Act, cohort: Cohort) -> None:
    """People may ask for a place, and read how they will be chosen. Also again, before anyone was chosen."""
    if cohort.closes_on and cohort.closes_on < clock.today():
        raise Refused("Its last day to ask for a place has passed. Change that day first.")
    again = cohort.status == Status.CHOOSING
    cohort.move_to(Status.OPEN)
    cohort.opens_on = cohort.opens_on or clock.today()
    cohort.save()
    if not again:
        notices.tell_dates_are_out(act, cohort)


@command("cohort.closed", "closed asking for a place", allow=policies.may_run_cohort)
def close_interest(act: Act, cohort: Cohort) -> None:
    cohort.move_to(Status.CHOOSING)
    cohort.save()
    notices.tell_trainers(act, cohort, "Time to read who asked", "Asking for a place has closed. Please read everyone.")


@command("cohort.started", "began a course", allow=policies.may_run_cohort)
def start_cohort(act: Act, cohort: Cohort) -> None:
    """Offers that nobody answered have run out; everyone still waiting has an answer."""
    if not cohort.places.filter(status=Place.Status.TAKEN).exists():
        raise Refused("Nobody has taken a place yet, so there is no course to begin.")
    cohort.move_to(Status.RUNNING)
    cohort.save()
    for place in _places(cohort, Place.Status.OFFERED):
        let_run_out(act, place)
    for place in _places(cohort, Place.Status.WAITING, Place.Status.ASKED):
        end_with(act, place, BEGUN)


@command("cohort.finished", "finished a course", allow=policies.may_run_cohort)
def finish_cohort(act: Act, cohort: Cohort) -> None:
    """Everyone who is still with us has come to its end. Showing understanding has its own time."""
    if queries.to_come(cohort):
        raise Refused("There are dates to come. Cancel those that will not happen first.")
    cohort.move_to(Status.FINISHED)
    cohort.finished_at = act.at
    cohort.save()
    for place in _places(cohort, Place.Status.TAKEN):
        finish_place(act, place)


@command("cohort.cancelled", "called a course off", allow=policies.may_teach, locks=("to",))
def cancel_cohort(act: Act, cohort: Cohort, *, because: str, to: Cohort | None = None) -> None:
    """Everyone is told why, and moved to the later course `to` where there is one: who had a place is offered one."""
    if not because.strip():
        raise Refused("Say why. Everyone reads it.")
    if to is not None and to not in queries.later_courses(cohort):
        raise Refused("Choose a later course of the same programme that has not begun.")
    for session in queries.to_come(cohort):
        session.cohort = cohort
        cancel_session(act, session)
    cohort.move_to(Status.CANCELLED)
    cohort.cancelled_at, cohort.cancelled_because = act.at, because
    cohort.save()
    taken = set(to.places.values_list("candidate_id", flat=True)) if to else set()
    for place in _places(cohort, *queries.LIVE):
        if to is None or place.candidate_id in taken:
            end_with(act, place, f"The course will not happen. {because}")
            continue
        had = place.status in (Place.Status.OFFERED, Place.Status.TAKEN)
        place.move_to(Place.Status.DEFERRED)
        move_to_course(act, place, to, keep=Place.Status.OFFERED if had else None)


@command("trainer.added", "made somebody a trainer of a course", allow=policies.may_teach)
def add_trainer(act: Act, cohort: Cohort, *, user: User, leads: bool = False) -> CohortTrainer:
    """`leads`: instead of whoever led before. Their calendar gets the dates. Added again, they come back."""
    if leads:
        for other in cohort.trainers.filter(leads=True).exclude(user=user):
            other.leads = False
            other.save()
    row = CohortTrainer.objects.filter(cohort=cohort, user=user).first() or CohortTrainer(cohort=cohort, user=user)
    is_new = row._state.adding or row.ended_on is not None
    row.leads, row.ended_on = leads, None
    row.save()
    if is_new:
        notices.invite(act, queries.to_come(cohort), [user.email])
    return row


@command("trainer.ended", "ended somebody’s part as a trainer", allow=policies.may_teach, locks=("cohort",))
def end_trainer(act: Act, trainer: CohortTrainer) -> None:
    """The last trainer stays: somebody is always there for the people on it."""
    if not trainer.cohort.trainers.filter(ended_on=None).exclude(pk=trainer.pk).exists():
        raise Refused("They are the only trainer. Add another first.")
    trainer.ended_on, trainer.leads = clock.today(), False
    trainer.save()
    notices.invite(act, queries.to_come(trainer.cohort), [trainer.user.email], "cancelled")


def _places(cohort: Cohort, *statuses: str) -> list[Place]:
    """In the order in which they were chosen or asked; each with this very cohort, as it now stands."""
    found = list(
        cohort.places.filter(status__in=statuses)
        .select_related("candidate")
        .order_by("waiting_order", "asked_at", "pk")
    )
    for place in found:
        place.cohort = cohort
    return found


def _sensible(programme: Programme, own: Cohort | None, name: str, **said: Any) -> None:
    if programme.cohorts.filter(name__iexact=name).exclude(pk=own.pk if own else None).exists():
        raise Refused(f"There is already a course called {name}.")
    in_order = [("opens_on", "It opens"), ("closes_on", "The last day to ask"), ("answered_by", "Everyone hears"),
                ("starts_on", "It begins"), ("finishes_on", "It ends")]  # fmt: skip
    days = [(said[field], words) for field, words in in_order if said.get(field)]
    for (earlier, first), (later, then) in pairwise(days):
        if later < earlier:
            raise Refused(f"{then} before {first[0].lower()}{first[1:]}. Put the days in order.")
