"""What a vacancy says to whoever asked: that it is open, that it closed, that it will not be."""

from django.conf import settings
from django.urls import reverse

from alongside.candidates import queries as candidates
from alongside.candidates.commands import tell_candidate
from alongside.core import notices
from alongside.core.commands import Act
from alongside.recruitment.models import Application, Vacancy
from alongside.recruitment.notices.applications import ask_to_read
from alongside.ui import dates


def address_of(vacancy: Vacancy) -> str:
    """Its public page, in full."""
    return settings.PUBLIC_ADDRESS + reverse("recruitment:job", args=[vacancy.pk])


def tell_pool(act: Act, vacancy: Vacancy) -> None:
    """Candidates who said "tell me of vacancies": on their own page, once."""
    words = f"There is a new job: {vacancy.title}. Apply by {_by(vacancy)}. Read about it here: {address_of(vacancy)}"
    for candidate in candidates.candidates_to_alert():
        tell_candidate(act, candidate, words=words, once=f"vacancy:{vacancy.pk}", subject="A new job is open")


def tell_addresses(act: Act, vacancy: Vacancy) -> None:
    """Visitors who asked for jobs by email: once, with the one press that stops it."""
    for row in candidates.alert_addresses("jobs"):
        text = (
            f"{vacancy.title}\nApply by {_by(vacancy)}.\n\n{address_of(vacancy)}\n\n"
            f"You asked us to tell you of jobs. To stop, one press:\n{row.stop_url}\n"
        )
        notices.write(act, to=row.email, subject="A new job is open", text=text, once=f"job:{vacancy.pk}:{row.id}")


def tell_closed(act: Act, vacancy: Vacancy) -> None:
    """Those who shortlist are told that reading can begin."""
    for member in vacancy.panel.filter(shortlists=True, settles=False, ended_at=None).select_related("user"):
        ask_to_read(act, member.user, vacancy)


def tell_withdrawn(act: Act, application: Application, because: str) -> None:
    """Everyone who applied or began hears that the job will not be, and that it is not about them."""
    words = (
        f"We are sorry: this job will not go ahead: {application.vacancy.title}. {because.rstrip('.')}. "
        "It is not because of anything you wrote. What you have shown still counts for every other job."
    )
    tell_candidate(act, application.candidate, words=words, once=f"withdrawn:{application.pk}", subject="News of a job")


def _by(vacancy: Vacancy) -> str:
    return dates.day(vacancy.closes_at)
