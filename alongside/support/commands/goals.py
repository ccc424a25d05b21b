"""Goals: the person's own, in their words, with small steps and their own number. Nobody sets one for them."""

from datetime import date
from typing import Any

from alongside.core import clock
from alongside.core.commands import Act, command
from alongside.core.errors import Refused
from alongside.support import policies
from alongside.support.models import Goal, OwnNumber, Step

Status = Goal.Status


@command("goal.added", "wrote down a goal of the person's", allow=policies.may_add_goal)
def add_goal(act: Act, person: Any, *, words: str, said_by: str = "") -> Goal:
    """A new goal, said by the person; written by them or by someone they told."""
    if person.goals.filter(words=words, status=Status.WORKING).exists():
        raise Refused("This goal is already there, in the same words.")
    return Goal.objects.create(
        person=person,
        words=words,
        said_by=said_by or person.called,
        written_by=act.actor.name,
        written_at=act.at,
        changed_at=act.at,
    )


@command("goal.changed", "changed the words of a goal", allow=policies.may_change_goal)
def change_goal(act: Act, goal: Goal, *, words: str, said_by: str = "") -> Goal:
    """Other words for the same goal, as the person says it now."""
    _needs_working(goal)
    goal.words = words
    goal.said_by = said_by or goal.said_by
    goal.written_by = act.actor.name
    return _moved(act, goal)


@command("goal.reached", "marked a goal as reached", allow=policies.may_change_goal)
def reach_goal(act: Act, goal: Goal) -> Goal:
    """The person says they are there."""
    goal.move_to(Status.REACHED)
    return _moved(act, goal)


@command("goal.dropped", "let a goal go", allow=policies.may_change_goal)
def drop_goal(act: Act, goal: Goal) -> Goal:
    """The person lets it go. No reason is asked."""
    goal.move_to(Status.DROPPED)
    return _moved(act, goal)


@command("goal.taken_up", "took a goal up again", allow=policies.may_change_goal)
def take_up_goal(act: Act, goal: Goal) -> Goal:
    """Back to it."""
    goal.move_to(Status.WORKING)
    return _moved(act, goal)


@command("step.added", "wrote down a small step towards a goal", allow=policies.may_change_goal)
def add_step(act: Act, goal: Goal, *, words: str) -> Step:
    """A small step, as the person named it. It comes after the others."""
    _needs_working(goal)
    if goal.steps.filter(words=words).exists():
        raise Refused("This step is already there, in the same words.")
    return Step.objects.create(goal=goal, words=words, position=goal.steps.count() + 1, written_by=act.actor.name)


@command("step.taken", "ticked a small step as taken", allow=policies.may_change_step)
def take_step(act: Act, step: Step, *, done_on: date | None = None) -> Step:
    """The person took it, today unless they say another day."""
    _needs_working(step.goal)
    if step.done_on:
        raise Refused("This step is ticked already.")
    if done_on and done_on > clock.today():
        raise Refused("The day of the step must be today or in the past.")
    step.done_on = done_on or clock.today()
    step.save()
    return step


@command("step.not_taken", "unticked a small step", allow=policies.may_change_step)
def untake_step(act: Act, step: Step) -> Step:
    """It was ticked by mistake, or is to be taken again."""
    _needs_working(step.goal)
    if not step.done_on:
        raise Refused("This step is not ticked.")
    step.done_on = None
    step.save()
    return step


@command("step.removed", "took a small step away", allow=policies.may_change_step)
def remove_step(act: Act, step: Step) -> Goal:
    """It was only ever a plan, so it goes for good."""
    goal: Goal = step.goal
    _needs_working(goal)
    step.delete()
    return goal


@command("own_number.said", "wrote down the person's own number for a goal", allow=policies.may_change_goal)
def say_number(act: Act, goal: Goal, *, number: int, said_on: date | None = None, said_by: str = "") -> OwnNumber:
    """Where the person puts themself today, from 0 to 10. Said again for the same day, it takes the other's place."""
    _needs_working(goal)
    if not 0 <= number <= 10:
        raise Refused("The number goes from 0 to 10.")
    day = said_on or clock.today()
    if day > clock.today():
        raise Refused("The day must be today or in the past.")
    said = goal.numbers.filter(said_on=day).first() or OwnNumber(goal=goal, said_on=day)
    said.number = number
    said.said_by = said_by or goal.person.called
    said.written_by, said.written_at = act.actor.name, act.at
    said.save()
    return said


def _needs_working(goal: Goal) -> None:
    if goal.status != Status.WORKING:
        raise Refused("This goal is not being worked on now. Take it up again first.")


def _moved(act: Act, goal: Goal) -> Goal:
    goal.changed_at = act.at
    goal.save()
    return goal
