"""Who may see what people answered and what did not reach them, and whose calendar is whose."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from alongside.accounts.roles import COORDINATOR, LEAD, PEER_WORKER, PERSON
from alongside.core.actors import PROCESS, Actor
from alongside.core.policies import allow
from alongside.referrals.policies import visible_people
from alongside.support.models import Feed


def known_people(actor: Actor, ids: Iterable[str | None]) -> list[Any]:
    """Of these people, those the actor walks with now or looks after. One query."""
    return list(visible_people(actor).filter(pk__in=[pk for pk in ids if pk]))


def sees_strangers(actor: Actor) -> bool:
    """Whether what comes from nobody we know is the actor's to see."""
    return actor.has(LEAD, COORDINATOR)


def sees_staff_messages(actor: Actor) -> bool:
    """Whether what did not reach staff or those who referred is the actor's to see."""
    return actor.reach(LEAD, COORDINATOR).everything


def is_whose_reply(actor: Actor, reply: Any) -> bool:
    """an answer of a person they walk with or look after, or from a number nobody knows"""
    return bool(known_people(actor, [reply.person_id])) if reply.person_id else sees_strangers(actor)


def is_whose_message(actor: Actor, notice: Any) -> bool:
    """a message to a person they walk with or look after"""
    return bool(known_people(actor, [notice.about_id])) if notice.about_id else sees_staff_messages(actor)


def is_their_feed(actor: Actor, feed: Any) -> bool:
    """their own calendar"""
    return bool(actor.user_id) and feed.user_id == actor.user_id


may_remind = allow(PROCESS)
may_receive = allow(PROCESS)
may_see_messages = allow(PEER_WORKER, LEAD, COORDINATOR)
may_see_reply = allow(PEER_WORKER, LEAD, COORDINATOR, when=is_whose_reply)
may_see_failure = allow(PEER_WORKER, LEAD, COORDINATOR, when=is_whose_message)
may_have_feed = allow(PEER_WORKER, PERSON)
may_end_feed = allow(PEER_WORKER, PERSON, when=is_their_feed)


def own_feeds(actor: Actor) -> QuerySet[Feed]:
    """The actor's own calendar, while it is open."""
    return Feed.objects.filter(user=actor.user_id, ended_at=None) if may_have_feed(actor) else Feed.objects.none()
