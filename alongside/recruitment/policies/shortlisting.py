"""Who reads and scores applications, who settles what two cannot agree on, and who finishes."""

from typing import Any

from django.db.models import QuerySet

from alongside.accounts.roles import COORDINATOR, LEAD, PANEL, PEER_WORKER, RECRUITER, TEAM_MANAGER
from alongside.core.actors import PROCESS, Actor
from alongside.core.policies import allow
from alongside.recruitment.models import PanelMember, Reading, Vacancy
from alongside.recruitment.policies.vacancies import vacancy_in_reach, visible_vacancies

READERS = (PANEL, RECRUITER, COORDINATOR, LEAD, PEER_WORKER, TEAM_MANAGER)
KEEPERS = (LEAD, RECRUITER)


def shortlists_it(actor: Actor, vacancy: Any) -> bool:
    """a vacancy they are named to shortlist"""
    return bool(actor.user_id) and own_seats(actor).filter(vacancy=vacancy.pk, settles=False).exists()


def is_own_reading(actor: Actor, reading: Any) -> bool:
    """a reading of their own"""
    return bool(actor.user_id) and reading.member.user_id == actor.user_id and reading.member.ended_at is None


def settles_it(actor: Actor, reading: Any) -> bool:
    """what they were asked to settle"""
    return is_own_reading(actor, reading) and bool(reading.member.settles)


def reads_application(actor: Actor, application: Any) -> bool:
    """an application they read"""
    mine = own_readings(actor).filter(application=application.pk, member__settles=False)
    return mine.exists()


may_share_out = allow(*READERS, when=shortlists_it) | allow(*KEEPERS, when=vacancy_in_reach)
may_score = allow(*READERS, when=is_own_reading)
may_finish_reading = allow(*READERS, when=shortlists_it)
may_agree = allow(*READERS, when=reads_application)
may_settle = allow(*READERS, when=settles_it)
may_finish_shortlisting = may_share_out
may_tell_answers = allow(PROCESS)


def own_seats(actor: Actor) -> QuerySet[PanelMember]:
    """The actor's places on panels that shortlist or settle."""
    if not (actor.user_id and actor.has(*READERS)):
        return PanelMember.objects.none()
    seats = PanelMember.objects.filter(user=actor.user_id, ended_at=None)
    return seats.filter(shortlists=True) | seats.filter(settles=True)


def own_readings(actor: Actor) -> QuerySet[Reading]:
    """What the actor reads or settles, without what they stepped aside from."""
    return Reading.objects.filter(member__in=own_seats(actor), stepped_aside_at=None)


def shortlisted_vacancies(actor: Actor) -> QuerySet[Vacancy]:
    """Vacancies whose shortlisting the actor may follow: all for those who keep them, else those they shortlist."""
    kept = visible_vacancies(actor)
    read = Vacancy.objects.filter(pk__in=own_seats(actor).filter(settles=False).values("vacancy"))
    return (kept | read).exclude(status=Vacancy.Status.DRAFT)
