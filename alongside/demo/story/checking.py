"""The checks of those who said yes to a job, and the first day of those who are through."""

from datetime import date
from typing import Any

from alongside.candidates import commands as candidates
from alongside.core import clock
from alongside.demo.personas import email_of
from alongside.demo.story.days import at, workdays
from alongside.demo.story.joining import Joining
from alongside.demo.story.telling import Life
from alongside.recruitment import commands
from alongside.recruitment.models import Application

FIRST = ("identity", "right_to_work")


def are_checked(joining: Joining, hired: list[Application], *, whole: bool) -> Life:
    """Checks, one after the other: all of them, or some, so that something is with everybody."""
    recruiter, day = joining.telling.actor("recruiter"), clock.today()
    yield at(workdays(day, 2), "09:45")
    for row in hired:
        _are_begun(joining, row, share_out=not whole)
    if not whole:
        yield joining.days.ago(6, "11:20")
        _move_on(recruiter, hired)
        yield joining.days.ago(5, "16:10")
        for row in hired:
            commands.tell_news(recruiter, row, words="One reference came. We asked the other again today.")
        return
    yield at(workdays(day, 12), "10:20")
    for row in hired:
        _are_finished(recruiter, row)
    yield at(workdays(day, 14), "15:00")
    starts = workdays(day, 26)
    for row in hired:
        _plans(joining, row, starts)
    yield at(starts, "09:00")
    for row in hired:
        commands.start_work(joining.telling.actor("lead"), row)


def _are_begun(joining: Joining, application: Application, *, share_out: bool) -> None:
    """The first two are seen, and referees asked. `share_out`: the others are with us, with them, with others."""
    recruiter, own = joining.telling.actor("recruiter"), joining.actor(application.candidate.full_name)
    checks = list(application.checks.select_related("kind"))
    for check in checks:
        if check.kind.code in FIRST:
            _clear(recruiter, check)
    commands.name_referee(own, application, name="Jun Ashdown", knows_how="Garden group", email="jun@example.net")
    commands.name_referee(own, application, name="Bea Locke", knows_how="Tutor on the course", email="bea@example.net")
    for referee in application.referees.all():
        commands.ask_referee(recruiter, referee, asked_on=clock.today())
    rest = [check for check in checks if check.kind.code not in (*FIRST, "references")] if share_out else []
    for place, check in enumerate(rest):
        turn = ("us", "candidate", "others")[place % 3]
        commands.pass_turn(recruiter, check, turn=turn, with_whom=check.kind.others or "the team")


def _move_on(recruiter: Any, hired: list[Application]) -> None:
    """Most are clear by now; the form for the criminal record came back to one with a question, and went on for the
    other. Only the references are late."""
    for place, application in enumerate(hired):
        for check in application.checks.select_related("kind"):
            if check.kind.code in ("registration", "work_health", "driving"):
                _clear(recruiter, check)
            elif check.kind.code == "criminal_record":
                commands.pass_turn(recruiter, check, turn="us")
                turn = "others" if place else "candidate"
                commands.pass_turn(recruiter, check, turn=turn, with_whom=check.kind.others or "the team")


def _are_finished(recruiter: Any, application: Application) -> None:
    for referee in application.referees.all():
        commands.say_reference_came(recruiter, referee, came_on=clock.today())
    for check in application.checks.select_related("kind").exclude(status="clear"):
        _clear(recruiter, check)


def _plans(joining: Joining, application: Application, starts: date) -> None:
    """The first day, and what helps at work agreed before it."""
    telling, recruiter = joining.telling, joining.telling.actor("recruiter")
    first_day = commands.plan_first_day(
        recruiter,
        application,
        starts_on=starts,
        where="The team room, at ten",
        manager=telling.user("team-manager"),
        supervisor=telling.user("lead"),
        work_email=email_of(f"{application.candidate.full_name} work"),
    )
    for asked in application.candidate.adjustments.filter(stage="work", status="asked"):
        candidates.agree_adjustment(recruiter, asked, with_whom=telling.user("lead"), by=starts)
    commands.agree_adjustments(recruiter, first_day)


def _clear(recruiter: Any, check: Any) -> None:
    commands.clear_check(recruiter, check, evidence=check.kind.evidence[0], seen_on=clock.today())
