"""Who describes what is taught, who runs a course, and who asks for, takes or gives up a place on it."""

from typing import Any

from django.db.models import QuerySet

from alongside.accounts.roles import CANDIDATE, LEAD, TRAINER
from alongside.candidates import policies as candidates
from alongside.core.actors import PROCESS, Actor
from alongside.core.policies import allow
from alongside.training.models import Cohort, Place, Programme, Reflection
from alongside.training.policies.register import may_teach, own_places, trains_it, visible_taught
from alongside.training.policies.understanding import is_their_place


def is_their_piece(actor: Actor, subject: Any) -> bool:
    """their own piece"""
    return is_their_place(actor, getattr(subject, "place", subject))


def was_shared(actor: Actor, reflection: Any) -> bool:
    """a piece shared with them, on a course they train"""
    return reflection.shared_at is not None and trains_it(actor, reflection)


may_keep_programmes = allow(LEAD, TRAINER) | allow(PROCESS)
may_plan_cohort = allow(LEAD, TRAINER)
may_run_cohort = may_teach | allow(PROCESS)  # the days a course opens, closes and begins come by themselves
may_ask_for_place = allow(CANDIDATE, when=candidates.is_own) | allow(LEAD)
may_answer_place = allow(CANDIDATE, when=is_their_place) | may_teach
may_offer_place = allow(PROCESS)  # only by choosing, and by the waiting list: nobody is moved past another
may_lapse_place = allow(PROCESS)
may_write_piece = allow(CANDIDATE, when=is_their_piece)
may_reply_to_piece = allow(LEAD, TRAINER, when=was_shared)


def visible_programmes(actor: Actor) -> QuerySet[Programme]:
    """What is taught, for those who describe it."""
    return Programme.objects.all() if may_keep_programmes(actor) else Programme.objects.none()


def open_courses() -> QuerySet[Cohort]:
    """Courses that anybody may read about: neither over nor called off."""
    return Cohort.objects.exclude(status__in=(Cohort.Status.FINISHED, Cohort.Status.CANCELLED))


def visible_pieces(actor: Actor) -> QuerySet[Reflection]:
    """Pieces that trainees shared with this actor: a trainer of their course, and nobody else, whatever their role."""
    if not (actor.user_id and actor.has(LEAD, TRAINER)):
        return Reflection.objects.none()
    trained = visible_taught(actor).filter(trainers__user_id=actor.user_id, trainers__ended_on=None)
    return Reflection.objects.filter(place__cohort__in=trained.values("pk")).exclude(shared_at=None)


def own_pieces(actor: Actor) -> QuerySet[Reflection]:
    return Reflection.objects.filter(place__in=own_places(actor).values("pk"))


def sees_link(place: Place) -> bool:
    """Whether its joining links are shown: to whoever took the place."""
    return place.status in (Place.Status.TAKEN, Place.Status.FINISHED)
