"""What helps a worker at work: asked, agreed by a day, in place, checked, looked at each year, ended."""

from datetime import date
from typing import Any

from alongside.accounts.models import User
from alongside.core import clock
from alongside.core.commands import Act, command
from alongside.core.errors import NotAllowed, Refused
from alongside.supervision import notices, policies, queries
from alongside.supervision.commands.own_words import own_words
from alongside.supervision.commands.raising import close_raised
from alongside.supervision.models import Adjustment

Status = Adjustment.Status
YEAR = 12  # months after which it is looked at again


@command("work_adjustment.asked", "asked for something that helps at work", allow=policies.may_ask_adjustment)
def ask_adjustment(act: Act, worker: Any, *, kind: str, words: str, why: str = "") -> Adjustment:
    """The worker asks. `why` is theirs alone: that there is one leaves no trace in the audit."""
    made = Adjustment.objects.create(worker=worker, kind=kind, words=words.strip(), asked_at=act.at)
    Adjustment.objects.filter(pk=made.pk).update(why=why.strip())
    notices.tell_adjustment_asked(act, made)
    return made


@own_words
def write_why(act: Act, user: User, *, adjustment: Adjustment, why: str = "") -> None:
    """Change one's own note to oneself."""
    if adjustment.worker.user_id != user.pk:
        raise NotAllowed("This belongs to somebody else")
    Adjustment.objects.filter(pk=adjustment.pk).update(why=why.strip())


@command("work_adjustment.agreed", "agreed something that helps at work", allow=policies.may_agree_adjustment)
def agree_adjustment(
    act: Act, adjustment: Adjustment, *, agreed_words: str, in_place_by: date, owner: User
) -> Adjustment:
    """It will be in place by this day, and `owner` sees to it. Agreed already: another day or another owner."""
    if in_place_by < clock.today():
        raise Refused("Choose today or a day to come.")
    if owner.pk not in {user.pk for user, _ in queries.who_could_see_to(adjustment)}:
        raise Refused("They cannot see to it here. Choose somebody else.")
    if adjustment.status != Status.AGREED:
        adjustment.move_to(Status.AGREED)
    adjustment.agreed_words, adjustment.in_place_by, adjustment.owner = agreed_words.strip(), in_place_by, owner
    adjustment.agreed_at, adjustment.agreed_by = act.at, act.actor.name
    adjustment.in_place_at = adjustment.checked_at = adjustment.review_on = None
    adjustment.save()
    _close(act, adjustment)
    notices.tell_adjustment_agreed(act, adjustment)
    return adjustment


@command("work_adjustment.instead", "offered something else that helps instead", allow=policies.may_agree_adjustment)
def say_instead(act: Act, adjustment: Adjustment, *, agreed_words: str) -> Adjustment:
    """It cannot be as asked: what can be instead, and why. The worker hears it."""
    adjustment.move_to(Status.INSTEAD)
    adjustment.agreed_words, adjustment.agreed_by = agreed_words.strip(), act.actor.name
    adjustment.save()
    _close(act, adjustment)
    notices.tell_adjustment_agreed(act, adjustment)
    return adjustment


@command("work_adjustment.put_in_place", "said something that helps is in place", allow=policies.may_put_in_place)
def put_in_place(act: Act, adjustment: Adjustment) -> Adjustment:
    """It is there. Said by the worker, it is checked with it; else they are asked whether it really is."""
    adjustment.move_to(Status.IN_PLACE)
    adjustment.in_place_at = act.at
    if policies.adjustment_is_theirs(act.actor, adjustment):
        adjustment.checked_at = act.at
    adjustment.review_on = clock.months_after(clock.today(), YEAR)
    adjustment.save()
    _close(act, adjustment)
    notices.tell_in_place(act, adjustment)
    return adjustment


@command("work_adjustment.checked", "said it really is there", allow=policies.may_check_adjustment)
def confirm_there(act: Act, adjustment: Adjustment) -> Adjustment:
    if adjustment.status != Status.IN_PLACE:
        raise Refused("This is not in place.")
    adjustment.checked_at = act.at
    adjustment.save()
    return adjustment


@command("work_adjustment.not_there", "said it is not there after all", allow=policies.may_check_adjustment)
def not_there_after_all(act: Act, adjustment: Adjustment) -> Adjustment:
    """Agreed once more, and due today: tomorrow it is raised."""
    if adjustment.status != Status.IN_PLACE:
        raise Refused("Nobody has said that it is there.")
    adjustment.move_to(Status.AGREED)
    adjustment.agreed_at = adjustment.agreed_at or act.at
    adjustment.in_place_at = adjustment.checked_at = adjustment.review_on = None
    adjustment.in_place_by = clock.today()
    adjustment.save()
    _close(act, adjustment)
    notices.tell_not_there(act, adjustment)
    return adjustment


@command("work_adjustment.looked_at", "looked again at something that helps", allow=policies.may_look_again)
def look_again(act: Act, adjustment: Adjustment) -> Adjustment:
    """It is still right: it is looked at again in a year."""
    if adjustment.status != Status.IN_PLACE:
        raise Refused("Only what is in place is looked at again.")
    adjustment.review_on = clock.months_after(clock.today(), YEAR)
    adjustment.save()
    _close(act, adjustment)
    return adjustment


@command("work_adjustment.ended", "ended something that helps", allow=policies.may_check_adjustment)
def end_adjustment(act: Act, adjustment: Adjustment) -> Adjustment:
    """The worker needs it no longer, or takes it back."""
    adjustment.move_to(Status.ENDED)
    adjustment.ended_at = act.at
    adjustment.save()
    _close(act, adjustment)
    return adjustment


@command("work_adjustment.asked_again", "asked again for something that helps", allow=policies.may_check_adjustment)
def ask_again(act: Act, adjustment: Adjustment) -> Adjustment:
    adjustment.move_to(Status.ASKED)
    adjustment.asked_at, adjustment.ended_at = act.at, None
    adjustment.save()
    notices.tell_adjustment_asked(act, adjustment)
    return adjustment


@command("work_adjustment.carried", "told a new manager what helps a worker", allow=policies.may_carry)
def carry_adjustments(act: Act, worker: Any, *, to: User) -> None:
    """Somebody else manages the worker now: they are told that what helps has come along, and the worker that they see
    what it is, and never why."""
    notices.tell_carried(act, worker, to)


def _close(act: Act, adjustment: Adjustment) -> None:
    """What was raised of it holds no longer."""
    for raised in queries.raised_of_adjustment(adjustment):
        close_raised(act, raised)
