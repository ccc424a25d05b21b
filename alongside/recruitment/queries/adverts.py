"""Adverts on NHS Jobs: which are shown, and how the last reading of them went."""

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db.models import Q

from alongside.core import clock
from alongside.core.actors import Actor
from alongside.core.models import JobRun
from alongside.recruitment import policies
from alongside.recruitment.models import JobAdvert, Vacancy

READING = "recruitment.jobs.read_nhs_jobs"


@dataclass(frozen=True)
class Reading:
    """How the last reading of NHS Jobs went, for those who keep vacancies. `problem` is empty when it went well."""

    at: datetime
    problem: str
    adverts: int


def adverts_shown() -> list[JobAdvert]:
    """Adverts on NHS Jobs that are still there and not past, without those of a vacancy that is here."""
    today = clock.today()
    found = JobAdvert.objects.filter(Q(closes_on=None) | Q(closes_on__gte=today), gone_at=None)
    known = Vacancy.objects.exclude(status=Vacancy.Status.DRAFT).values_list("reference", "apply_link")
    references = {reference.strip().lower() for reference, _ in known if reference}
    links = {link for _, link in known if link}
    rows = [
        advert
        for advert in found
        if advert.reference.strip().lower() not in references - {""} and advert.url not in links
    ]
    return sorted(rows, key=lambda advert: (advert.closes_on or date.max, advert.title, advert.pk))


def last_reading(actor: Actor) -> Reading | None:
    """How NHS Jobs was last read; None while it is switched off or was never read."""
    if not (settings.NHS_JOBS_ADDRESS and policies.may_see_vacancies(actor)):
        return None
    run = JobRun.objects.filter(name=READING).order_by("-started_at").first()
    return Reading(run.started_at, run.problem, len(adverts_shown())) if run else None
