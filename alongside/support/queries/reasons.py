"""What walking together says of why somebody opened a record. Asked of the log of records opened."""

from collections.abc import Collection, Iterator
from datetime import timedelta

from alongside.core.openings import Reason
from alongside.support.models import Handover, Relationship, Told

AFTERWARDS = timedelta(days=28)  # what is still to be written when a walk is over


def reasons_of_walking(users: Collection[str], people: Collection[str]) -> Iterator[Reason]:
    """They walk with the person, or were asked to take up the walk. Two SQL queries."""
    walks = Relationship.objects.filter(worker__user__in=users, referral__person__in=people)
    for user, person, since, ended in walks.values_list(
        "worker__user", "referral__person", "introduced_at", "ended_at"
    ):
        yield Reason(user, person, since, ended and ended + AFTERWARDS)
    handed = Handover.objects.filter(to_worker__user__in=users, relationship__referral__person__in=people)
    for user, person, since, closed in handed.values_list(
        "to_worker__user", "relationship__referral__person", "asked_at", "closed_at"
    ):
        yield Reason(user, person, since, closed)


def reasons_of_worries(users: Collection[str], people: Collection[str]) -> Iterator[Reason]:
    """Somebody told them that they were worried about the person. One SQL query."""
    told = Told.objects.filter(user__in=users, concern__relationship__referral__person__in=people)
    for user, person, since, closed in told.values_list(
        "user", "concern__relationship__referral__person", "told_at", "concern__closed_at"
    ):
        yield Reason(user, person, since, closed)


def walks_of(people: Collection[str]) -> dict[str, str]:
    """The person (id) of each relationship (id). One SQL query."""
    return dict(Relationship.objects.filter(referral__person__in=people).values_list("pk", "referral__person"))
