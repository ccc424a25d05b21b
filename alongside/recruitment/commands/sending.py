"""An application is sent, taken back, or withdrawn."""

from collections.abc import Mapping

from alongside.candidates.commands import tell_candidate
from alongside.core.commands import Act, command
from alongside.core.errors import Refused
from alongside.recruitment.commands.equality import count_equality
from alongside.recruitment.commands.slots import let_go_of_time
from alongside.recruitment.models import Application, EqualityCount, Vacancy
from alongside.recruitment.notices.applications import tell_recruiter
from alongside.recruitment.policies import applications as policies
from alongside.recruitment.queries.applications import is_open
from alongside.recruitment.queries.parts import left_of
from alongside.ui import dates

Status = Application.Status
OVER = (Status.NOT_THIS_TIME, Status.WITHDRAWN, Status.SAID_NO, Status.IN_POST)


@command("application.sent", "sent an application", allow=policies.may_write, locks=("vacancy",))
def send_application(act: Act, application: Application, *, equality: Mapping[str, str] | None = None) -> Application:
    """Send it, once every part is done and while the vacancy is open.

    `equality` is {question: answer}; it is added to the vacancy's counts, kept nowhere else, and counted only the
    first time an application is sent (what was counted cannot be taken out: nobody knows which count it was).
    """
    if application.status != Status.STARTED:
        raise Refused("This was sent already. You do not need to do anything.")
    _still_open(application.vacancy)
    if left := left_of(application):
        raise Refused("Before you send it: " + ". ".join(part.missing for part in left) + ".")
    is_first = application.sent_at is None
    application.move_to(Status.SENT)
    application.sent_at = act.at
    application.save()
    if is_first:
        count_equality(act, application.vacancy, EqualityCount.Stage.SENT, equality or {})
    tell_candidate(
        act, application.candidate, words=_thanks(application.vacancy), once=f"sent:{application.pk}:{act.id}"
    )
    return application


def _still_open(vacancy: Vacancy) -> None:
    kept = "What you wrote is kept for you."
    if not is_open(vacancy):
        closed = dates.day(vacancy.closed_at or vacancy.closes_at)
        raise Refused(f"This job closed on {closed}, so it cannot be sent any more. {kept}")
    sent = vacancy.applications.exclude(status=Status.STARTED).count()
    if vacancy.close_after and sent >= vacancy.close_after:
        many = f"{vacancy.close_after} {'application' if vacancy.close_after == 1 else 'applications'}"
        raise Refused(f"This job closed when {many} had come. {kept}")


def _thanks(vacancy: Vacancy) -> str:
    """What happens next, and by when."""
    by = f" You will hear by {dates.day(vacancy.hear_by)}." if vacancy.hear_by else ""
    return f"Thank you. We have your application: {vacancy.title}. Two people read it without your name.{by}"


@command("application.taken_back", "took an application back", allow=policies.may_write, locks=("vacancy",))
def take_back(act: Act, application: Application) -> Application:
    """Before the closing day: change it, and send it again."""
    if application.status != Status.SENT:
        raise Refused("Only an application that was sent, and not read yet, can be taken back.")
    if not is_open(application.vacancy):
        raise Refused("This job has closed, so it cannot be changed. You can still withdraw it.")
    application.move_to(Status.STARTED)
    application.save()
    return application


@command("application.withdrawn", "withdrew an application", allow=policies.may_withdraw)
def withdraw(act: Act, application: Application) -> Application:
    """They no longer want this job. No reason is asked."""
    if application.status in OVER:
        raise Refused("This is over already, so there is nothing to withdraw.")
    was_read = application.status not in (Status.STARTED, Status.SENT)
    let_go_of_time(act, application)
    application.move_to(Status.WITHDRAWN)
    application.ended_at = act.at
    application.save()
    if was_read:
        tell_recruiter(act, application.vacancy, "Somebody withdrew their application", application)
    return application
