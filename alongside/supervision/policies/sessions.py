"""Who reads the words of a session, and who changes it: those in it on its day, and whoever leads it."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from alongside.core.actors import PROCESS, Actor
from alongside.core.policies import allow
from alongside.supervision.models import Session, Supervisee, ToDo
from alongside.supervision.policies.strands import INVOLVED


def _session(subject: Any) -> Session:
    return subject.session if isinstance(subject, ToDo) else subject


def read_sessions(actor: Actor) -> QuerySet[Session]:
    """Sessions whose words the actor reads: of a supervision they give; that they lead as cover; of one they were in
    on that day. Whoever joins later, or left before, does not read it; nobody else does at all."""
    if not (actor.user_id and actor.has(*INVOLVED)):
        return Session.objects.none()
    day = OuterRef("starts_at__date")
    there = Supervisee.objects.filter(
        Q(until=None) | Q(until__gte=day),
        supervision=OuterRef("supervision"),
        worker__user_id=actor.user_id,
        since__lte=day,
    )
    given, led = Q(supervision__supervisor__user_id=actor.user_id), Q(led_by__user_id=actor.user_id)
    return Session.objects.filter(given | led | Exists(there))


def is_in_session(actor: Actor, subject: Any) -> bool:
    """a session they are in"""
    return read_sessions(actor).filter(pk=_session(subject).pk).exists()


def leads_session(actor: Actor, session: Session) -> bool:
    """a session they lead, or of their own supervision one to one"""
    if not is_in_session(actor, session):
        return False
    led = actor.user_id in (session.led_by.user_id, session.supervision.supervisor.user_id)
    return led or not session.supervision.group_name


may_change_session = allow(*INVOLVED, when=is_in_session)
may_hold = allow(*INVOLVED, when=leads_session)
may_do = allow(*INVOLVED, when=is_in_session)
may_remind = allow(PROCESS)


def read_to_do(actor: Actor) -> QuerySet[ToDo]:
    """What was agreed to do, in sessions whose words the actor reads: asked of each, rather than listed first."""
    return ToDo.objects.filter(Exists(read_sessions(actor).filter(pk=OuterRef("session"))), taken_back_at=None)
