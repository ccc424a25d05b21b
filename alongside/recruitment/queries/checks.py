"""How employment checks stand: the same for the candidate and for us, in the words of each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import F, Max, Q, QuerySet
from django.utils import timezone

from alongside.accounts.queries import current_service
from alongside.core import clock
from alongside.core.actors import Actor
from alongside.core.errors import NotAllowed
from alongside.recruitment import policies
from alongside.recruitment.models import Application, Check, CheckKind, Referee
from alongside.recruitment.queries.interviews import get_own_application
from alongside.ui.words import first_initial

Status = Check.Status
DONE = (Status.CLEAR, Status.NOT_NEEDED)
NEWS_DAYS = 7
SHORT = {
    "identity": "Identity",
    "right_to_work": "Right to work",
    "registration": "Training",
    "references": "References",
    "criminal_record": "DBS",
    "work_health": "Work health",
}
# whose: the colour and the words of a turn, in one vocabulary for both sides
WHOSE = {
    Status.NOT_STARTED: "later",
    Status.CANDIDATE: "candidate",
    Status.US: "us",
    Status.OTHERS: "others",
    Status.TALK: "talk",
    Status.CLEAR: "done",
    Status.NOT_NEEDED: "not_needed",
}


@dataclass(frozen=True)
class CheckRow:
    """One check. `whose`: later | candidate | us | others | talk | done | not_needed. `day` of `usual` days; `late`
    past them. Nothing of what it said."""

    id: str
    code: str
    name: str
    short: str
    about: str
    does: str
    whose: str
    with_whom: str
    day: int
    usual: int
    by: date | None
    late: bool
    done_on: date | None
    news: str
    news_at: datetime | None
    help_asked: bool
    raised: bool

    @property
    def for_us(self) -> str:
        """With whom it is, as staff would say it: "the referees" for "your referees"."""
        return f"the {self.with_whom.removeprefix('your ')}" if self.with_whom.startswith("your ") else self.with_whom

    @property
    def share(self) -> int:
        """How full its bar is, in per cent."""
        return min(100, round(100 * self.day / self.usual)) if self.usual else 100


@dataclass(frozen=True)
class MyChecks:
    """The candidate's page. `finish_by` is when we expect all to be done."""

    application: Application
    mine: list[CheckRow]
    ours: list[CheckRow]
    others: list[CheckRow]
    talks: list[CheckRow]
    later: list[CheckRow]
    done: list[CheckRow]
    all: list[CheckRow]
    finish_by: date | None
    first_day: date | None
    referees: list[Referee]
    who: str
    who_phone: str
    news_days: int


@dataclass(frozen=True)
class CheckPage:
    application: Application
    name: str
    first_name: str
    check: CheckRow
    row: Check
    evidence: list[str]
    referees: list[Referee]


def news_days() -> int:
    service = current_service()
    return service.check_news_days if service else NEWS_DAYS


def check_row(check: Check) -> CheckRow:
    """A check as both sides see it, today."""
    whose = WHOSE[Status(check.status)]
    waits = whose in ("candidate", "us", "others", "talk") and check.turn_since is not None
    day = max(1, (clock.today() - check.turn_since).days) if waits and check.turn_since else 0
    by = check.turn_since + timedelta(days=check.expected_days) if waits and check.turn_since else None
    return CheckRow(
        check.pk,
        check.kind.code,
        check.kind.name,
        SHORT.get(check.kind.code, check.kind.name),
        check.kind.about,
        check.kind.candidate_does,
        whose,
        check.with_whom,
        day,
        check.expected_days,
        by,
        by is not None and clock.today() > by,
        _date(check.cleared_at) if check.cleared_at else None,
        check.news,
        check.news_at,
        check.help_asked_at is not None,
        check.raised_at is not None,
    )


def my_checks(actor: Actor, application: str) -> MyChecks:
    """The candidate's own. Raises DoesNotExist."""
    found = get_own_application(actor, application)
    rows = [check_row(check) for check in found.checks.select_related("kind")]
    if not rows:
        raise Application.DoesNotExist
    part = {whose: [row for row in rows if row.whose == whose] for whose in set(WHOSE.values())}
    first_day = getattr(found, "first_day", None)
    recruiter = found.vacancy.recruiter
    service = current_service()
    return MyChecks(
        found,
        part["candidate"],
        part["us"],
        part["others"],
        part["talk"],
        part["later"],
        part["done"] + part["not_needed"],
        rows,
        finish_by(rows),
        first_day.starts_on if first_day else None,
        list(found.referees.filter(replaced_at=None).order_by("id")),
        recruiter.name.split(" ")[0] if recruiter else "",
        (recruiter.phone if recruiter else "") or (service.phone if service else ""),
        news_days(),
    )


def finish_by(rows: Iterable[CheckRow]) -> date | None:
    """When all should be done: the last of those under way, and after the first two, the rest."""
    today = clock.today()
    going = [max(row.by, today + timedelta(days=1)) for row in rows if row.by]
    later = [row.usual for row in rows if row.whose == "later"]
    if not going and not later:
        return None
    base = max(going, default=today)
    return base + timedelta(days=max(later)) if later else base


def get_own_check(actor: Actor, check: str) -> Check:
    """A check of the candidate's own. Raises DoesNotExist."""
    found = Check.objects.filter(application__in=policies.own_applications(actor))
    return found.select_related("kind", "application__vacancy__recruiter", "application__candidate").get(pk=check)


def get_own_referee(actor: Actor, referee: str) -> Referee:
    found = Referee.objects.filter(application__in=policies.own_applications(actor))
    return found.select_related("application__candidate", "application__vacancy__recruiter").get(pk=referee)


def get_check(actor: Actor, check: str) -> Check:
    found = policies.visible_checks(actor).select_related(
        "kind", "application__candidate", "application__vacancy__recruiter"
    )
    return found.get(pk=check)


def get_referee(actor: Actor, referee: str) -> Referee:
    found = Referee.objects.filter(application__in=policies.visible_in_checks(actor))
    return found.select_related("application__candidate", "application__vacancy__recruiter").get(pk=referee)


def check_page(actor: Actor, check: str) -> CheckPage:
    """One check, for who keeps it. Raises DoesNotExist."""
    found = get_check(actor, check)
    candidate = found.application.candidate
    referees = list(found.application.referees.order_by("id")) if found.kind.code == "references" else []
    return CheckPage(
        found.application,
        first_initial(candidate.first_name, candidate.last_name),
        candidate.first_name,
        check_row(found),
        found,
        found.kind.evidence,
        referees,
    )


def check_kinds(actor: Actor) -> list[CheckKind]:
    if not policies.may_keep_kinds(actor):
        raise NotAllowed("check kinds")
    return list(CheckKind.objects.all())


def get_check_kind(actor: Actor, code: str) -> CheckKind:
    if not policies.may_keep_kinds(actor):
        raise NotAllowed("check kinds")
    return CheckKind.objects.get(code=code)


def known_kinds() -> set[str]:
    """The codes of the kinds of check there are."""
    return set(CheckKind.objects.values_list("code", flat=True))


def stuck_checks() -> list[Check]:
    """Past their usual days, of which nobody has been told yet."""
    waiting = Check.objects.filter(
        status__in=[Status.CANDIDATE, Status.US, Status.OTHERS, Status.TALK],
        raised_at=None,
        turn_since__isnull=False,
        application__status__in=[Application.Status.CHECKS, Application.Status.READY],
    ).select_related("kind", "application__vacancy__recruiter")
    return [check for check in waiting if check_row(check).late]


def silences(now: datetime) -> QuerySet[Application]:
    """People in checks who last heard a day less than the promised number of days ago, or more, not raised since."""
    long_ago = now - timedelta(days=news_days() - 1)
    found = Application.objects.filter(status__in=[Application.Status.CHECKS, Application.Status.READY])
    quiet = found.annotate(told=Max("checks__news_at")).filter(told__lte=long_ago)
    raised = Q(silence_raised_at=None) | Q(silence_raised_at__lte=F("told"))
    return quiet.filter(raised).select_related("vacancy__recruiter").prefetch_related("checks")


def _date(moment: datetime) -> date:
    return timezone.localdate(moment)
