"""Two lives kept apart: somebody knows whom a colleague walks with, and one record is sealed. Nobody reads why."""

from typing import Any

from alongside.demo.story.telling import Life, Telling
from alongside.referrals import commands as referrals
from alongside.support import commands as support
from alongside.support.models import Relationship


def kept_apart(telling: Telling) -> list[Life]:
    return [knows_somebody(telling), is_sealed(telling)]


def knows_somebody(telling: Telling) -> Life:
    """A peer worker knows somebody whom a colleague walks with, from before."""
    yield telling.days.ago(19, "12:50")
    name, colleague = telling.tale.peers[2].name, telling.tale.peers[7].name
    if person := _person_of(telling, colleague):
        support.say_i_know(telling.actor(name), telling.workers[name], person=person)


def is_sealed(telling: Telling) -> Life:
    """Somebody asked that only the peer worker they walk with opens their record."""
    yield telling.days.ago(14, "15:20")
    if person := _person_of(telling, telling.tale.peers[6].name):
        referrals.seal_record(telling.actor("lead"), person)


def _person_of(telling: Telling, peer: str) -> Any:
    """Whom this peer worker meets, the last by name; None in a story so short that there is nobody."""
    walks = Relationship.objects.filter(worker=telling.workers[peer], status="meeting")
    walk = walks.select_related("referral__person").order_by("-referral__person__search_name").first()
    return walk and walk.referral.person
