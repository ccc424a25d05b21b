"""Contacts and meetings of the whole service, counted. Weeks that are long over are counted once an hour."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from hashlib import sha256

from django.core.cache import cache
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from alongside.core import clock
from alongside.core.actors import Actor
from alongside.support import policies
from alongside.support.models import ATTENDED, Contact, Meeting
from alongside.support.queries.due import owed_by, unseen

WEEKS = 13
KEPT = 3600  # seconds


@dataclass(frozen=True)
class WeekOfContacts:
    """Monday to Sunday: contacts that took place, and those that did not."""

    monday: date
    met: int
    not_met: int


def reached_contacts(actor: Actor, pathway: str = "") -> QuerySet[Contact]:
    """Contacts that count, in the reach of a lead or coordinator; of one pathway (its id) or of all."""
    found = Contact.objects.filter(policies.within_reach(actor, "relationship__"), is_current=True)
    found = found.filter(relationship__isnull=False)
    return found.filter(relationship__referral__pathway=pathway) if pathway else found


def contacts_in_week(actor: Actor, monday: date, pathway: str = "") -> QuerySet[Contact]:
    """Those that took place, Monday to Sunday; the newest first."""
    found = _in_week(reached_contacts(actor, pathway), monday)
    return found.filter(attendance__in=ATTENDED).order_by("-starts_at", "pk")


def not_copied(actor: Actor, pathway: str = "") -> QuerySet[Contact]:
    """Those that nobody has ticked as copied, the oldest first. Contacts made in groups are among them: they belong to
    a request and to no relationship, and the trust's record is told of them too."""
    found = Contact.objects.filter(policies.within_reach(actor), is_current=True, copied_at=None)
    found = found.filter(referral__pathway=pathway) if pathway else found
    return found.order_by("starts_at", "pk")


def unseen_words(actor: Actor, pathway: str = "") -> QuerySet[Contact]:
    """Those with words that the person has not seen yet."""
    return unseen(reached_contacts(actor, pathway))


def unseen_of(relationships: Iterable[str]) -> QuerySet[Contact]:
    """The same of these relationships (ids)."""
    return unseen(Contact.objects.filter(relationship__in=list(relationships)))


def meetings_owed(actor: Actor, pathway: str = "") -> QuerySet[Meeting]:
    """Meetings that are over with nothing recorded, in the reach of a lead or coordinator."""
    found = Meeting.objects.filter(policies.within_reach(actor, "relationship__"))
    return owed_by(found.filter(relationship__referral__pathway=pathway) if pathway else found)


def last_monday() -> date:
    """The first day of the last whole week."""
    return clock.today() - timedelta(days=clock.today().weekday() + 7)


def weeks_of_contacts(actor: Actor, pathway: str = "") -> tuple[WeekOfContacts, ...]:
    """The last 13 whole weeks, the oldest first. The last is counted now; those before it hardly change any more, and
    are counted once an hour."""
    found = reached_contacts(actor, pathway).filter(policies.unsealed("referral__person")).order_by()  # kept for all
    last = last_monday()
    mondays = [last - timedelta(weeks=ago) for ago in range(WEEKS - 1, 0, -1)]
    places = actor.reach(*policies.PLANNERS)
    where = "-".join(["all" if places.everything else "", *sorted(places.pathways | places.teams), "of", pathway])
    name = f"weeks-{last}-{sha256(where.encode()).hexdigest()}"
    before: tuple[WeekOfContacts, ...] = cache.get_or_set(name, lambda: tuple(_counted(found, mondays)), KEPT) or ()
    return (*before, *_counted(found, [last]))


def _counted(found: QuerySet[Contact], mondays: Iterable[date]) -> Iterable[WeekOfContacts]:
    for monday in mondays:
        # COUNT of the attendance, not of the id: it stands in the index, and the table is left alone.
        met = Count("attendance", filter=Q(attendance__in=ATTENDED))
        n = _in_week(found, monday).aggregate(every=Count("attendance"), met=met)
        yield WeekOfContacts(monday, n["met"], n["every"] - n["met"])


def _in_week(found: QuerySet[Contact], monday: date) -> QuerySet[Contact]:
    return found.filter(starts_at__gte=_midnight(monday), starts_at__lt=_midnight(monday + timedelta(days=7)))


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
