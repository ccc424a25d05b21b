"""What the two are told of their meetings: news, reminders, and invitations for a calendar."""

from datetime import timedelta
from typing import Any

from django.conf import settings

from alongside.accounts.queries import current_service
from alongside.core import clock, notices
from alongside.core.commands import Act
from alongside.core.models import Notice
from alongside.support import queries
from alongside.support.models import PUBLIC_PLACES, Meeting
from alongside.support.notices.people import tell_person
from alongside.support.queries.messages import news_name, reminder_name
from alongside.ui import dates

SUBJECTS = {"booked": "Our next meeting", "moved": "Our meeting has moved", "cancelled": "Our meeting is cancelled"}
LONG_BEFORE = timedelta(hours=12)  # later than this, a meeting that is off or moved is told at night too


def tell_of_meeting(act: Act, meeting: Meeting, what: str) -> None:
    """`what` is booked, moved or cancelled. Whoever did it is not told, unless a calendar of theirs has it already."""
    relationship = meeting.relationship
    person, worker = relationship.referral.person, relationship.worker
    when = _when(meeting)
    if not _did_it(act, person) or _was_invited(meeting, "person"):
        text = _to_person(worker.first_name, when, meeting, what)
        tell_person(act, person, text, subject=SUBJECTS[what], **_of(meeting))
    if worker.user and (not _did_it(act, worker) or _was_invited(meeting, "worker")):
        notices.write(
            act,
            to=worker.user.email,
            subject=f"A meeting was {what}",
            text=f"One of your meetings was {what}: {when}.\n\nSee it here: {settings.PUBLIC_ADDRESS}\n",
            once=news_name(meeting, "worker"),
            send_before=meeting.starts_at,
            calendar=_invitation(meeting, worker.user.email),
        )


def remind(act: Act, meeting: Meeting) -> Notice | None:
    """By text or email, as the person chose; None if it has been written already."""
    worker, person = meeting.relationship.worker.first_name, meeting.relationship.referral.person
    meet = f"Hello from {worker}. {_meet(meeting)} on {_when(meeting)}{_place(meeting)}."
    phone = phone_of_service()
    if person.contact_by == "text":
        replies = bool(settings.NOTIFY_CALLBACK_TOKEN)
        ways = [way for way in ("reply CHANGE" if replies else "", f"ring {phone}" if phone else "") if way]
        change = f" To change it, {' or '.join(ways)}." if ways else ""
        off = " For no more reminders, reply STOP." if replies else ""
        text = f"{meet}{change}{off}"
    else:
        ways = [f"ring {phone}" if phone else "", f"sign in: {settings.PUBLIC_ADDRESS}" if person.user_id else ""]
        change = f"\n\nTo change it, {', or '.join(filter(None, ways))}" if any(ways) else ""
        text = f"{meet}{change}\n\nWould you rather not be reminded? Tell {worker}.\n"
    return tell_person(
        act,
        person,
        text,
        subject="A reminder of our meeting",
        once=reminder_name(meeting),
        send_before=meeting.starts_at,
    )


def stop_about(act: Act, meeting: Meeting) -> None:
    """What has not gone yet of a meeting that is moving or off: its reminder, and its news to the person."""
    notices.stop(act, once=reminder_name(meeting))
    notices.stop(act, once=news_name(meeting, "person"))


def _did_it(act: Act, who: Any) -> bool:
    return who.user_id is not None and who.user_id == act.actor.user_id


def _was_invited(meeting: Meeting, whom: str) -> bool:
    """Whether a calendar of theirs holds this meeting, so that it must hear of the change too."""
    names = [news_name(meeting, whom, changes) for changes in range(meeting.changes)]
    return Notice.objects.filter(once__in=names).exclude(calendar="").exists()


def _of(meeting: Meeting) -> dict[str, Any]:
    """What makes the news of a meeting: named, of no use once it has begun, with its invitation, at night if soon."""
    person = meeting.relationship.referral.person
    return {
        "once": news_name(meeting, "person"),
        "send_before": meeting.starts_at,
        "calendar": _invitation(meeting, person.email) if person.contact_by == "email" else "",
        "urgent": meeting.changes > 0 and meeting.starts_at - clock.now() < LONG_BEFORE,
    }


def _invitation(meeting: Meeting, guest: str) -> str:
    """What a mail program puts in a calendar, from the service's own address."""
    service = current_service()
    organiser = (service.email if service else "") or settings.SERVER_EMAIL
    return queries.calendar_of(meeting, organiser=organiser, guest=guest).decode()


def _when(meeting: Meeting) -> str:
    return f"{dates.day(meeting.starts_at)} at {dates.time(meeting.starts_at)}"


def _place(meeting: Meeting) -> str:
    return f", {meeting.place}" if meeting.place and meeting.location in PUBLIC_PLACES else ""


def _meet(meeting: Meeting) -> str:
    return {"02": "We talk by phone", "11": "We meet by video"}.get(meeting.mechanism, "We meet")


def phone_of_service() -> str:
    service = current_service()
    return service.phone if service else ""


def _to_person(from_name: str, when: str, meeting: Meeting, what: str) -> str:
    phone = phone_of_service()
    if what == "cancelled":
        return f"Hello from {from_name}. Our meeting on {when} is cancelled. Nothing else changes."
    moved = "Our meeting has moved. " if what == "moved" else ""
    ring = f" To change it, ring {phone}." if phone else ""
    return f"Hello from {from_name}. {moved}{_meet(meeting)} on {when}{_place(meeting)}.{ring}"
