"""Questions about goals: each with its small steps and the person's own number, as they named and said them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from alongside.core.actors import Actor
from alongside.support import policies
from alongside.support.models import Goal, OwnNumber, Step


@dataclass(frozen=True)
class StepRow:
    """A small step. `done_on` is the day it was taken; `next` the first that was not."""

    id: str
    words: str
    done_on: date | None
    next: bool


@dataclass(frozen=True)
class GoalRow:
    """A goal in the person's words. `status` is working, reached or dropped.

    `numbers` are (day, 0 to 10), the oldest first; `said` puts the first and the newest into words, empty without any.
    """

    id: str
    words: str
    said_by: str
    written_by: str
    written_at: datetime
    changed_at: datetime
    status: str
    steps: tuple[StepRow, ...]
    numbers: tuple[tuple[date, int], ...]
    said: str


def get_goal(actor: Actor, id: str) -> Goal:  # noqa: A002
    """A goal of someone the actor walks with or looks after."""
    people = policies.visible_relationships(actor).values("referral__person")
    return Goal.objects.select_related("person").get(pk=id, person__in=people)


def get_step(actor: Actor, id: str) -> Step:  # noqa: A002
    """A step of someone the actor walks with or looks after."""
    people = policies.visible_relationships(actor).values("referral__person")
    return Step.objects.select_related("goal__person").get(pk=id, goal__person__in=people)


def own_goal(actor: Actor, id: str) -> Goal:  # noqa: A002
    return policies.own_goals(actor).get(pk=id)


def own_step(actor: Actor, id: str) -> Step:  # noqa: A002
    return Step.objects.select_related("goal__person").get(pk=id, goal__in=policies.own_goals(actor))


def goal_rows(found: QuerySet[Goal], called: str = "") -> list[GoalRow]:
    """The oldest first. `called` is whose they are; empty where it is the reader. Three queries."""
    return [goal_row(goal, called) for goal in found.prefetch_related("steps", "numbers").order_by("written_at", "pk")]


def goal_row(goal: Goal, called: str = "") -> GoalRow:
    steps = list(goal.steps.all())
    coming = next((step.pk for step in steps if not step.done_on), None)
    numbers = list(goal.numbers.all())
    return GoalRow(
        id=goal.pk,
        words=goal.words,
        said_by=goal.said_by,
        written_by=goal.written_by,
        written_at=goal.written_at,
        changed_at=goal.changed_at,
        status=goal.status,
        steps=tuple(StepRow(step.pk, step.words, step.done_on, step.pk == coming) for step in steps),
        numbers=tuple((number.said_on, number.number) for number in numbers),
        said=_said(numbers, called),
    )


def _said(numbers: Iterable[OwnNumber], called: str) -> str:
    """ "Leona said 2 in June, 6 in October"; by the day where both are of one month. Nothing is worked out."""
    said = list(numbers)
    if not said:
        return ""
    first, last = said[0], said[-1]
    who = called or "You"
    if first is last:
        return f"{who} said {first.number} {_on(first.said_on, by_day=True)}"
    near = (first.said_on.year, first.said_on.month) == (last.said_on.year, last.said_on.month)
    far = first.said_on.year != last.said_on.year
    return (
        f"{who} said {first.number} {_on(first.said_on, by_day=near, year=far)}, "
        f"{last.number} {_on(last.said_on, by_day=near, year=far)}"
    )


def _on(day: date, *, by_day: bool, year: bool = False) -> str:
    if by_day:
        return f"on {day.day} {day:%B}"
    return f"in {day:%B %Y}" if year else f"in {day:%B}"
