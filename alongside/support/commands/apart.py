"""I know this person: said by anyone, without a reason, and taken back as easily. Nobody else is shown that it is so.

What is written in the audit is what any change of the worker's profile, or of the person's record, writes: the audit
must not say that somebody is kept apart (docs/adr/0006).
"""

import functools
from collections.abc import Callable
from typing import Any

from alongside.accounts.models import Team, Ward
from alongside.core.commands import Act, Command
from alongside.core.errors import NotAllowed, Refused
from alongside.core.policies import Policy
from alongside.referrals import commands as referrals
from alongside.support import notices, policies
from alongside.support.commands.handovers import ask_for_another
from alongside.support.models import Apart
from alongside.support.queries import apart as apart_queries
from alongside.workforce import commands as workforce

also_parts: list[Callable[[Act, Any, bool], None]] = []
"""What slices above do once a person is kept apart from somebody: called with an act of its own, the person, and
whether a worker said so."""


def _like(ordinary: Command, allow: Policy) -> Callable[[Callable[..., None]], Command]:
    """A command audited as an `ordinary` change of its subject, and as nothing more."""

    def decorate(change: Callable[..., None]) -> Command:
        made = Command(ordinary.action, ordinary.says, allow, (), change)
        functools.update_wrapper(made, change, updated=())
        return made

    return decorate


@_like(workforce.change_profile, policies.may_say_i_know)
def say_i_know(act: Act, worker: Any, *, person: Any) -> None:
    """The worker, of somebody whose page they are on or who is on their list. Walking together already, they go on
    until there is someone else, and whoever plans is asked to find them."""
    _keep_apart(act, person, by_worker=True, worker=worker)
    for together in apart_queries.walking_together([worker.pk], person):
        notices.tell_someone_else_needed(_apart_from(act), together)


@_like(workforce.change_profile, policies.may_say_i_know)
def take_back_i_know(act: Act, worker: Any, *, apart: Apart) -> None:
    """Nothing of it is left."""
    _take_back(act, apart)


@_like(referrals.change_person, policies.may_keep_apart)
def keep_apart(
    act: Act,
    person: Any,
    *,
    worker: Any = None,
    team: Team | None = None,
    ward: Ward | None = None,
    worker_name: str = "",
) -> None:
    """The person themself, or staff on their word: apart from a worker, a team, a ward or a name, whichever are given.
    No reason is asked. Whoever they walk with now goes on until there is someone else, as when they ask for another."""
    name = worker_name.strip()
    if not (worker or team or ward or name):
        raise Refused("Write a name, or choose a team or a ward.")
    said = [
        one for one in ({"worker": worker}, {"team": team}, {"ward": ward}, {"worker_name": name}) if any(one.values())
    ]
    rows = [_keep_apart(act, person, by_worker=False, **one) for one in said]
    for together in apart_queries.walking_together(apart_queries.workers_of(rows), person):
        if not together.change_asked_at:
            ask_for_another(_apart_from(act), together, stop_now=False)


@_like(referrals.change_person, policies.may_keep_apart)
def take_back_apart(act: Act, person: Any, *, apart: Apart) -> None:
    """Nothing of it is left. Whoever wrote it takes it back: nobody else has seen it."""
    if apart.person_id != person.pk:
        raise NotAllowed("This belongs to somebody else")
    _take_back(act, apart)


def _keep_apart(act: Act, person: Any, *, by_worker: bool, **from_whom: Any) -> Apart:
    """Once for each who says so. What follows from it is an act of its own, so that the audit ties it to nothing."""
    empty: dict[str, Any] = {"worker": None, "team": None, "ward": None, "worker_name": ""}
    whose = {"person": person, "declared_by_id": act.actor.user_id or None}
    row, _ = Apart.objects.get_or_create(**whose, **{**empty, **from_whom})
    for parts in also_parts:
        parts(_apart_from(act), person, by_worker)
    return row


def _take_back(act: Act, apart: Apart) -> None:
    if not act.actor.user_id or apart.declared_by_id != act.actor.user_id:
        raise NotAllowed("Somebody else said so")
    Apart.objects.filter(pk=apart.pk).delete()


def _apart_from(act: Act) -> Act:
    return Act(act.actor, act.at)
