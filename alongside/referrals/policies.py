"""Who may see and do what with people and requests."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from alongside.accounts.roles import COORDINATOR, LEAD, PEER_WORKER, PERSON, REFERRER
from alongside.core.actors import ANYONE, PROCESS, Actor, Reach
from alongside.core.policies import allow
from alongside.referrals.models import Person, Referral

TRIAGE = (LEAD, COORDINATOR)
WHO_REFER = (REFERRER, LEAD, COORDINATOR, PEER_WORKER)


def in_reach(actor: Actor, referral: Referral) -> bool:
    """for the pathway or team they hold the role for, and requests that have no pathway yet"""
    reach = actor.reach(*TRIAGE)
    return not referral.pathway_id or reach.covers(pathway=referral.pathway_id, team=referral.host_team_id)


def asked_in_reach(actor: Actor, question: Any) -> bool:
    """a question about a request in the pathway or team they hold the role for"""
    return in_reach(actor, question.referral)


def referred_it(actor: Actor, question: Any) -> bool:
    """a question about a request they made themself"""
    return bool(actor.user_id) and question.referral.referrer_id == actor.user_id


def is_theirs(actor: Actor, referral: Referral) -> bool:
    """their own request"""
    return bool(actor.user_id) and referral.person.user_id == actor.user_id


def walks_with(actor: Actor, referral: Referral) -> bool:
    """a person they are the peer worker of, now"""
    return referral.relationships.exclude(status="ended").filter(worker__user_id=actor.user_id).exists()


def person_of(subject: Any) -> Person:
    """The person that a need, a number, a sharing choice or the record itself is about."""
    return subject if isinstance(subject, Person) else subject.person


def knows_them(actor: Actor, subject: Any) -> bool:
    """a person with a request in the pathway or team they hold the role for"""
    return person_of(subject).referrals.filter(_within(actor.reach(*TRIAGE))).exists()


def walks_with_them(actor: Actor, subject: Any) -> bool:
    """a person they are the peer worker of, now"""
    return person_of(subject).referrals.filter(_walked_by(actor)).exists()


def is_them(actor: Actor, subject: Any) -> bool:
    """their own record"""
    return bool(actor.user_id) and person_of(subject).user_id == actor.user_id


may_ask = allow(ANYONE)
may_refer = allow(*WHO_REFER)
may_triage = allow(*TRIAGE, when=in_reach)
may_answer = allow(*WHO_REFER, when=referred_it) | allow(*TRIAGE, when=asked_in_reach)
may_write_choice = allow(PERSON, when=is_theirs) | allow(*TRIAGE, when=in_reach) | allow(PEER_WORKER, when=walks_with)
may_keep = allow(PERSON, when=is_them) | allow(*TRIAGE, when=knows_them) | allow(PEER_WORKER, when=walks_with_them)
may_ask_again = allow(PERSON, when=is_them) | allow(*TRIAGE, when=knows_them)
may_keep_numbers = allow(*TRIAGE, when=knows_them) | allow(PEER_WORKER, when=walks_with_them)
may_open_account = allow(*TRIAGE, when=knows_them)
may_raise_unread = allow(PROCESS)
may_search = allow(*TRIAGE, PEER_WORKER)
may_list = allow(*TRIAGE)


def _within(reach: Reach) -> Q:
    if reach.everything:
        return ~Q(pk=None)
    return Q(pathway=None) | Q(pathway__in=reach.pathways) | Q(host_team__in=reach.teams)


def _walked_by(actor: Actor) -> Q:
    open_now = ["introduced", "meeting", "on_break"]
    return Q(relationships__worker__user_id=actor.user_id, relationships__status__in=open_now)


def triage_referrals(actor: Actor) -> QuerySet[Referral]:
    """Requests that the lead and coordinators read, within reach."""
    if not actor.has(*TRIAGE):
        return Referral.objects.none()
    return Referral.objects.filter(_within(actor.reach(*TRIAGE)))


def visible_referrals(actor: Actor) -> QuerySet[Referral]:
    """Lead and coordinators within reach; a peer worker's own people, while they walk together; nobody else."""
    seen = Q(pk=None)
    if actor.has(*TRIAGE):
        seen |= _within(actor.reach(*TRIAGE))
    if actor.has(PEER_WORKER):
        seen |= Q(pk__in=Referral.objects.filter(_walked_by(actor)).values("pk"))
    return Referral.objects.filter(seen)


def referred_referrals(actor: Actor) -> QuerySet[Referral]:
    """What somebody referred: they see the steps, never the content."""
    if not actor.has(*WHO_REFER):
        return Referral.objects.none()
    return Referral.objects.filter(referrer_id=actor.user_id)


def own_referrals(actor: Actor) -> QuerySet[Referral]:
    """A person's own requests."""
    return Referral.objects.filter(person__user_id=actor.user_id) if actor.has(PERSON) else Referral.objects.none()


def visible_people(actor: Actor) -> QuerySet[Person]:
    """The people behind the requests that the actor may open."""
    requests = visible_referrals(actor)
    if actor.has(*TRIAGE):  # nearly everybody's: asked of those who fit, rather than listed first
        return Person.objects.filter(Exists(requests.filter(person=OuterRef("pk"))))
    return Person.objects.filter(pk__in=requests.values("person"))
