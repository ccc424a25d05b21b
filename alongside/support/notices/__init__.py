"""What the two are told about meetings and endings: by a channel they chose, and with no clinical words."""

from typing import Any

from django.conf import settings

from alongside.accounts.queries import current_service
from alongside.core import notices
from alongside.core.commands import Act
from alongside.support.models import Handover, Meeting, Relationship
from alongside.support.notices.meetings import remind, stop_about, tell_of_meeting
from alongside.support.notices.people import tell_person
from alongside.support.notices.replies import answer_reply, tell_of_reply
from alongside.ui import dates

__all__ = [  # what is said in this folder's other files
    "answer_reply",
    "remind",
    "stop_about",
    "tell_of_meeting",
    "tell_of_reply",
    "tell_person",
]


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


def tell_of_break(act: Act, relationship: Relationship, until: Any) -> None:
    """The worker hears of a break that the person wrote down themself: not who, and never why."""
    when = f"until {dates.day(until)}" if until else "for as long as they like"
    text = f"Someone takes a break {when}. Their place is kept. No reason is asked."
    _tell_worker(act, relationship.worker, "Someone is taking a break", text)


def tell_of_return(act: Act, relationship: Relationship) -> None:
    _tell_worker(act, relationship.worker, "Someone is back from a break", "You can find a time for your next meeting.")


def tell_cancelled(act: Act, relationship: Relationship, meetings: list[Meeting]) -> None:
    """Meetings that will not happen: when they were, so that nobody waits in a park. Nothing of why."""
    if meetings:
        times = "\n".join(f"{dates.day(m.starts_at)} at {dates.time(m.starts_at)}" for m in meetings)
        _tell_worker(act, relationship.worker, "Meetings were cancelled", f"These meetings were cancelled:\n\n{times}")


def tell_change_asked(act: Act, relationship: Relationship) -> None:
    """The lead's shared address alone: the person need not tell their worker, and nor does a machine."""
    service = current_service()
    link = f"{settings.PUBLIC_ADDRESS}/support/{relationship.pk}/"
    notices.write(
        act,
        to=service.email if service else "",
        subject="Someone would like another peer worker",
        text=(
            "Someone has asked for another peer worker. No reason is asked. Their peer worker has not been told by us: "
            f"choose together with the person who says what, and when.\n\nSee who: {link}\n"
        ),
    )


def tell_someone_else_needed(act: Act, relationship: Relationship) -> None:
    """The lead's shared address alone: their peer worker would like somebody else to take it up. Never why."""
    service = current_service()
    link = f"{settings.PUBLIC_ADDRESS}/support/{relationship.pk}/"
    notices.write(
        act,
        to=service.email if service else "",
        subject="Someone else is needed",
        text=(
            "A peer worker asks that somebody else takes up a place. No reason is asked. They go on kindly until there "
            f"is someone new, and nothing changes without the person’s own yes.\n\nSee whose: {link}\n"
        ),
    )


def tell_handover_asked(act: Act, handover: Handover) -> None:
    """The person has something to choose; the new worker knows that a place is held."""
    relationship, worker = handover.relationship, handover.to_worker
    service = current_service()
    ring = f" or ring {service.phone}" if service and service.phone else ""
    text = (
        f"Hello from {service.name if service else 'us'}. We have a suggestion for you: another person you could meet "
        f"with. Nothing changes unless you say yes. See it on your page{ring}."
    )
    tell_person(act, relationship.referral.person, text, subject="A suggestion for you")
    _tell_worker(
        act,
        worker,
        "You were put forward to take up a walk",
        "Someone is asked whether they would like to walk with you from now on. One of your places is kept until they "
        "have answered.",
    )


def tell_handed_over(act: Act, old: Relationship, new: Relationship) -> None:
    """All three hear of it. The one before hears that it is done; the new one, that they can plan a first meeting."""
    done = "Someone said yes to walking with the next peer worker. Thank you."
    _tell_worker(act, old.worker, "A hand-over is done", done)
    _tell_worker(act, new.worker, "They said yes to walking with you", "You can plan a first meeting now.")
    first = new.worker.first_name
    tell_person(act, new.referral.person, f"Hello from {first}. From now on you and I meet. I will be in touch soon.")


def tell_handover_over(act: Act, handover: Handover) -> None:
    """The same words whether the person chose otherwise or it was taken back."""
    _tell_worker(
        act,
        handover.to_worker,
        "Your place is free again",
        "It will not be this time, and that says nothing about you.",
    )


def tell_ended(act: Act, relationship: Relationship) -> None:
    """The person, by the way they chose: the door stays open."""
    service = current_service()
    ring = f" Ring {service.phone}." if service and service.phone else ""
    first = relationship.worker.first_name
    text = f"Hello from {first}. Thank you for the time we had. You can come back any day.{ring}"
    tell_person(act, relationship.referral.person, text, subject="Thank you")


def _tell_worker(act: Act, worker: Any, subject: str, text: str) -> None:
    """By email, unless they did it themself."""
    if worker.user and worker.user_id != act.actor.user_id:
        text = f"{text}\n\nSee it here: {settings.PUBLIC_ADDRESS}\n"
        notices.write(act, to=worker.user.email, subject=subject, text=text)
