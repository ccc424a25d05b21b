"""Who wants to be told of jobs and dates."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse

from alongside.candidates.models import Alert, Candidate


@dataclass(frozen=True)
class AlertRow:
    """An address that said yes twice, and where one press stops it."""

    id: str
    email: str
    stop_url: str


def alert_addresses(about: str) -> list[AlertRow]:
    """Visitors' addresses for jobs or training. An address that is a candidate's who hears anyway is left out of jobs.

    For the commands that write to them.
    """
    found = Alert.objects.filter(about=about, status=Alert.Status.ON).order_by("confirmed_at", "pk")
    if about == Alert.About.JOBS:
        found = found.exclude(email__in=_wanting().values("email"))
    return [AlertRow(alert.pk, alert.email, stop_link(alert)) for alert in found]


def candidates_to_alert() -> list[Candidate]:
    """Candidates who said: tell me of vacancies. Nobody who rests, works with us or has stopped."""
    return list(_wanting().select_related("owner").order_by("alerts_since", "pk"))


def stop_link(alert: Alert) -> str:
    """Where one press ends it."""
    return settings.PUBLIC_ADDRESS + reverse("candidates:end_alert", args=[alert.token])


def get_alert(token: str) -> Alert:
    """By the secret in its emails. Raises DoesNotExist."""
    return Alert.objects.get(token=token)


def _wanting() -> QuerySet[Candidate]:
    return Candidate.objects.filter(alerts_since__isnull=False, status__in=("new", "in_touch"))
