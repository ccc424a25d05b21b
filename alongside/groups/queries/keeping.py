"""Who is kept apart from somebody in a group: for solvers, and for the names a list does not show. Never for a page."""

from collections import defaultdict
from collections.abc import Iterable

from alongside.core.actors import Actor
from alongside.groups.models import GroupDate, Membership
from alongside.referrals import queries as referrals
from alongside.support.queries import apart as support

LIVE = (Membership.Status.ASKED, Membership.Status.WAITING, Membership.Status.JOINED)


def apart_from_dates(date_ids: Iterable[str]) -> dict[str, frozenset[str]]:
    """The workers (ids) kept apart from somebody who is in the group of each of these dates, by date id. Five SQL
    queries, whatever is declared; one for groups that nobody is in, and none for no date."""
    dates = list(date_ids)
    there: dict[str, set[str]] = defaultdict(set)
    rows = GroupDate.objects.filter(pk__in=dates, group__members__status__in=LIVE)
    for date, person in rows.values_list("pk", "group__members__person"):
        there[date].add(person)
    apart = support.apart_from_people(set().union(*there.values())) if there else {}
    return {date: frozenset(w for w, people in apart.items() if people & there[date]) for date in dates}


def hidden_from(actor: Actor, person_ids: Iterable[str]) -> frozenset[str]:
    """Whose names a register does not show this actor, as a worker kept apart from them, or because their record is
    sealed: they are counted without a name. Six SQL queries at most, whatever is declared; two for who is no worker."""
    ids = list(person_ids)
    return support.hidden_from(actor, ids) | referrals.sealed_among(actor, ids)
