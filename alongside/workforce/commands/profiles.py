"""What a worker says for themself: their profile, what they offer, whom they keep away from, and not this week."""

import functools
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

from alongside.accounts.models import Team, Ward
from alongside.core import clock
from alongside.core.commands import Act, Command, command
from alongside.core.errors import NotAllowed, Refused
from alongside.workforce import policies
from alongside.workforce.models import KeptAway, Offering, Worker
from alongside.workforce.queries import same_name

SATURDAY = 5  # as weekdays are counted


@command("profile.shown", "showed their profile", allow=policies.may_change_own)
def show_profile(act: Act, worker: Worker) -> Worker:
    """From now on, people it is offered to are shown the profile."""
    if not worker.about:
        raise Refused("Write a few words about yourself first, so that people have something to read.")
    worker.profile_shown_at = worker.profile_shown_at or act.at
    worker.save()
    return worker


@command("profile.hidden", "hid their profile", allow=policies.may_change_own)
def hide_profile(act: Act, worker: Worker) -> Worker:
    """From now on nobody is shown the profile, and nobody new is suggested."""
    worker.profile_shown_at = None
    worker.save()
    return worker


@command("worker.not_just_now", "said not just now to new people", allow=policies.may_change_own)
def not_just_now(act: Act, worker: Worker) -> Worker:
    """No new people for a while. No reason is asked; whoever they meet already stays with them."""
    worker.taking_on = False
    worker.save()
    return worker


@command("worker.taking_on_again", "said they are taking on new people again", allow=policies.may_change_own)
def taking_on_again(act: Act, worker: Worker) -> Worker:
    worker.taking_on = True
    worker.save()
    return worker


@command("profile.changed", "changed their profile", allow=policies.may_change_own)
def change_profile(
    act: Act,
    worker: Worker,
    *,
    about: str | None = None,
    languages: Sequence[str] | None = None,
    days: Sequence[str] | None = None,
    areas: Sequence[str] | None = None,
    rules_out: Sequence[str] | None = None,
) -> None:
    """Change what is given, leave the rest. A profile without words is no longer shown."""
    if about is not None:
        worker.about = about
        worker.profile_shown_at = worker.profile_shown_at if about else None
    for name, chosen in {"languages": languages, "days": days, "areas": areas, "rules_out": rules_out}.items():
        if chosen is not None:
            setattr(worker, name, list(chosen))
    worker.save()


def _part_of_profile(change: Callable[..., Any]) -> Command:
    """A command audited as `profile.changed` of the worker and nothing more.

    The audit must not say that a private list exists, nor what somebody offers to be matched by and shows to nobody.
    """
    made = Command(change_profile.action, change_profile.says, policies.may_change_own, (), change)
    functools.update_wrapper(made, change, updated=())
    return made


@_part_of_profile
def add_offering(
    act: Act, worker: Worker, *, theme: str, shown_to: str, words: str = "", shown_until: date | None = None
) -> str:
    """Offer an experience or interest. `theme` is one of the service's; `shown_until` the last day it is shown.

    Returns its id.
    """
    if worker.offerings.filter(theme=theme).exists():
        raise Refused(f"“{theme}” is on your list already. Change it there.")
    return Offering.objects.create(
        worker=worker, theme=theme, words=words, shown_to=shown_to, shown_until=shown_until
    ).pk


@_part_of_profile
def change_offering(
    act: Act, worker: Worker, *, offering: Offering, shown_to: str, words: str = "", shown_until: date | None = None
) -> None:
    """Change the words, who may see it or until when. One that was withdrawn is offered again."""
    _theirs(worker, offering)
    offering.words, offering.shown_to, offering.shown_until = words, shown_to, shown_until
    offering.withdrawn_at = None
    offering.save()


@_part_of_profile
def withdraw_offering(act: Act, worker: Worker, *, offering: Offering) -> None:
    """Nobody sees it, and it suggests nobody, from this moment. The worker keeps it, to offer again or not."""
    _theirs(worker, offering)
    offering.withdrawn_at = offering.withdrawn_at or act.at
    offering.save()


@_part_of_profile
def keep_away(act: Act, worker: Worker, *, team: Team | None = None, ward: Ward | None = None, name: str = "") -> None:
    """Keep the worker away from a team, a ward or a name: whichever are given. No reason is asked."""
    if not (team or ward or name.strip()):
        raise Refused("Write a name, or choose a team or a ward.")
    if team:
        KeptAway.objects.get_or_create(worker=worker, team=team, ward=None, name="")
    if ward:
        KeptAway.objects.get_or_create(worker=worker, team=None, ward=ward, name="")
    if name.strip() and not any(same_name(row.name, name) for row in worker.kept_away.exclude(name="")):
        KeptAway.objects.create(worker=worker, name=name.strip())


@_part_of_profile
def end_keep_away(act: Act, worker: Worker, *, kept_away: KeptAway) -> None:
    """Take one off the private list. Nothing of it is left."""
    _theirs(worker, kept_away)
    KeptAway.objects.filter(pk=kept_away.pk).delete()


@_part_of_profile
def not_this_week(act: Act, worker: Worker) -> None:
    """Nothing new is put to them to the end of Sunday; said on a weekend, to the Sunday after. No reason is asked.

    Kept past the audit's view of the record, so that its row is that of any change of a profile, with nothing in it.
    """
    today = clock.today()
    until = today + timedelta(days=6 - today.weekday() + (7 if today.weekday() >= SATURDAY else 0))
    Worker.objects.filter(pk=worker.pk).update(not_this_week_until=until)


@_part_of_profile
def this_week_after_all(act: Act, worker: Worker) -> None:
    """They can be asked again."""
    Worker.objects.filter(pk=worker.pk).update(not_this_week_until=None)


def _theirs(worker: Worker, row: Offering | KeptAway) -> None:
    if row.worker_id != worker.pk:
        raise NotAllowed("This belongs to somebody else")
