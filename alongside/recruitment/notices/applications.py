"""What recruiters and those who read applications are told: that there is something to see, and where."""

from django.conf import settings
from django.urls import reverse

from alongside.accounts.models import User
from alongside.core import notices
from alongside.core.commands import Act
from alongside.recruitment.models import Application, Vacancy


def tell_recruiter(act: Act, vacancy: Vacancy, subject: str, application: Application | None = None) -> None:
    """Whoever keeps the vacancy is told `subject`; no name of anybody, only the number if there is one."""
    which = f", application {application.number}" if application else ""
    _tell(
        act, vacancy.recruiter, subject, f"{vacancy.title}{which}.", reverse("recruitment:shortlist", args=[vacancy.pk])
    )


def ask_to_read(act: Act, user: User, vacancy: Vacancy) -> None:
    """Somebody else stepped aside, or reading begins."""
    by = f" Please finish by {vacancy.shortlisted_by:%-d %B}." if vacancy.shortlisted_by else ""
    _tell(act, user, "Applications to read", f"{vacancy.title}.{by}", reverse("recruitment:my_reading"))


def ask_to_settle(act: Act, user: User, vacancy: Vacancy) -> None:
    _tell(act, user, "Two readers ask you to settle a score", f"{vacancy.title}.", reverse("recruitment:my_reading"))


def _tell(act: Act, user: User | None, subject: str, text: str, page: str) -> None:
    if user:
        notices.write(act, to=user.email, subject=subject, text=f"{text}\n\n{settings.PUBLIC_ADDRESS}{page}\n")
