"""Referees: asked for only after an offer, chosen and changed by the candidate. What they say is not kept here."""

from datetime import date

from django.db.models import QuerySet

from alongside.core.commands import Act, command
from alongside.core.errors import Refused
from alongside.recruitment import notices, policies
from alongside.recruitment.commands.checks import pass_turn
from alongside.recruitment.models import Application, Check, Referee

MOST = 4
CODE = "references"


@command("referee.named", "named somebody who can speak for them", allow=policies.may_name_referee)
def name_referee(
    act: Act, application: Application, *, name: str, knows_how: str, email: str = "", phone: str = ""
) -> Referee:
    """Only after saying yes to an offer. Once the check has begun it is our turn: we write to them."""
    if application.status != Application.Status.CHECKS:
        raise Refused("We ask for this only after you have said yes to an offer.")
    if not (email or phone):
        raise Refused("Give an email address or a phone number, so that we can ask them.")
    if application.referees.filter(replaced_at=None).count() >= MOST:
        raise Refused("You have given enough people. To change one, choose a different person.")
    referee = Referee.objects.create(application=application, name=name, knows_how=knows_how, email=email, phone=phone)
    _pass(act, application, "us")
    return referee


@command("referee.replaced", "chose a different person", allow=policies.may_change_referee, locks=("application",))
def replace_referee(
    act: Act, referee: Referee, *, name: str, knows_how: str, email: str = "", phone: str = ""
) -> Referee:
    """Somebody else instead, and we do not ask why. The first is not asked again."""
    if referee.replaced_at or referee.came_on:
        raise Refused("They have answered already, or you chose somebody else before. Thank you.")
    referee.replaced_at = act.at
    referee.save()
    name_referee(act, referee.application, name=name, knows_how=knows_how, email=email, phone=phone)
    notices.tell_referee_changed(act, referee)
    return referee


@command("referee.asked", "asked a referee", allow=policies.may_keep_checks, locks=("application",))
def ask_referee(act: Act, referee: Referee, *, asked_on: date) -> Referee:
    """Written to, or rung. When everyone has been, the check is with them."""
    _still_asked(referee)
    referee.asked_on = asked_on
    referee.save()
    if not _waiting(referee.application).filter(asked_on=None).exists():
        _pass(act, referee.application, "others")
    return referee


@command("referee.came", "said that a reference came", allow=policies.may_keep_checks, locks=("application",))
def say_reference_came(act: Act, referee: Referee, *, came_on: date) -> Referee:
    """That it came, not what it says. When all have come it is our turn to read them."""
    _still_asked(referee)
    referee.came_on = came_on
    referee.asked_on = referee.asked_on or came_on
    referee.save()
    if not _waiting(referee.application).exists():
        _pass(act, referee.application, "us")
    return referee


def _still_asked(referee: Referee) -> None:
    if referee.replaced_at:
        raise Refused("They chose a different person.")
    if referee.came_on:
        raise Refused("This reference came already.")


def _waiting(application: Application) -> QuerySet[Referee]:
    return application.referees.filter(replaced_at=None, came_on=None)


def _pass(act: Act, application: Application, turn: str) -> None:
    """The check of references goes to `turn`, if it has begun and is not done."""
    check = application.checks.filter(kind__code=CODE).first()
    if check and check.status in (Check.Status.CANDIDATE, Check.Status.US, Check.Status.OTHERS):
        pass_turn(act, check, turn=turn, with_whom="your referees" if turn == "others" else "")
