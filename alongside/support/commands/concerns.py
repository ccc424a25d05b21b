"""Telling someone: a worry is in a named person's hands until a person answers. Never a score of anybody."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from alongside.accounts.models import User
from alongside.accounts.queries import can_answer, current_service, on_duty
from alongside.core.commands import Act, command
from alongside.core.errors import NotAllowed, Refused
from alongside.support import policies
from alongside.support.models import Concern, Relationship, Told, Visit
from alongside.support.notices import concerns as notices
from alongside.support.queries.concerns import place_of
from alongside.ui import dates

Status = Concern.Status
About = Concern.About
DONE = "This is done already. If that was a mistake, open it again."


class AlreadyTold(Refused):
    """The same form was sent twice: nobody was told twice, and `concern` is what was told the first time."""

    def __init__(self, concern: Concern) -> None:
        super().__init__("You already told this. Nobody was told twice.")
        self.concern = concern


@command("concern.told", "told someone", allow=policies.may_tell)
def tell_someone(
    act: Act,
    *,
    once: str,
    about: str,
    words: str,
    user: User | None = None,
    relationship: Relationship | None = None,
    knows: str = "",
    agreed: str = "",
) -> Concern:
    """Tell `user`, or whoever is first on duty when nobody is chosen. `once` is the form's own token (AlreadyTold).

    About.ME goes to the chosen person only, and stands in no list. `knows` is one of Concern.Knows; `agreed` is what
    was agreed with the person. Until somebody answers, `tell_next` asks the next in line.
    """
    teller = User.objects.select_for_update().get(pk=act.actor.user_id)  # two sendings of one form come one by one
    if told := Concern.objects.filter(once=once, told_by_user=teller).first():
        raise AlreadyTold(told)
    if relationship and not policies.visible_relationships(act.actor).filter(pk=relationship.pk).exists():
        raise NotAllowed("a worry about somebody they do not know")
    private = about == About.ME
    if private and user is None:
        raise Refused("Choose who should know. Nobody else is told.")
    if user:
        _needs_somebody_else(user, teller)
    pathway_id, team_id = place_of(act.actor, relationship)
    return raise_concern(
        act,
        user=user,
        once=once,
        about=about,
        relationship=relationship if about == About.PERSON else None,
        pathway_id=pathway_id,
        team_id=team_id,
        words=words,
        knows="" if private else knows,
        agreed="" if private else agreed,
        private=private,
        told_by=teller.name,
        told_by_user=teller,
    )


def raise_concern(act: Act, *, user: User | None = None, **facts: Any) -> Concern:
    """Write it down and tell the first. For commands of this slice: a visit with no word back is raised so too."""
    concern = Concern.objects.create(told_at=act.at, **facts)
    if user:
        _tell(act, concern, user, chosen=True)
        concern.next_at = act.at + _time_to_answer()
    else:
        _ask_next(act, concern)
    concern.save()
    return concern


@command("concern.told_another", "told somebody else as well", allow=policies.may_tell_another)
def tell_another(act: Act, concern: Concern, *, user: User) -> Concern:
    """The teller, or a lead in reach, chooses one more. For a private worry only the teller does."""
    _needs_open(concern)
    _needs_somebody_else(user, concern.told_by_user)
    if concern.told.filter(user=user).exists():
        raise Refused(f"{user.name} was told already. We ask them again until a person answers.")
    _tell(act, concern, user, chosen=True)
    concern.next_at = act.at + _time_to_answer()
    concern.save()
    return concern


@command("concern.next_told", "asked the next in line", allow=policies.may_tell_next)
def tell_next(act: Act, concern: Concern) -> Concern:
    """Nobody answered in time: the next on duty, then the leads, then everybody who was told, again and again."""
    if concern.status != Status.TOLD or concern.next_at is None or concern.next_at > act.at:
        raise Refused("Somebody has answered, or it is not time to ask the next yet.")
    _ask_next(act, concern)
    concern.save()
    return concern


@command("concern.answered", "answered: I have this", allow=policies.may_answer)
def answer_concern(act: Act, concern: Concern) -> Concern:
    """One person has it, by name. Whoever comes second is told who."""
    if concern.status == Status.ANSWERED:
        mine = concern.answered_by_user_id == act.actor.user_id
        who = "You have" if mine else f"{concern.answered_by} has"
        raise Refused(f"{who} this already, since {_when(concern.answered_at)}. You need do nothing more here.")
    if concern.status == Status.CLOSED:
        raise Refused(DONE)
    answer(act, concern)
    notices.tell_answered(act, concern)
    return concern


def answer(act: Act, concern: Concern) -> None:
    """It is in the hands of whoever acts. For commands of this slice."""
    concern.move_to(Status.ANSWERED)
    concern.answered_at, concern.next_at = act.at, None
    concern.answered_by, concern.answered_by_user_id = act.actor.name, act.actor.user_id
    concern.save()


@command("concern.handed_back", "could not see to it after all", allow=policies.may_answer)
def hand_back(act: Act, concern: Concern) -> Concern:
    """Whoever had it cannot, after all. The next in line is asked within a minute."""
    if concern.status == Status.CLOSED:
        raise Refused(DONE)
    concern.move_to(Status.TOLD)
    concern.answered_at, concern.answered_by, concern.answered_by_user = None, "", None
    concern.next_at = act.at
    concern.save()
    return concern


@command("concern.closed", "wrote down what was done", allow=policies.may_answer)
def close_concern(
    act: Act,
    concern: Concern,
    *,
    what_was_done: str,
    safeguarding_reference: str = "",
    incident_reference: str = "",
) -> Concern:
    """Done, in words. The references are numbers in the trust's own systems, where the rest of it is."""
    if concern.status == Status.TOLD:
        raise Refused("Nobody has answered yet. Say that you have this first, so that the others know.")
    close(act, concern, what_was_done)
    concern.safeguarding_reference, concern.incident_reference = safeguarding_reference, incident_reference
    concern.save()
    if visit := Visit.objects.filter(concern=concern, status=Visit.Status.RAISED).first():
        visit.move_to(Visit.Status.SAFE)
        visit.safe_at = act.at
        visit.save()
    notices.tell_closed(act, concern)
    return concern


def close(act: Act, concern: Concern, what_was_done: str) -> None:
    """It is done. For commands of this slice."""
    concern.move_to(Status.CLOSED)
    concern.closed_at, concern.what_was_done = act.at, what_was_done
    concern.save()


@command("concern.reopened", "opened it again: it was not done", allow=policies.may_answer)
def reopen_concern(act: Act, concern: Concern) -> Concern:
    """Closed by mistake. It is in the hands of whoever had it."""
    if concern.status != Status.CLOSED:
        raise Refused("This is open already.")
    concern.move_to(Status.ANSWERED)
    concern.closed_at = None
    concern.save()
    return concern


def _ask_next(act: Act, concern: Concern) -> None:
    """One more step down the line; sets when the next one is. Under the concern's lock, so never told twice."""
    told = list(concern.told.select_related("user"))
    known = {row.user_id for row in told} | {concern.told_by_user_id}
    line = [] if concern.private else [row for row in on_duty(act.at, concern.pathway_id) if row.user.pk not in known]
    turns = [row for row in line if row.until]
    for row in turns[:1] or line:
        _tell(act, concern, row.user)
    if not line:
        _ask_again(act, concern, told)
    concern.next_at = act.at + _time_to_answer()


def _ask_again(act: Act, concern: Concern, told: list[Told]) -> None:
    """Everybody who was told and is still here. Of a private worry, its teller hears once that nobody answers."""
    if concern.private and not any(row.again_at for row in told):
        notices.tell_unanswered(act, concern)
    for row in told:
        if can_answer(row.user):
            row.again_at = act.at
            row.save()
            notices.tell_told(act, concern, row.user)


def _tell(act: Act, concern: Concern, user: User, *, chosen: bool = False) -> None:
    Told.objects.create(concern=concern, user=user, told_at=act.at, chosen=chosen)
    notices.tell_told(act, concern, user)


def _needs_open(concern: Concern) -> None:
    if concern.status != Status.TOLD:
        raise Refused(f"{concern.answered_by} has this, since {_when(concern.answered_at)}. Nobody else is asked.")


def _needs_somebody_else(user: User, teller: User) -> None:
    if user.pk == teller.pk:
        raise Refused("Choose somebody else: you know already.")
    if not can_answer(user):
        raise Refused(f"{user.name} can no longer sign in. Choose somebody else.")


def _time_to_answer() -> timedelta:
    service = current_service()
    return timedelta(minutes=service.answer_minutes if service else 15)


def _when(moment: Any) -> str:
    local = timezone.localtime(moment)
    return f"{dates.time(local)}, {dates.ago(moment)}"
