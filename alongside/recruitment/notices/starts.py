"""What is said of a first day: to the candidate before it, to the new worker and those beside them once it comes."""

from django.conf import settings
from django.urls import reverse

from alongside.accounts.queries import current_service
from alongside.candidates import commands as candidates
from alongside.core import notices
from alongside.core.commands import Act
from alongside.formats import ical
from alongside.recruitment.models import FirstDay, InductionItem
from alongside.ui import dates

AN_HOUR = 60


def tell_first_day(act: Act, first_day: FirstDay) -> None:
    """The day and the place. Said again when either changes."""
    where = f" at {first_day.where}" if first_day.where else ""
    with_whom = f" {first_day.manager.name.split(' ')[0]} meets you." if first_day.manager else ""
    words = f"Your first day is {dates.day(first_day.starts_on)}{where}.{with_whom}"
    application = first_day.application
    candidates.tell_candidate(act, application.candidate, words=words, once=f"day:{act.id}", subject="Your first day")


def tell_started(act: Act, first_day: FirstDay) -> None:
    """Welcome; and each meeting of the first month goes into the calendars of both who meet."""
    words = (
        "Welcome to the team. You have a work account now, and your first weeks are on its page. This page stays "
        "yours: your certificate is here. Other jobs you asked about go on until you take them back."
    )
    application = first_day.application
    candidates.tell_candidate(act, application.candidate, words=words, once=f"start:{application.pk}")
    worker = first_day.worker.user.email if first_day.worker and first_day.worker.user else ""
    beside = {person.name: person.email for person in (first_day.manager, first_day.supervisor) if person}
    for item in first_day.items.filter(kind=InductionItem.Kind.MEETING):
        for whose, guest in (("own", worker), ("beside", beside.get(item.with_whom, ""))):
            notices.write(
                act,
                to=guest,
                subject="A meeting of the first month",
                text=f"{item.what}: {dates.day(item.at)} at {dates.time(item.at)}.\n\n{settings.PUBLIC_ADDRESS}\n",
                once=f"induction:{item.pk}:{whose}",
                calendar=_invitation(act, item, guest),
            )


def _invitation(act: Act, item: InductionItem, guest: str) -> str:
    service = current_service()
    assert item.at is not None
    event = ical.Event(
        uid=f"{item.pk}@alongside",
        sequence=0,
        summary=item.what,
        starts_at=item.at,
        minutes=AN_HOUR,
        place=item.first_day.where,
        link=f"{settings.PUBLIC_ADDRESS}{reverse('recruitment:my_first_weeks')}",
    )
    return ical.meeting(event, written_at=act.at, organiser=service.email if service else "", guest=guest).decode()
