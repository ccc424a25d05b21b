"""One line of a candidate's journey for each application: whose turn it is, and by when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone

from alongside.candidates.queries import Step
from alongside.core import clock
from alongside.recruitment.models import Application, Check
from alongside.recruitment.queries.applications import is_open
from alongside.ui import dates
from alongside.ui.navigation import url_or_none

Status = Application.Status
STAYS = "Your certificate and your place among those ready to work stay yours."
ORDER = 60  # after interest, routes and training


@dataclass(frozen=True)
class _Line:
    """How one state is said. `page` is the candidate's page for it; the application itself when it has none."""

    title: str
    state: str = "now"
    whose: str = ""
    note: str = ""
    page: str = ""


LINES: dict[str, _Line] = {
    Status.STARTED: _Line("You write your application", whose="you"),
    Status.SENT: _Line("We read your form", whose="us", note="Two people read it without your name."),
    Status.TO_MEET: _Line("You meet us", whose="you", page="recruitment:pick_time"),
    Status.MET: _Line("We decide, and you hear", whose="us"),
    Status.RESERVE: _Line("You are on the reserve list", whose="us", note="If a job comes free, we ask you first."),
    Status.OFFERED: _Line("We offered you the job", whose="you", page="recruitment:my_offer"),
    Status.CHECKS: _Line("Employment checks", whose="shared", page="recruitment:my_checks"),
    Status.READY: _Line("Your first day", whose="us", note="All your checks are clear.", page="recruitment:my_checks"),
    Status.IN_POST: _Line("You started work", state="done"),
    Status.NOT_THIS_TIME: _Line("Not this time", state="not_this_time", note=STAYS),
    Status.WITHDRAWN: _Line("You withdrew", state="not_this_time"),
    Status.SAID_NO: _Line("You said no to the offer", state="not_this_time"),
}  # fmt: skip


def steps_of(candidate: Any) -> list[Step]:
    """A step for every application, those that need the candidate first. Two queries."""
    found = Application.objects.filter(candidate=candidate.pk).select_related("vacancy", "slot", "vacancy__recruiter")
    found = found.prefetch_related(Prefetch("checks", Check.objects.select_related("kind")))
    steps = [_step(application) for application in found.order_by("started_at")]
    return sorted(steps, key=lambda step: (step.state != "now", step.whose != "you", step.by or date.max))


def _step(application: Application) -> Step:
    line, vacancy = LINES[application.status], application.vacancy
    by, whose, note = _by(application), line.whose, line.note
    slot = getattr(application, "slot", None)
    if application.status == Status.STARTED and not is_open(vacancy):
        closed = dates.day(vacancy.closes_at)
        return _made(application, line, "not_this_time", "", None, f"This job closed on {closed}. Your words are kept.")
    if application.status == Status.TO_MEET and slot:
        whose, note = "shared", f"{dates.day(slot.starts_at)} at {dates.time(slot.starts_at)}."
        by = timezone.localtime(slot.starts_at).date()
    if application.status == Status.CHECKS:
        whose, by, note = _whose_check(application.checks.all()) or (whose, by, note)
    return _made(application, line, line.state, whose, by, note)


def _whose_check(checks: Iterable[Check]) -> tuple[str, date | None, str] | None:
    """The candidate's turn, where any check waits for them; by the first of its days. None: others have them all."""
    mine = [check for check in checks if check.status == Check.Status.CANDIDATE]
    if not mine:
        return None
    days = [check.turn_since + timedelta(days=check.expected_days) for check in mine if check.turn_since]
    return "you", min(days, default=None), f"Waiting for you: {', '.join(check.kind.name for check in mine)}."


def _made(application: Application, line: _Line, state: str, whose: str, by: date | None, note: str) -> Step:
    late = whose == "us" and by is not None and by < clock.today()
    recruiter = application.vacancy.recruiter
    return Step(
        key=f"application-{application.pk}",
        title=f"{line.title}: {application.vacancy.title}",
        state=state,
        whose=whose,
        who=recruiter.name if recruiter and whose == "us" else "",
        by=by,
        note=note,
        url=(url_or_none(line.page, application.pk) if line.page else None)
        or reverse("recruitment:application", args=[application.pk]),
        late=late,
        order=ORDER,
    )


def _by(application: Application) -> date | None:
    """The day we or they said."""
    vacancy = application.vacancy
    if application.status == Status.STARTED and vacancy.closes_at:
        return timezone.localtime(vacancy.closes_at).date()
    if application.status == Status.OFFERED and application.offer_by:
        return timezone.localtime(application.offer_by).date()
    days: dict[str, date | None] = {
        Status.SENT: vacancy.hear_by,
        Status.TO_MEET: vacancy.interviews_from,
        Status.MET: vacancy.hear_by,
        Status.RESERVE: application.reserve_until,
        Status.READY: vacancy.starts_around,
    }
    return days.get(application.status)
