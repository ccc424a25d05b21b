"""The first months of somebody new: steps laid out from their first day, ticked, left out, put back."""

from datetime import date, timedelta
from typing import Any

from alongside.core import clock
from alongside.core.commands import Act, command
from alongside.core.errors import Refused
from alongside.supervision import policies, queries
from alongside.supervision.commands.raising import close_raised
from alongside.supervision.models import CareerStep, StarterStep, StarterStepKind


@command("starter_step.described", "described a step of the first months", allow=policies.may_describe_steps)
def describe_starter_step(
    act: Act, *, slug: str, name: str, phase: str, who: str, due_days: int, position: int = 0
) -> StarterStepKind:
    """From the profile: due so many days after the first day."""
    return StarterStepKind.objects.create(
        slug=slug, name=name, phase=phase, who=who, due_days=due_days, position=position
    )


@command("career_step.described", "described a step of a career", allow=policies.may_describe_steps)
def describe_career_step(
    act: Act, *, slug: str, name: str, about: str, band: str = "", position: int = 0
) -> CareerStep:
    return CareerStep.objects.create(slug=slug, name=name, about=about, band=band, position=position)


@command("first_months.laid_out", "laid out somebody’s first months", allow=policies.may_begin_steps)
def lay_out_first_months(act: Act, worker: Any) -> None:
    """A step of each kind that was asked for on their first day, each due so many days after it. Done again, it adds
    what is missing."""
    first = queries.first_day(worker)
    if first is None:
        raise Refused("They have no first day yet.")
    has = set(worker.starter_steps.values_list("kind", flat=True))
    StarterStep.objects.bulk_create(
        StarterStep(worker=worker, kind=kind, due_on=first + timedelta(days=kind.due_days))
        for kind in queries.step_kinds(first)
        if kind.pk not in has
    )


@command("starter_step.done", "ticked off a step of the first months", allow=policies.may_tick_step)
def tick_step(act: Act, step: StarterStep, *, done_on: date | None = None) -> StarterStep:
    """Done, today or on a day before."""
    if step.done_on:
        raise Refused(f"{step.done_by} ticked this off already.")
    if step.left_out_at:
        raise Refused("This step was left out. Put it back first.")
    if done_on and done_on > clock.today():
        raise Refused("Enter today or a day before.")
    step.done_on, step.done_by = done_on or clock.today(), act.actor.name
    step.save()
    _close(act, step)
    return step


@command("starter_step.not_done", "said a step of the first months is not done", allow=policies.may_tick_step)
def untick_step(act: Act, step: StarterStep) -> StarterStep:
    if not step.done_on:
        raise Refused("This is not ticked off.")
    step.done_on, step.done_by = None, ""
    step.save()
    return step


@command("starter_step.left_out", "left out a step of the first months", allow=policies.may_leave_out)
def leave_out_step(act: Act, step: StarterStep, *, words: str) -> StarterStep:
    """Not needed for this worker, and why: they read it."""
    if step.done_on or step.left_out_at:
        raise Refused("This step is done or left out already.")
    step.left_out_at, step.words = act.at, words.strip()
    step.save()
    _close(act, step)
    return step


@command("starter_step.put_back", "put back a step of the first months", allow=policies.may_leave_out)
def put_back_step(act: Act, step: StarterStep) -> StarterStep:
    if not step.left_out_at:
        raise Refused("This step was not left out.")
    step.left_out_at, step.words = None, ""
    step.save()
    return step


def _close(act: Act, step: StarterStep) -> None:
    for raised in queries.raised_of_step(step):
        close_raised(act, raised)
