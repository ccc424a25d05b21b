"""Who marks a register, who says "I am here", and whose courses, sessions and places a trainer sees."""

from typing import Any

from django.db.models import Q, QuerySet

from alongside.accounts.roles import CANDIDATE, LEAD, TRAINER
from alongside.core import clock
from alongside.core.actors import PROCESS, Actor
from alongside.core.policies import allow
from alongside.training.models import Cohort, KindCall, Place, Session


def cohort_of(subject: Any) -> Cohort:
    """The course that a session, a place, a call or a go at showing understanding belongs to."""
    for name in ("place", "session"):
        subject = getattr(subject, name, subject)
    cohort: Cohort = subject if isinstance(subject, Cohort) else subject.cohort
    return cohort


def trains_it(actor: Actor, subject: Any) -> bool:
    """a course they are a trainer of, now"""
    return bool(actor.user_id) and cohort_of(subject).trainers.filter(still_trains(actor)).exists()


def has_a_place(actor: Actor, session: Session) -> bool:
    """a session of a course they have a place on"""
    return (
        bool(actor.user_id) and session.cohort.places.filter(candidate__user_id=actor.user_id, status="taken").exists()
    )


def still_trains(actor: Actor, path: str = "") -> Q:
    """Rows of CohortTrainer, or those reached by `path`, that are this actor's and have not ended."""
    open_end = Q(**{f"{path}ended_on": None}) | Q(**{f"{path}ended_on__gt": clock.today()})
    return Q(**{f"{path}user_id": actor.user_id}) & open_end


may_teach = allow(LEAD) | allow(TRAINER, when=trains_it)
may_check_in = allow(CANDIDATE, when=has_a_place)
may_watch = allow(PROCESS)
may_raise_call = may_teach | may_watch


def visible_taught(actor: Actor) -> QuerySet[Cohort]:
    """Courses whose registers this actor keeps: all for a lead, their own for a trainer."""
    if actor.has(LEAD):
        return Cohort.objects.all()
    if actor.has(TRAINER):
        mine = Cohort.objects.filter(still_trains(actor, "trainers__"))
        return Cohort.objects.filter(pk__in=mine.values("pk"))
    return Cohort.objects.none()


def visible_sessions(actor: Actor) -> QuerySet[Session]:
    return Session.objects.filter(cohort__in=visible_taught(actor).values("pk"))


def visible_trainees(actor: Actor) -> QuerySet[Place]:
    """Places on the courses this actor trains."""
    return Place.objects.filter(cohort__in=visible_taught(actor).values("pk"))


def visible_calls(actor: Actor) -> QuerySet[KindCall]:
    return KindCall.objects.filter(place__in=visible_trainees(actor).values("pk"))


def own_places(actor: Actor) -> QuerySet[Place]:
    """The candidate's own places: none for anybody else."""
    if not (actor.user_id and actor.has(CANDIDATE)):
        return Place.objects.none()
    return Place.objects.filter(candidate__user_id=actor.user_id)
