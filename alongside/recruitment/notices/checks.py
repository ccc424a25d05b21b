"""What is said of employment checks: whose turn and what is done, never what a check is about to say or said."""

from datetime import datetime

from django.urls import reverse

from alongside.candidates import commands as candidates
from alongside.core.commands import Act
from alongside.recruitment.models import Application, Check, Referee
from alongside.recruitment.notices.interviews import tell_recruiter
from alongside.ui import dates


def tell_turn(act: Act, check: Check) -> None:
    """Whose turn it is now, in the candidate's words."""
    words = {
        Check.Status.CANDIDATE: f"{check.kind.name}: it is your turn. {check.kind.candidate_does}",
        Check.Status.US: f"{check.kind.name}: it is our turn now. There is nothing you need to do.",
        Check.Status.OTHERS: f"{check.kind.name}: this is with {check.with_whom} now. "
        f"It usually takes about {check.expected_days} days.",
    }[Check.Status(check.status)]
    _say(act, check.application, words.strip(), f"turn:{act.id}")


def tell_check_done(act: Act, check: Check) -> None:
    """One is done, and which ones are now theirs to do."""
    is_done = "is done" if check.status == Check.Status.CLEAR else "is not needed for this job"
    theirs = check.application.checks.filter(status=Check.Status.CANDIDATE).values_list("kind__name", flat=True)
    next_one = f" Your turn: {', '.join(theirs)}." if theirs else " There is nothing you need to do just now."
    _say(act, check.application, f"{check.kind.name} {is_done}.{next_one}", f"done:{act.id}")


def tell_all_clear(act: Act, application: Application) -> None:
    words = "All your checks are done. We are so glad. Next we agree your first day with you."
    _say(act, application, words, f"clear:{act.id}", subject="Your checks are done")


def tell_talk(act: Act, check: Check) -> None:
    """That somebody would like to talk, and nothing of what about."""
    words = f"{act.actor.name.split(' ')[0]} would like to talk with you. They will ring you, or you can ring them."
    _say(act, check.application, words, f"talk:{act.id}")


def tell_reopened(act: Act, check: Check) -> None:
    words = f"{check.kind.name}: we said that this was done, and we were wrong. We are sorry. It is our turn."
    _say(act, check.application, words, f"again:{act.id}")


def tell_news(act: Act, application: Application, words: str) -> None:
    _say(act, application, words, f"news:{act.id}", subject="How your checks stand")


def tell_done_by_candidate(act: Act, check: Check) -> None:
    _us(act, check, "A candidate did their part of a check", f"{check.kind.name}: it is our turn.")


def tell_help_asked(act: Act, check: Check) -> None:
    _say(
        act,
        check.application,
        f"{check.kind.name}: thank you for asking. We will help you find another way. There is nothing you need to do.",
        f"help:{act.id}",
    )
    _us(act, check, "A candidate asks for help with a check", f"{check.kind.name}: find another way with them.")


def tell_referee_changed(act: Act, referee: Referee) -> None:
    url = reverse("recruitment:checks_of", args=[referee.application_id])
    text = "A candidate chose somebody else to speak for them. Please do not ask the first person again."
    tell_recruiter(act, referee.application.vacancy, subject="A different referee", text=text, path=url)


def raise_stuck(act: Act, check: Check) -> None:
    since = dates.day(check.turn_since)
    whose = {"candidate": "the candidate", "others": check.with_whom}.get(check.status, "us")
    said = f"{check.kind.name}: with {whose} since {since}, and {check.expected_days} days are usual."
    _us(act, check, "A check is late", said, once=f"stuck:{check.pk}:{check.turn_since}:{check.status}")


def raise_silence(act: Act, application: Application, last: datetime | None) -> None:
    """`last` is when they last heard: once for each silence."""
    text = f"Somebody whose checks go on has heard nothing since {dates.day(last)}. Tell them today, even with no news."
    tell_recruiter(
        act,
        application.vacancy,
        subject="Somebody is waiting to hear",
        text=text,
        path=reverse("recruitment:tell_news", args=[application.pk]),
        once=f"silence:{application.pk}:{act.id}",
    )


def _say(act: Act, application: Application, words: str, once: str, subject: str = "") -> None:
    candidates.tell_candidate(act, application.candidate, words=words, once=once, subject=subject)


def _us(act: Act, check: Check, subject: str, text: str, once: str = "") -> None:
    path = reverse("recruitment:check", args=[check.pk])
    tell_recruiter(act, check.application.vacancy, subject=subject, text=text, path=path, once=once)
