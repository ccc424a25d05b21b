"""A private calendar: made, replaced and taken back by its owner alone."""

from django.db import IntegrityError, transaction

from alongside.core.commands import Act, command
from alongside.core.errors import Refused
from alongside.support import policies
from alongside.support.models import Feed
from alongside.support.queries.feeds import digest_of


@command("feed.made", "made a private calendar", allow=policies.may_have_feed)
def make_feed(act: Act, *, token: str) -> Feed:
    """A new address, which only its owner ever sees. The one before it says nothing from this moment."""
    for old in policies.own_feeds(act.actor).select_for_update():
        end_feed(act, old)
    try:
        with transaction.atomic():
            return Feed.objects.create(user_id=act.actor.user_id, digest=digest_of(token), made_at=act.at)
    except IntegrityError:
        raise Refused("A calendar was made a moment ago. Look at the page again.") from None


@command("feed.ended", "took back a private calendar", allow=policies.may_end_feed)
def end_feed(act: Act, feed: Feed) -> Feed:
    if feed.ended_at:
        raise Refused("This calendar has been taken back already.")
    feed.ended_at = act.at
    feed.save()
    return feed
