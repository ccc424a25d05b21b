"""Goals: the person's own, in their words. Nobody sets one for them."""

from typing import Any

from alongside.core.commands import Act, command
from alongside.core.errors import Refused
from alongside.support import policies
from alongside.support.models import Goal

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
    if goal.status != Status.WORKING:
        raise Refused("This goal is not being worked on now. Take it up again first.")
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


def _moved(act: Act, goal: Goal) -> Goal:
    goal.changed_at = act.at
    goal.save()
    return goal
