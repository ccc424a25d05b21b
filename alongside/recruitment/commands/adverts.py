"""Adverts of ours on NHS Jobs, brought in as they stand in its feed: what is there, and what is no longer."""

from collections.abc import Sequence
from dataclasses import asdict

from alongside.accounts.models import Service
from alongside.core.commands import Act, command
from alongside.formats.nhs_jobs import Advert
from alongside.recruitment.models import JobAdvert
from alongside.recruitment.policies import vacancies as policies


@command("adverts.brought_in", "read our adverts on NHS Jobs", allow=policies.may_bring_in_adverts)
def bring_in_adverts(act: Act, service: Service, *, adverts: Sequence[Advert]) -> Service:
    """`adverts` is all of them, from a reading that came to its end: those not among them are gone."""
    for advert in adverts:
        told = asdict(advert)
        JobAdvert.objects.update_or_create(
            external_id=told.pop("external_id"), defaults={**told, "seen_at": act.at, "gone_at": None}
        )
    JobAdvert.objects.filter(gone_at=None, seen_at__lt=act.at).update(gone_at=act.at)
    return service
