"""What is said of an answer: an offer, the reserve list, not this time; and to us, when an offer waits too long."""

from django.urls import reverse

from alongside.candidates import commands as candidates
from alongside.core.commands import Act
from alongside.recruitment.models import Application
from alongside.recruitment.notices.interviews import tell_recruiter
from alongside.ui import dates

STANDS = "What you have shown stays yours: you can apply for any other job, and we tell you of new ones if you like."


def tell_offer(act: Act, application: Application) -> None:
    words = f"We would like you to have this job: {application.vacancy.title}. Tell us by {_by(application)}."
    _say(act, application, f"{words} You can say no, and we do not ask why.", "offer", subject="We have decided")


def tell_more_time(act: Act, application: Application) -> None:
    _say(act, application, f"You have more time to answer our offer: until {_by(application)}.", f"more:{act.id}")


def tell_accepted(act: Act, application: Application) -> None:
    words = "Thank you for saying yes. Next are the checks that every NHS worker has. You see each one, and whose turn."
    _say(act, application, words, "accepted")
    _us(
        act,
        application,
        "Somebody said yes to an offer",
        "The checks can begin.",
        reverse("recruitment:checks_of", args=[application.pk]),
    )


def tell_said_no(act: Act, application: Application) -> None:
    _say(act, application, f"Thank you for telling us. {STANDS}", "said-no")
    _us(
        act, application, "Somebody said no to an offer", "The place is free for somebody else.", _outcomes(application)
    )


def tell_reserve(act: Act, application: Application) -> None:
    words = (
        f"You could do this job, and there was no place left. You are on the reserve list until {_until(application)}."
    )
    _say(act, application, f"{words}\n\n{application.outcome_words}", "reserve", subject="We have decided")


def tell_not_this_time(act: Act, application: Application) -> None:
    words = f"{application.vacancy.title}: not this time.\n\n{application.outcome_words}\n\n{STANDS}"
    _say(act, application, words, f"not:{act.id}", subject="We have decided")


def tell_place_filled(act: Act, application: Application) -> None:
    """To whoever is on the reserve list when the last place is taken."""
    words = f"The place is taken. You stay on the reserve list until {_until(application)}: jobs change."
    _say(act, application, words, "filled")


def remind_offer(act: Act, application: Application) -> None:
    words = f"We offered you a job. Tell us by {_by(application)}. If you need more time, just say."
    _say(act, application, words, f"remind:{application.offer_by:%Y%m%d}")


def raise_offer(act: Act, application: Application) -> None:
    said = f"{application.vacancy.title}: an offer has had no answer. We said {_by(application)}. Please ring them."
    once = f"offer-late:{application.pk}:{application.offer_by:%Y%m%d}"
    _us(act, application, "An offer has had no answer", said, _outcomes(application), once)


def _say(act: Act, application: Application, words: str, what: str, subject: str = "") -> None:
    candidates.tell_candidate(act, application.candidate, words=words, once=f"{what}:{application.pk}", subject=subject)


def _us(act: Act, application: Application, subject: str, text: str, path: str, once: str = "") -> None:
    tell_recruiter(act, application.vacancy, subject=subject, text=text, path=path, once=once)


def _outcomes(application: Application) -> str:
    return reverse("recruitment:outcomes", args=[application.vacancy_id])


def _by(application: Application) -> str:
    return dates.day(application.offer_by)


def _until(application: Application) -> str:
    return dates.day(application.reserve_until)
