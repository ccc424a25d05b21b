"""A job as schema.org's JobPosting, for search engines."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from alongside.accounts.queries import current_service
from alongside.recruitment.models import Vacancy
from alongside.recruitment.queries.jobs import JobPage
from alongside.recruitment.queries.pay import FULL_TIME, hours_words, share

EMPLOYMENT = {Vacancy.Contract.FIXED: "TEMPORARY", Vacancy.Contract.BANK: "PER_DIEM"}  # the words Google reads


def job_posting(page: JobPage) -> dict[str, Any]:
    """The job as schema.org's JobPosting, for search engines; only of one that is open to everyone."""
    vacancy, service = page.vacancy, current_service()
    assert service is not None
    assert vacancy.closes_at is not None
    site = vacancy.site or (vacancy.team.site if vacancy.team else None)
    place = {"addressLocality": site.area, **({"streetAddress": site.address} if site.address else {})} if site else {}
    address = {"@type": "PostalAddress", **place, "addressCountry": "GB"}
    said = "".join(f"<li>{line}</li>" for line in map(escaped, vacancy.would_do))
    full_time = vacancy.hours >= FULL_TIME
    return {
        "@context": "https://schema.org/",
        "@type": "JobPosting",
        "title": vacancy.title,
        "description": f"<p>{escaped(vacancy.lede)}</p><ul>{said}</ul>",
        "identifier": {
            "@type": "PropertyValue",
            "name": service.organisation_name,
            "value": vacancy.reference or vacancy.pk,
        },
        "datePosted": timezone.localdate(vacancy.opened_at).isoformat(),
        "validThrough": timezone.localtime(vacancy.closes_at).isoformat(),
        "employmentType": [
            EMPLOYMENT.get(Vacancy.Contract(vacancy.contract), "FULL_TIME" if full_time else "PART_TIME")
        ],
        "hiringOrganization": {
            "@type": "Organization",
            "name": service.organisation_name,
            "sameAs": settings.PUBLIC_ADDRESS,
        },
        "jobLocation": {"@type": "Place", "name": page.place, "address": address},
        "baseSalary": {
            "@type": "MonetaryAmount",
            "currency": "GBP",
            "value": {
                "@type": "QuantitativeValue",
                "minValue": share(vacancy.salary_from, vacancy.hours),
                "maxValue": share(vacancy.salary_to, vacancy.hours),
                "unitText": "YEAR",
            },
        },
        "workHours": f"{hours_words(vacancy.hours)} hours a week",
        "directApply": not vacancy.apply_link,
        "url": settings.PUBLIC_ADDRESS + reverse("recruitment:job", args=[vacancy.pk]),
    }


def escaped(words: str) -> str:
    """Words as HTML, which is what schema.org's description holds."""
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
