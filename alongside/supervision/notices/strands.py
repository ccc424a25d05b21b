"""What is told of who supervises whom, of the agreement, of cover, and of a session that was asked for."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse

from alongside.core import clock, notices
from alongside.core.commands import Act
from alongside.supervision.models import Cover, Supervisee, Supervision
from alongside.supervision.queries import leader_on, title_of
from alongside.ui import dates

REMIND_AFTER = timedelta(days=3)  # whoever was asked for a session hears once more


def tell(act: Act, user: Any, subject: str, text: str, page: str, *args: Any, **how: Any) -> None:
    """One message to a member of staff, unless it was they who did it."""
    if user is not None and user.pk != act.actor.user_id:
        address = f"{settings.PUBLIC_ADDRESS}{reverse(page, args=args)}"
        notices.write(act, to=user.email, subject=subject, text=f"{text}\n\n{address}\n", **how)


def tell_started(act: Act, supervision: Supervision) -> None:
    """The supervisor, and each who is supervised: what happens next."""
    title = title_of(supervision)
    giver = supervision.supervisor
    begins = f"from {dates.day(supervision.began_on)}"
    text = f"{title}: you supervise, {begins}. Next: agree how you do it together, and plan the first date."
    tell(act, giver.user, "You are named to supervise", text, "supervision:supervision", supervision.pk)
    for place in supervision.people.select_related("worker__user"):
        text = f"{title} with {giver.full_name}, {begins}. Next: the two of you agree how, and plan the first date."
        tell(act, place.worker.user, "Your supervision is arranged", text, "supervision:supervision", supervision.pk)


def tell_ended(act: Act, supervision: Supervision, inside: Iterable[Any]) -> None:
    text = f"{title_of(supervision)} has ended. You still read what you wrote together."
    for worker in (supervision.supervisor, *inside):
        tell(act, worker.user, "A supervision has ended", text, "supervision:supervision", supervision.pk)


def tell_joined(act: Act, place: Supervisee) -> None:
    title = title_of(place.supervision)
    for worker, text in (
        (place.worker, f"You are in {title} from today. Its dates are on your page."),
        (place.supervision.supervisor, f"{place.worker.full_name} is in {title} from today."),
    ):
        tell(act, worker.user, "A group for supervision", text, "supervision:supervision", place.supervision_id)


def tell_left(act: Act, place: Supervisee) -> None:
    title = title_of(place.supervision)
    for worker, text in (
        (place.worker, f"You are no longer in {title}."),
        (place.supervision.supervisor, f"{place.worker.full_name} is no longer in {title}."),
    ):
        tell(act, worker.user, "A group for supervision", text, "supervision:supervision", place.supervision_id)


def tell_agreement(act: Act, supervision: Supervision) -> None:
    """The others in it: it changed, and waits for their yes."""
    text = f"How you do {title_of(supervision).lower()} together was changed. Read it, and say yes or change it again."
    inside = [place.worker for place in supervision.people.filter(until=None).select_related("worker__user")]
    for worker in (supervision.supervisor, *inside):
        tell(act, worker.user, "What you agreed was changed", text, "supervision:supervision", supervision.pk)


# A session that was asked for -----------------------------------------------------------------------------------------


def tell_asked(act: Act, place: Supervisee) -> None:
    """The supervisor or who covers, now, and once more in three days while no date is planned."""
    giver = leader_on(place.supervision, clock.today())
    text = f"{place.worker.full_name} would like to meet before your next date. Plan one with them."
    page = ("supervision:supervision", place.supervision_id)
    tell(act, giver.user, "A session is asked for", text, *page)
    later = act.at + REMIND_AFTER
    tell(act, giver.user, "A session is still asked for", text, *page, once=_asked(place), not_before=later)


def stop_asking(act: Act, place: Supervisee) -> None:
    notices.stop(act, once=_asked(place))


def _asked(place: Supervisee) -> str:
    return f"supervision-asked:{place.pk}"


# Cover ----------------------------------------------------------------------------------------------------------------


def tell_cover(act: Act, cover: Cover) -> None:
    """Who covers, the supervisor, and each who is supervised."""
    title, days = title_of(cover.supervision), f"{dates.day(cover.starts_on)} to {dates.day(cover.ends_on)}"
    page = ("supervision:supervision", cover.supervision_id)
    text = f"You cover {title.lower()} for {cover.supervision.supervisor.full_name}, {days}. You read what is written "
    tell(act, cover.by.user, "You cover a supervision", f"{text}while you cover, and nothing from before.", *page)
    for place in cover.supervision.people.filter(until=None).select_related("worker__user"):
        text = f"{cover.by.full_name} covers {title.lower()}, {days}. They do not read what you wrote before."
        tell(act, place.worker.user, "Somebody covers your supervision", text, *page)
    giver = cover.supervision.supervisor
    text = f"{cover.by.full_name} covers {title.lower()}, {days}. The sessions on these days are out of your calendar."
    tell(act, giver.user, "Your supervision is covered", text, *page)


def tell_cover_taken_back(act: Act, cover: Cover) -> None:
    text = f"{title_of(cover.supervision)}: {cover.supervision.supervisor.full_name} leads it again."
    inside = [place.worker for place in cover.supervision.people.filter(until=None).select_related("worker__user")]
    for worker in (cover.by, cover.supervision.supervisor, *inside):
        tell(act, worker.user, "Supervision is not covered now", text, "supervision:supervision", cover.supervision_id)
