"""One session for those in it: what each brings, what was said, what was agreed; and whom a session may be about."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from alongside.core import clock
from alongside.core.actors import Actor
from alongside.supervision import policies
from alongside.supervision.models import Preparation, Session, ToDo
from alongside.supervision.queries.strands import SessionRow, ToDoRow, session_row, title_of, to_do_row, who_is_in

REMIND = timedelta(days=1)


@dataclass(frozen=True)
class SessionPage:
    """One session. `mine` is what the actor prepared; `shown` what others chose to show; `before` what of the last
    sessions is still to do."""

    session: Session
    row: SessionRow
    title: str
    leads: bool
    mine: Preparation | None
    shown: tuple[Preparation, ...]
    here: tuple[str, ...]
    to_do: tuple[ToDoRow, ...]
    before: tuple[ToDoRow, ...]
    is_covered: bool
    with_whom: tuple[str, ...]

    @property
    def is_group(self) -> bool:
        return bool(self.session.supervision.group_name)

    @property
    def may_write(self) -> bool:
        return self.row.is_owed and self.leads


def get_session(actor: Actor, session_id: str) -> Session:
    found = policies.read_sessions(actor).select_related("supervision__supervisor", "led_by")
    return found.get(pk=session_id)


def session_page(actor: Actor, session_id: str) -> SessionPage:
    """One session, for those in it. Ten queries at most."""
    session = get_session(actor, session_id)
    prepared = list(session.preparations.select_related("worker"))
    mine = next((p for p in prepared if p.worker.user_id == actor.user_id), None)
    shown = tuple(p for p in prepared if p.worker.user_id != actor.user_id and p.shown_at and p.words)
    to_do = policies.read_to_do(actor).filter(session__supervision=session.supervision_id).select_related("who")
    rows = [(row, to_do_row(actor, row)) for row in to_do]
    earlier = [made for row, made in rows if row.session_id != session.pk and row.done_at is None]
    supervision = session.supervision
    here = session.here.select_related("worker").order_by("worker__first_name", "pk")
    inside = who_is_in(supervision, timezone.localdate(session.starts_at))
    everyone = [session.led_by, *inside]
    return SessionPage(
        session=session,
        row=session_row(session, True),
        title=title_of(supervision),
        leads=policies.leads_session(actor, session),
        mine=mine,
        shown=shown,
        here=tuple(row.worker.full_name for row in here),
        to_do=tuple(made for row, made in rows if row.session_id == session.pk),
        before=tuple(earlier) if session.status == Session.Status.PLANNED else (),
        is_covered=session.led_by_id != supervision.supervisor_id,
        with_whom=tuple(worker.full_name for worker in everyone if worker.user_id != actor.user_id),
    )


def get_to_do(actor: Actor, to_do_id: str) -> ToDo:
    return policies.read_to_do(actor).select_related("session").get(pk=to_do_id)


def who_could_do(session: Session) -> list[tuple[Any, str]]:
    """Those of the session: (worker, name)."""
    inside = who_is_in(session.supervision, timezone.localdate(session.starts_at))
    found = {worker.pk: worker for worker in (*inside, session.led_by)}
    return [(worker, worker.full_name) for worker in found.values()]


def own_words_for(actor: Actor, session: Session) -> Preparation | None:
    """What the actor prepared for it."""
    return policies.own_preparations(actor).filter(session=session).first()


def own_record(actor: Actor, session: Session) -> Any:
    """The actor's own record as a worker among those of the session; None for nobody of it."""
    return next((worker for worker, _ in who_could_do(session) if worker.user_id == actor.user_id), None)


def has_begun(session: Session) -> bool:
    return session.starts_at <= clock.now()


def to_remind() -> QuerySet[Session]:
    """Sessions within a day, of which nobody was reminded yet: for the job."""
    now = clock.now()
    found = Session.objects.filter(status=Session.Status.PLANNED, reminded_at=None, starts_at__gt=now)
    return found.filter(starts_at__lte=now + REMIND).select_related("supervision", "led_by__user").order_by("starts_at")


def group_of(session: Session) -> list[tuple[Any, str]]:
    """Who of a group may have been there: (worker, name); nobody to choose from one to one."""
    if not session.supervision.group_name:
        return []
    inside = who_is_in(session.supervision, timezone.localdate(session.starts_at))
    return [(worker, worker.full_name) for worker in inside]
