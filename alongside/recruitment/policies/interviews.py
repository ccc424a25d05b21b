"""Who gives times to meet, who picks one, who notes what they heard, and who decides."""

from typing import Any

from django.db.models import QuerySet

from alongside.accounts.roles import CANDIDATE, COORDINATOR, LEAD, PANEL, PEER_WORKER, RECRUITER, TEAM_MANAGER
from alongside.core.actors import PROCESS, Actor
from alongside.core.policies import allow
from alongside.recruitment.models import Application, PanelMember, Slot

Status = Application.Status
MEETS = (PANEL, RECRUITER, COORDINATOR, LEAD, PEER_WORKER, TEAM_MANAGER)
MET_OR_TO_MEET = (Status.TO_MEET, Status.MET, Status.RESERVE, Status.OFFERED)


def is_own_application(actor: Actor, subject: Any) -> bool:
    """their own application"""
    return bool(actor.user_id) and subject.candidate.user_id == actor.user_id


def meets_them(actor: Actor, application: Any) -> bool:
    """an application to a vacancy on whose panel they meet people"""
    return bool(actor.user_id) and _seats(actor).filter(vacancy_id=application.vacancy_id).exists()


def _seats(actor: Actor) -> QuerySet[PanelMember]:
    return PanelMember.objects.filter(user_id=actor.user_id, interviews=True, ended_at=None)


may_keep_slots = allow(LEAD, RECRUITER)
may_pick_time = allow(CANDIDATE, when=is_own_application)
may_give_back_time = allow(CANDIDATE, when=is_own_application) | allow(LEAD, RECRUITER)
may_share_questions = allow(PROCESS)
may_note = allow(*MEETS, when=meets_them)
may_decide = allow(LEAD, RECRUITER)
may_take_back_offer = allow(LEAD)
may_end_reserve = allow(LEAD, RECRUITER, PROCESS)
may_answer_offer = allow(CANDIDATE, when=is_own_application)
may_mind_offers = allow(PROCESS)


def visible_interviews(actor: Actor) -> QuerySet[Application]:
    """Applications of people asked to meet us: all for the lead and recruiters, else those whom the actor meets."""
    asked = Application.objects.filter(status__in=MET_OR_TO_MEET)
    if actor.has(LEAD, RECRUITER):
        return asked
    if not actor.has(*MEETS):
        return asked.none()
    return asked.filter(vacancy__in=_seats(actor).values("vacancy"))


def own_meetings(actor: Actor) -> QuerySet[Application]:
    """Applications of people whom the actor meets, until they have their answer."""
    asked = visible_interviews(actor).filter(status__in=(Status.TO_MEET, Status.MET))
    return asked.filter(vacancy__in=_seats(actor).values("vacancy"))


def visible_slots(actor: Actor) -> QuerySet[Slot]:
    """Times to meet, for those who keep them."""
    return Slot.objects.all() if may_keep_slots(actor) else Slot.objects.none()


def own_applications(actor: Actor) -> QuerySet[Application]:
    """A candidate's own."""
    if not (actor.user_id and actor.has(CANDIDATE)):
        return Application.objects.none()
    return Application.objects.filter(candidate__user_id=actor.user_id)
