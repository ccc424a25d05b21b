"""What the two are told about meetings and endings: by a channel they chose, and with no clinical words."""

from typing import Any

from django.conf import settings

from alongside.accounts.queries import current_service
from alongside.core import notices
from alongside.core.commands import Act
from alongside.core.models import Notice
from alongside.support.models import PUBLIC_PLACES, Meeting, Relationship
from alongside.ui import dates


def tell_of_meeting(act: Act, meeting: Meeting, what: str) -> None:
    """`what` is booked, moved or cancelled. Whoever did it is not told."""
    relationship = meeting.relationship
    person, worker = relationship.referral.person, relationship.worker
    when = f"{dates.day(meeting.starts_at)} at {dates.time(meeting.starts_at)}"
    if person.user_id is None or person.user_id != act.actor.user_id:
        _tell_person(act, person, _to_person(worker.first_name, when, meeting, what))
    if worker.user and worker.user_id != act.actor.user_id:
        notices.write(
            act,
            to=worker.user.email,
            subject=f"A meeting was {what}",
            text=f"One of your meetings was {what}: {when}.\n\nSee it here: {settings.PUBLIC_ADDRESS}\n",
        )


def _to_person(from_name: str, when: str, meeting: Meeting, what: str) -> str:
    service = current_service()
    ring = f" To change it, ring {service.phone}." if service and service.phone else ""
    if what == "cancelled":
        return f"Hello from {from_name}. Our meeting on {when} is cancelled. Nothing else changes."
    place = f", {meeting.place}" if meeting.place and meeting.location in PUBLIC_PLACES else ""
    moved = "Our meeting has moved. We" if what == "moved" else "We"
    return f"Hello from {from_name}. {moved} meet on {when}{place}.{ring}"


def _tell_person(act: Act, person: Any, text: str) -> None:
    """Only by the way the person chose; by no way at all if they chose a phone call, a letter or someone else."""
    if person.contact_by == "text":
        notices.write(act, to=person.phone, subject="", text=text, channel=Notice.Channel.TEXT)
    elif person.contact_by == "email":
        notices.write(act, to=person.email, subject="Your next meeting", text=text)


def tell_of_stop(act: Act, relationship: Relationship) -> None:
    """The worker and the lead's shared address hear that someone stopped: not who, and never why."""
    service, worker = current_service(), relationship.worker
    text = (
        "Someone has chosen to stop peer support, and their meetings are cancelled. No reason is asked, and they can "
        f"come back.\n\nSee who: {settings.PUBLIC_ADDRESS}/support/{relationship.pk}/\n"
    )
    own = worker.user.email if worker.user and worker.user_id != act.actor.user_id else ""
    for address in dict.fromkeys([own, service.email if service else ""]):
        notices.write(act, to=address, subject="Someone has stopped peer support", text=text)
