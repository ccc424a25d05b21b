"""What is told of sessions and their calendars: when and where, never what about; no names in subjects."""

from typing import Any

from django.conf import settings
from django.urls import reverse

from alongside.accounts.queries import current_service
from alongside.core import notices
from alongside.core.commands import Act
from alongside.formats import ical
from alongside.supervision import queries
from alongside.supervision.models import Session
from alongside.ui import dates

SUBJECTS = {
    "planned": "Supervision is planned",
    "moved": "Supervision has moved",
    "cancelled": "Supervision is cancelled",
    "covered": "Supervision is led by somebody else",
    "tomorrow": "Supervision soon",
}


def tell_of_session(act: Act, session: Session, what: str) -> None:
    """`what` is one of SUBJECTS. Everybody in it, with an invitation: whoever did it too, for their own calendar."""
    led_by = session.led_by.full_name
    words = {
        "planned": f"Supervision on {_when(session)}, with {led_by}.",
        "moved": f"Supervision has moved to {_when(session)}, with {led_by}.",
        "cancelled": f"Supervision on {_when(session)} is cancelled.",
        "covered": f"Supervision on {_when(session)} is with {led_by}, who covers. What you had shown before is yours "
        "alone again: show it if you would like to.",
        "tomorrow": f"Supervision on {_when(session)}, with {led_by}. If you like, write down what you want to bring.",
    }[what]
    inside = queries.who_is_in(session.supervision, queries.session_day(session))
    for worker in {worker.pk: worker for worker in (*inside, session.led_by)}.values():
        invite(act, session, worker, SUBJECTS[what], words, cancelled=what == "cancelled")


def tell_no_longer_leads(act: Act, session: Session, worker: Any) -> None:
    """Whoever led it before: their calendar lets it go."""
    words = f"Supervision on {_when(session)} is led by {session.led_by.full_name}. You need not be there."
    invite(act, session, worker, SUBJECTS["covered"], words, cancelled=True)


def invite(act: Act, session: Session, worker: Any, subject: str, words: str, *, cancelled: bool = False) -> None:
    if worker.user is None:
        return
    service = current_service()
    organiser = (service.email if service else "") or settings.SERVER_EMAIL
    event = queries.event_of(session, cancelled=cancelled)
    calendar = ical.meeting(event, written_at=act.at, organiser=organiser, guest=worker.user.email)
    notices.write(
        act,
        to=worker.user.email,
        subject=subject,
        text=f"{words}\n\n{settings.PUBLIC_ADDRESS}{reverse('supervision:session', args=[session.pk])}\n",
        send_before=session.starts_at,
        calendar=calendar.decode(),
    )


def _when(session: Session) -> str:
    return f"{dates.day(session.starts_at)} at {dates.time(session.starts_at)}"
