"""Who shows understanding, who looks at it, and who tells."""

from typing import Any

from django.db.models import QuerySet

from alongside.accounts.roles import CANDIDATE
from alongside.core.actors import PROCESS, Actor
from alongside.core.policies import allow
from alongside.training.models import Assessment
from alongside.training.policies.register import may_teach, own_places, visible_trainees


def is_their_place(actor: Actor, place: Any) -> bool:
    """their own place"""
    return bool(actor.user_id) and place.candidate.user_id == actor.user_id


may_show = allow(CANDIDATE, when=is_their_place)
may_judge = may_teach
may_recognise = may_teach | allow(PROCESS)


def visible_assessments(actor: Actor) -> QuerySet[Assessment]:
    """Goes at showing understanding by those on a course this actor trains."""
    return Assessment.objects.filter(place__in=visible_trainees(actor).values("pk"))


def own_assessments(actor: Actor) -> QuerySet[Assessment]:
    return Assessment.objects.filter(place__in=own_places(actor).values("pk"))
