"""Who writes an application, who sees which applications, and who sees the counts of equality answers."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from alongside.accounts.roles import CANDIDATE, LEAD, RECRUITER
from alongside.core.actors import Actor
from alongside.core.policies import allow
from alongside.recruitment.models import Application, PanelMember, Vacancy
from alongside.recruitment.policies.interviews import is_own_application, own_applications
from alongside.recruitment.policies.vacancies import public_vacancies, visible_vacancies

Status = Application.Status
KEEPERS = (LEAD, RECRUITER)


def asked_us_to_write(actor: Actor, application: Any) -> bool:
    """an application that the candidate asked us to write with them, on paper or by phone"""
    return bool(application.written == Application.Written.PAPER)


def is_own_item(actor: Actor, item: Any) -> bool:
    """something in their own application"""
    return is_own_application(actor, item.application)


def in_what_we_write(actor: Actor, item: Any) -> bool:
    """something in an application that the candidate asked us to write with them"""
    return asked_us_to_write(actor, item.application)


def may_start_for(actor: Actor, candidate: Any) -> bool:
    """Those who keep vacancies may begin one with anybody; a candidate, their own."""
    return actor.has(*KEEPERS) or bool(actor.user_id and candidate.user_id == actor.user_id)


may_start = allow(CANDIDATE, *KEEPERS)
may_write = allow(CANDIDATE, when=is_own_application) | allow(*KEEPERS, when=asked_us_to_write)
may_write_item = allow(CANDIDATE, when=is_own_item) | allow(*KEEPERS, when=in_what_we_write)
may_withdraw = may_write
may_see_equality = allow(*KEEPERS)


def own_application(actor: Actor) -> QuerySet[Application]:
    """A candidate's own applications, whatever became of them."""
    return own_applications(actor)


def applications_to_write(actor: Actor) -> QuerySet[Application]:
    """One's own; and for those who keep vacancies, those they were asked to write with the candidate."""
    if actor.has(*KEEPERS):
        return Application.objects.filter(written=Application.Written.PAPER, vacancy__in=visible_vacancies(actor))
    return own_application(actor)


def visible_applications(actor: Actor) -> QuerySet[Application]:
    """Applications that were sent: all for those who keep vacancies, else those the actor reads, settles or meets.

    Who wrote them is another matter: queries leave out whatever names anybody while `names_hidden` holds.
    """
    sent = Application.objects.exclude(status=Status.STARTED).exclude(sent_at=None)
    if not actor.user_id:
        return sent.none()
    seat = PanelMember.objects.filter(user=actor.user_id, ended_at=None)
    keeps = Q(vacancy__in=visible_vacancies(actor))
    reads = Exists(seat.filter(readings__application=OuterRef("pk"), readings__stepped_aside_at=None))
    meets = Exists(seat.filter(vacancy=OuterRef("vacancy"), interviews=True))
    return sent.filter(keeps | Q(reads) | Q(meets) & ~Q(status=Status.SENT))


def names_hidden(application: Application) -> bool:
    """While it is being read, nobody who reads it sees a name, an age, an address, or how to reach anybody."""
    return application.status == Status.SENT


def vacancies_to_apply(actor: Actor) -> QuerySet[Vacancy]:
    """What may be applied for, or could have been: public vacancies, and any the actor has begun to apply for."""
    begun = Vacancy.objects.filter(pk__in=own_application(actor).values("vacancy"))
    return public_vacancies() | begun


def counted_vacancies(actor: Actor) -> QuerySet[Vacancy]:
    """Vacancies whose equality counts may be looked at: those that closed, so that two looks never show one person."""
    if not may_see_equality(actor):
        return Vacancy.objects.none()
    return visible_vacancies(actor).filter(status__in=[Vacancy.Status.CLOSED, Vacancy.Status.FINISHED])
