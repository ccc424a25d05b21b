"""Invitations for calendars: each date of a course goes to those with a place and its trainers, changes and is taken
back there by itself (RFC 5546)."""

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse

from alongside.accounts.queries import current_service
from alongside.core import notices
from alongside.core.commands import Act
from alongside.formats import ical
from alongside.training import queries
from alongside.training.models import Session

SUBJECTS = {"new": "A date for your calendar", "changed": "A date has changed", "cancelled": "A date is cancelled"}


def invite(act: Act, sessions: Iterable[Session], emails: Iterable[str], what: str = "new") -> None:
    """Send each session that is still to come to each address. `what` is new, changed or cancelled.

    An email carries one session, as an invitation may. A cancellation for one person alone has a sequence of its own.
    """
    service, to = current_service(), list(dict.fromkeys(emails))
    for session in sessions:
        if session.ends_at <= act.at:
            continue
        event = queries.event_of(session, cancelled=what == "cancelled")
        for email in to:
            organiser = service.email if service else ""
            calendar = ical.meeting(event, written_at=act.at, organiser=organiser, guest=email)
            notices.write(
                act,
                to=email,
                subject=SUBJECTS[what],
                text=f"{SUBJECTS[what]}: it is attached.\n\nSee all your dates: {_page()}\n",
                send_before=session.ends_at,
                calendar=calendar.decode(),
            )


def _page() -> str:
    return f"{settings.PUBLIC_ADDRESS}{reverse('training:my_training')}"
