"""Questions about private calendars: whether one is open, and what stands in it."""

import hashlib
import hmac
from datetime import timedelta

from django.conf import settings
from django.db.models import Q
from django.urls import reverse

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

    Only what happens or happened is in it: what was cancelled is gone at once. Four queries and the owner's roles.
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
    return ical.feed(events, name=NAME, written_at=feed.made_at, first=today - BACK, last=today + AHEAD)


def _page(actor: Actor, meeting: Meeting) -> str:
    """Where to read more, which asks for sign-in: for staff, whose meetings are with several people."""
    if not policies.may_walk(actor):
        return ""
    return f"{settings.PUBLIC_ADDRESS}{reverse('support:relationship', args=[meeting.relationship_id])}"
