"""The same minutes are a contact with a person (MHS201) or work about them (MHS204), and never both: whichever comes
second is refused, in words that say what stands."""

from collections.abc import Iterable
from datetime import datetime

from alongside.core.commands import Act
from alongside.core.errors import Refused
from alongside.support.models import AboutPerson, Contact
from alongside.support.queries.counted_once import contacts_then, work_about_then
from alongside.ui import dates


def not_about_them_already(act: Act, contact: Contact, workers: Iterable[str]) -> None:
    """Refuse a contact for minutes that one of `workers` (ids: who was there) wrote down as work about the person."""
    for about in work_about_then([contact.referral_id], workers, contact.starts_at, contact.minutes or 0)[:1]:
        mine = bool(act.actor.user_id) and about.worker.user_id == act.actor.user_id
        who, called = "You have" if mine else f"{about.worker.full_name} has", contact.referral.person.called
        raise Refused(
            f"{who} written down work about {called} with {about.with_whom} on {dates.day(about.at)} at "
            f"{dates.time(about.at)}, for {dates.minutes(about.minutes)}, and the same minutes count once. If {called} "
            "was there, that is to be corrected first, so that it says so. If not, change the time here or there."
        )


def not_met_already(about: AboutPerson, at: datetime, minutes: int) -> None:
    """Refuse work about a person whom its worker met in these very minutes."""
    if contacts_then(about.referral_id, about.worker_id, at, minutes):
        called = about.referral.person.called
        raise Refused(
            f"You have written down a contact with {called} at that time, and the same minutes count once. "
            f"Say that {called} was there, or change the time."
        )
