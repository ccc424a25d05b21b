"""Whose hands somebody may be in, and whose they come into."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Count, Q

from alongside.accounts.roles import COORDINATOR, LEAD, RECRUITER, ROUTE_LEAD
from alongside.candidates.models import Candidate
from alongside.core import clock


def people_holding(*roles: str) -> list[Any]:
    """The users who hold any of these roles today, by name."""
    today = clock.today()
    found = get_user_model().objects.filter(
        Q(holdings__ends_on=None) | Q(holdings__ends_on__gte=today),
        Q(last_day=None) | Q(last_day__gte=today),
        is_active=True,
        holdings__role__in=roles,
        holdings__starts_on__lte=today,
    )
    return list(found.distinct().order_by("name"))


def owners() -> list[tuple[str, str]]:
    """(id, name) of those who may look after a candidate."""
    return [(user.pk, user.name) for user in people_holding(LEAD, COORDINATOR, RECRUITER)]


def in_charge_choices() -> list[tuple[str, str]]:
    """(id, name) of those who may be in charge of a route."""
    return [(user.pk, user.name) for user in people_holding(LEAD, COORDINATOR, RECRUITER, ROUTE_LEAD)]


def next_owner() -> Any | None:
    """The recruiter with the fewest candidates in hand; nobody where there is no recruiter, and then the lead hears."""
    recruiters = people_holding(RECRUITER)
    in_hand = Candidate.objects.filter(owner__in=recruiters).exclude(status__in=("left", "in_post"))
    held = dict(in_hand.values_list("owner").annotate(n=Count("pk")).values_list("owner", "n"))
    return min(recruiters, key=lambda user: (held.get(user.pk, 0), user.name), default=None)


def user_to_name(id: str) -> Any:  # noqa: A002
    """A member of staff, to put something in their hands. Raises DoesNotExist."""
    return get_user_model().objects.get(pk=id, kind="staff", is_active=True)
