"""Who may see and do what with people and requests."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from alongside.accounts.models import RoleHolding
from alongside.accounts.roles import COORDINATOR, GOVERNANCE, LEAD, PARTNER, PEER_WORKER, PERSON, REFERRER
from alongside.core import clock
from alongside.core.actors import ANYONE, PROCESS, Actor, Reach
from alongside.core.policies import allow
from alongside.referrals.models import Person, Referral, Seal, SealOpened

TRIAGE = (LEAD, COORDINATOR)
OPENERS = (LEAD, GOVERNANCE)  # each time with a reason, for some hours, and with an alert to the others
COLLEAGUES = (REFERRER, LEAD, COORDINATOR, PEER_WORKER)
WHO_REFER = (*COLLEAGUES, PARTNER)


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
    return person_of(subject).referrals.filter(_within(actor.reach(*TRIAGE)), not_sealed(actor, "person")).exists()


def walks_with_them(actor: Actor, subject: Any) -> bool:
    """a person they are the peer worker of, now"""
    return person_of(subject).referrals.filter(_walked_by(actor)).exists()


def is_them(actor: Actor, subject: Any) -> bool:
    """their own record"""
    return bool(actor.user_id) and person_of(subject).user_id == actor.user_id


def unsealed(person: str) -> Q:
    """A condition on whatever has a person (`person` is the way there), or has none: not sealed."""
    return Q(~Exists(Seal.objects.filter(person=OuterRef(person), ended_at=None)))


def not_sealed(actor: Actor, person: str) -> Q:
    """The same, or opened by this actor and open to them still. It is part of the SQL query that it stands in, so that
    a sealed record takes as many as one that was never there. For what people reach as a worker, see `knowable`."""
    return unsealed(person) | Q(Exists(_opened_now(actor).filter(person=OuterRef(person))))


def knowable(actor: Actor, person: str) -> Q:
    """The same, or of somebody the actor walks with now: they go on as ever."""
    open_now = Referral.objects.filter(_walked_by(actor), person=OuterRef(person))
    return not_sealed(actor, person) | Q(Exists(open_now)) if actor.has(PEER_WORKER) else not_sealed(actor, person)


def _opened_now(actor: Actor) -> QuerySet[SealOpened]:
    return SealOpened.objects.filter(user=actor.user_id, until__gt=clock.now())


def is_sealed(actor: Actor, subject: Any) -> bool:
    """a record that is sealed"""
    return Seal.objects.filter(person=person_of(subject), ended_at=None).exists()


may_look_for_sealed = allow(*OPENERS)
may_open_sealed = allow(*OPENERS, when=is_sealed)
may_ask = allow(ANYONE)
may_refer = allow(*WHO_REFER)
may_triage = allow(*TRIAGE, when=in_reach)
may_answer = allow(*WHO_REFER, when=referred_it) | allow(*TRIAGE, when=asked_in_reach)
may_write_choice = allow(PERSON, when=is_theirs) | allow(*TRIAGE, when=in_reach) | allow(PEER_WORKER, when=walks_with)
may_keep = allow(PERSON, when=is_them) | allow(*TRIAGE, when=knows_them) | allow(PEER_WORKER, when=walks_with_them)
may_seal = may_keep
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
    return Referral.objects.filter(_within(actor.reach(*TRIAGE)), not_sealed(actor, "person"))


def visible_referrals(actor: Actor) -> QuerySet[Referral]:
    """Lead and coordinators within reach; a peer worker's own people, while they walk together; nobody else. Of sealed
    records the peer worker alone, and for some hours whoever of a named role opened one."""
    seen = Q(pk=None)
    if actor.has(*TRIAGE):
        seen |= _within(actor.reach(*TRIAGE)) & not_sealed(actor, "person")
    if actor.has(*OPENERS):
        seen |= Q(Exists(_opened_now(actor).filter(person=OuterRef("person"))))
    if actor.has(PEER_WORKER):
        seen |= Q(pk__in=Referral.objects.filter(_walked_by(actor)).values("pk"))
    return Referral.objects.filter(seen)


def referred_referrals(actor: Actor) -> QuerySet[Referral]:
    """What somebody referred, and for a partner's account what their organisation did: the steps, never the content."""
    if actor.has(PARTNER):
        return _sent_by_partner(actor)
    if not actor.has(*COLLEAGUES):
        return Referral.objects.none()
    return Referral.objects.filter(not_sealed(actor, "person"), referrer_id=actor.user_id)


def partner_holdings(actor: Actor) -> QuerySet[RoleHolding]:
    """For which organisations the actor refers today, the newest first."""
    day = clock.today()
    held = RoleHolding.objects.filter(Q(ends_on=None) | Q(ends_on__gte=day), role=PARTNER, starts_on__lte=day)
    return held.filter(user=actor.user_id).order_by("-starts_on", "-pk")


def _sent_by_partner(actor: Actor) -> QuerySet[Referral]:
    """By those who referred for the actor's organisation when they did: who has left takes nothing with them."""
    theirs = partner_holdings(actor).order_by().values("organisation")
    ever = RoleHolding.objects.filter(role=PARTNER)
    then = ever.filter(user=OuterRef("referrer"), starts_on__lte=OuterRef("received_at__date"))
    sent_for = Subquery(then.order_by("-starts_on", "-pk").values("organisation")[:1])
    by_them = Referral.objects.filter(referrer__in=ever.filter(organisation__in=theirs).values("user"))
    return by_them.annotate(sent_for=sent_for).filter(not_sealed(actor, "person"), sent_for__in=theirs)


def own_referrals(actor: Actor) -> QuerySet[Referral]:
    """A person's own requests."""
    return Referral.objects.filter(person__user_id=actor.user_id) if actor.has(PERSON) else Referral.objects.none()


def visible_people(actor: Actor) -> QuerySet[Person]:
    """The people behind the requests that the actor may open."""
    requests = visible_referrals(actor)
    if actor.has(*TRIAGE, *OPENERS):  # nearly everybody's: asked of those who fit, rather than listed first
        return Person.objects.filter(Exists(requests.filter(person=OuterRef("pk"))))
    return Person.objects.filter(pk__in=requests.values("person"))


def sealed_people(actor: Actor) -> QuerySet[Person]:
    """For the named roles to look one up in, by what they know of the person already; never for a list."""
    sealed = Person.objects.filter(Exists(Seal.objects.filter(person=OuterRef("pk"), ended_at=None)))
    return sealed if may_look_for_sealed(actor) else Person.objects.none()


def visible_seal_openings(actor: Actor) -> QuerySet[SealOpened]:
    """Every time a sealed record was opened, for the named roles."""
    return SealOpened.objects.all() if may_look_for_sealed(actor) else SealOpened.objects.none()


def own_seal_openings(actor: Actor) -> QuerySet[SealOpened]:
    """Every time the signed-in person's own sealed record was opened."""
    mine = SealOpened.objects.filter(person__user=actor.user_id)
    return mine if actor.has(PERSON) else mine.none()
