"""Who may see and do what with people and requests."""

from django.db.models import Q, QuerySet

from alongside.accounts.roles import COORDINATOR, LEAD, PEER_WORKER, PERSON, REFERRER
from alongside.core.actors import ANYONE, PROCESS, Actor, Reach
from alongside.core.policies import allow
from alongside.referrals.models import Person, Referral


def in_reach(actor: Actor, referral: Referral) -> bool:
    """for the pathway or team they hold the role for, and requests that have no pathway yet"""
    reach = actor.reach(LEAD, COORDINATOR)
    return not referral.pathway_id or reach.covers(pathway=referral.pathway_id, team=referral.host_team_id)


def referred_it(actor: Actor, referral: Referral) -> bool:
    """a request they made themself"""
    return bool(actor.user_id) and referral.referrer_id == actor.user_id


def is_theirs(actor: Actor, referral: Referral) -> bool:
    """their own request"""
    return bool(actor.user_id) and referral.person.user_id == actor.user_id


def walks_with(actor: Actor, referral: Referral) -> bool:
    """a person they are the peer worker of, now"""
    return referral.relationships.exclude(status="ended").filter(worker__user_id=actor.user_id).exists()


may_ask = allow(ANYONE)
may_refer = allow(REFERRER, LEAD, COORDINATOR, PEER_WORKER)
may_triage = allow(LEAD, COORDINATOR, when=in_reach)
may_answer = allow(REFERRER, when=referred_it) | allow(LEAD, COORDINATOR, when=in_reach)
may_write_choice = (
    allow(PERSON, when=is_theirs) | allow(LEAD, COORDINATOR, when=in_reach) | allow(PEER_WORKER, when=walks_with)
)
may_raise_unread = allow(PROCESS)


def _within(reach: Reach) -> Q:
    if reach.everything:
        return Q()
    return Q(pathway=None) | Q(pathway__in=reach.pathways) | Q(host_team__in=reach.teams)


def visible_referrals(actor: Actor) -> QuerySet[Referral]:
    """Lead and coordinators within reach; a peer worker's own people; nobody else opens a request in full."""
    seen = Q(pk=None)
    if actor.has(LEAD, COORDINATOR):
        seen |= _within(actor.reach(LEAD, COORDINATOR))
    if actor.has(PEER_WORKER):
        seen |= Q(relationships__worker__user_id=actor.user_id)
    return Referral.objects.filter(seen).distinct()


def referred_referrals(actor: Actor) -> QuerySet[Referral]:
    """What a referrer asked for: they see the steps, never the content."""
    return Referral.objects.filter(referrer_id=actor.user_id) if actor.has(REFERRER) else Referral.objects.none()


def own_referrals(actor: Actor) -> QuerySet[Referral]:
    """A person's own requests."""
    return Referral.objects.filter(person__user_id=actor.user_id) if actor.has(PERSON) else Referral.objects.none()


def visible_people(actor: Actor) -> QuerySet[Person]:
    """The people behind the requests that the actor may open."""
    return Person.objects.filter(referrals__in=visible_referrals(actor)).distinct()
