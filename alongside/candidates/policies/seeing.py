"""Who may see which candidates, and whose own a row is."""

from typing import Any

from django.db.models import Q, QuerySet

from alongside.accounts.roles import CANDIDATE, COORDINATOR, LEAD, RECRUITER, ROUTE_LEAD, TRAINER
from alongside.candidates.models import Candidate, Route
from alongside.core.actors import Actor

EVERYONE = (LEAD, COORDINATOR, RECRUITER)  # these see every candidate
STAFF = (*EVERYONE, TRAINER, ROUTE_LEAD)


def visible_candidates(actor: Actor) -> QuerySet[Candidate]:
    """Everyone, for the lead, coordinators and recruiters; trainers see those they train or who claim; whoever
    arranges routes, those on a route they are in charge of."""
    if actor.has(*EVERYONE):
        return Candidate.objects.all()
    seen = Q(pk=None)
    if actor.has(TRAINER) and actor.user_id:
        seen |= Q(pk__in=Candidate.objects.filter(places__cohort__trainers__user_id=actor.user_id).values("pk"))
        seen |= Q(pk__in=Candidate.objects.filter(claims__isnull=False).values("pk"))
    if actor.has(ROUTE_LEAD) and actor.user_id:
        seen |= Q(pk__in=Candidate.objects.filter(routes__in_charge=actor.user_id).values("pk"))
    return Candidate.objects.filter(seen)


def visible_routes(actor: Actor) -> QuerySet[Route]:
    """Every route for the lead, coordinators and recruiters; their own for whoever is in charge of one."""
    if actor.has(*EVERYONE):
        return Route.objects.all()
    if actor.has(ROUTE_LEAD) and actor.user_id:
        return Route.objects.filter(in_charge=actor.user_id)
    return Route.objects.none()


def own_candidate(actor: Actor) -> QuerySet[Candidate]:
    """The signed-in candidate's own record: one row, or none."""
    if actor.has(CANDIDATE) and actor.user_id:
        return Candidate.objects.filter(user=actor.user_id)
    return Candidate.objects.none()


def candidate_of(subject: Any) -> Candidate:
    """The candidate that a message, an adjustment, a route or a qualification is about."""
    return subject if isinstance(subject, Candidate) else subject.candidate


def sees_candidate(actor: Actor, subject: Any) -> bool:
    """a candidate they may see: all of them, or only those they train, decide a claim of, or arrange a route for"""
    return visible_candidates(actor).filter(pk=candidate_of(subject).pk).exists()


def is_own(actor: Actor, subject: Any) -> bool:
    """their own journey"""
    return bool(actor.user_id) and candidate_of(subject).user_id == actor.user_id


def is_in_charge(actor: Actor, route: Route) -> bool:
    """a route they are in charge of"""
    return bool(actor.user_id) and route.in_charge_id == actor.user_id
