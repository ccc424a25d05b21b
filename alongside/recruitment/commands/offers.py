"""An offer: made with a day to answer by, reminded, raised to a person when it runs out, accepted or not."""

from datetime import date, datetime, time

from django.utils import timezone

from alongside.core import clock
from alongside.core.commands import Act, command
from alongside.core.errors import Refused
from alongside.recruitment import notices, policies
from alongside.recruitment.commands.checks import begin_checks
from alongside.recruitment.commands.equality import count_equality
from alongside.recruitment.commands.outcomes import may_be_decided
from alongside.recruitment.models import Application, EqualityCount

Status = Application.Status
HOLDS_A_PLACE = (Status.OFFERED, Status.CHECKS, Status.READY, Status.IN_POST)


@command("job_offer.made", "offered somebody a job", allow=policies.may_decide, locks=("vacancy",))
def make_offer(act: Act, application: Application, *, by: date, words: str = "") -> Application:
    """Conditional on the checks; they answer by a day. Never more offers than places: the vacancy is locked."""
    may_be_decided(application)
    vacancy = application.vacancy
    if vacancy.applications.filter(status__in=HOLDS_A_PLACE).count() >= vacancy.places:
        raise Refused("Every place of this vacancy is offered or taken. You can put them on the reserve list.")
    application.move_to(Status.OFFERED)
    application.offer_by, application.offer_words = _end_of(by), words
    application.offered_at = application.answered_at = act.at
    application.save()
    notices.tell_offer(act, application)
    return application


@command("job_offer.longer", "gave more time to answer an offer", allow=policies.may_decide)
def give_more_time(act: Act, application: Application, *, by: date) -> Application:
    _stands(application)
    application.offer_by = _end_of(by)
    application.offer_reminded_at = application.offer_raised_at = None
    application.save()
    notices.tell_more_time(act, application)
    return application


@command("job_offer.accepted", "accepted an offer", allow=policies.may_answer_offer)
def accept_offer(act: Act, application: Application, *, equality: dict[str, str] | None = None) -> Application:
    """Yes. The checks begin. Late is still yes, as long as nobody took the offer back."""
    _stands(application)
    application.move_to(Status.CHECKS)
    application.accepted_at = act.at
    application.save()
    count_equality(act, application.vacancy, EqualityCount.Stage.ACCEPTED, equality or {})
    begin_checks(act, application)
    notices.tell_accepted(act, application)
    return application


@command("job_offer.said_no", "said no to an offer", allow=policies.may_answer_offer)
def say_no_to_offer(act: Act, application: Application) -> Application:
    """No, and no reason is asked. Their certificate and their place among those ready to work stay."""
    _stands(application)
    application.move_to(Status.SAID_NO)
    application.ended_at = act.at
    application.save()
    notices.tell_said_no(act, application)
    return application


@command("job_offer.taken_back", "took an offer back", allow=policies.may_take_back_offer)
def take_back_offer(act: Act, application: Application, *, words: str) -> Application:
    """The lead's alone, and after talking with them: `words` are what they read. Never what a check said."""
    if application.status not in (Status.OFFERED, Status.CHECKS, Status.READY):
        raise Refused("There is no offer to take back.")
    if not words.strip():
        raise Refused("Write what they will read: talk with them first.")
    application.move_to(Status.NOT_THIS_TIME)
    application.outcome_words = words
    application.answered_at = application.ended_at = act.at
    application.save()
    notices.tell_not_this_time(act, application)
    return application


@command("job_offer.reminded", "reminded somebody of an offer", allow=policies.may_mind_offers)
def remind_offer(act: Act, application: Application) -> Application:
    """Two days before its day, once for that day."""
    _stands(application)
    notices.remind_offer(act, application)
    application.offer_reminded_at = act.at
    application.save()
    return application


@command("job_offer.raised", "raised an offer without an answer", allow=policies.may_mind_offers)
def raise_offer(act: Act, application: Application) -> Application:
    """Its day has passed: a person rings them and decides. Nothing ends by itself."""
    _stands(application)
    notices.raise_offer(act, application)
    application.offer_raised_at = act.at
    application.save()
    return application


def _stands(application: Application) -> None:
    if application.status != Status.OFFERED:
        raise Refused(f"This is {application.get_status_display().lower()}: no offer waits for an answer.")


def _end_of(day: date) -> datetime:
    if day <= clock.today():
        raise Refused("Give them at least until tomorrow.")
    return timezone.make_aware(datetime.combine(day, time(23, 59)))
