"""Questions about private calendars: whether one is open, and what stands in it."""

import hashlib
import hmac
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from functools import cache

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils.module_loading import autodiscover_modules

from alongside.accounts.queries import actor_for
from alongside.core import clock
from alongside.core.actors import Actor
from alongside.core.errors import NotAllowed
from alongside.formats import ical
from alongside.support import policies
from alongside.support.models import Feed, Meeting, Relationship
from alongside.support.queries.meetings import event_of

BACK, AHEAD = timedelta(days=30), timedelta(days=90)
NAME = "Appointments"  # on a shared screen it says nothing more

Events = Callable[[Actor, datetime, datetime], Iterable[ical.Event]]
OTHERS: list[Events] = []


def events_from(read: Events) -> Events:
    """Say how a slice reads what it has for somebody's calendar, between two moments: `read(actor, first, last)`.

    Only what is the actor's own and still stands; words without a name or anything clinical. A constant number of
    queries, none for whoever has nothing there.
    """
    OTHERS.append(read)
    return read


@cache
def _others() -> list[Events]:
    """Every slice's, whichever of them were asked for before."""
    autodiscover_modules("queries")
    return OTHERS


def digest_of(token: str) -> str:
    """What is kept of a calendar's address: enough to know it again, of no use to whoever reads the table."""
    return hashlib.sha256(token.encode()).hexdigest()


def own_feed(actor: Actor) -> Feed | None:
    """The actor's own calendar, while it is open."""
    return policies.own_feeds(actor).first()


def calendar_page(actor: Actor) -> tuple[Feed | None, bool]:
    """(the actor's own calendar, whether they are staff). NotAllowed for whoever has no meetings of their own."""
    if not policies.may_have_feed(actor):
        raise NotAllowed("have a calendar")
    return own_feed(actor), policies.may_walk(actor)


def is_of(feed: Feed | None, token: str) -> bool:
    """Whether this token opens this calendar."""
    return feed is not None and hmac.compare_digest(feed.digest, digest_of(token))


def calendar_feed(token: str) -> bytes:
    """The calendar with this token, as it stands now: a month back and three ahead. DoesNotExist when it has been taken
    back, was never made, or its owner may no longer sign in.

    Only what happens or happened is in it: what was cancelled is gone at once. Four queries and the owner's roles, and
    what the slices need that hold more for them (`events_from`).
    """
    feed = Feed.objects.select_related("user").get(digest=digest_of(token), ended_at=None)
    actor = actor_for(feed.user)
    if not is_of(feed, token) or not policies.may_have_feed(actor):
        raise Feed.DoesNotExist
    theirs = Q(relationship__in=policies.walked_relationships(actor).filter(referral__person__died_on=None))
    theirs |= Q(relationship__in=policies.own_relationships(actor))
    now, today = clock.now(), clock.today()
    found = Meeting.objects.filter(theirs, starts_at__gte=now - BACK, starts_at__lt=now + AHEAD)
    found = found.exclude(status=Meeting.Status.CANCELLED)
    found = found.exclude(status=Meeting.Status.PLANNED, relationship__status=Relationship.Status.ENDED)
    events = [event_of(meeting, _page(actor, meeting)) for meeting in found.order_by("starts_at", "pk")]
    for read in _others():
        events += read(actor, now - BACK, now + AHEAD)
    events.sort(key=lambda event: (event.starts_at, event.uid))
    return ical.feed(events, name=NAME, written_at=feed.made_at, first=today - BACK, last=today + AHEAD)


def _page(actor: Actor, meeting: Meeting) -> str:
    """Where to read more, which asks for sign-in: for staff, whose meetings are with several people."""
    if not policies.may_walk(actor):
        return ""
    return f"{settings.PUBLIC_ADDRESS}{reverse('support:relationship', args=[meeting.relationship_id])}"
