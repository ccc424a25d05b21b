"""What is written down already for the same minutes: a contact with somebody, or work about them. Nationally a worker's
minutes with or about one person count once."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from alongside.support.models import ATTENDED, AboutPerson, Contact
from alongside.support.queries.about_person import indirect

LONGEST = 720  # minutes: nothing that is written down took longer


def contacts_then(referral_id: str, worker_id: str, at: datetime, minutes: int) -> list[Contact]:
    """The contacts of a request that this worker had in these minutes from `at`, the first first. One query.

    One that was brought in with its day alone is left out: nothing says when it was."""
    met = Contact.objects.filter(
        referral=referral_id, staff__worker=worker_id, is_current=True, attendance__in=ATTENDED
    )
    return _lasting_into(met.filter(time_known=True), "starts_at", at, minutes)


def work_about_then(
    referral_ids: Iterable[str], worker_ids: Iterable[str], at: datetime, minutes: int
) -> list[AboutPerson]:
    """What these workers wrote down in these minutes from `at` as indirect activity about the people of these
    requests, the first first. One query."""
    about = indirect(AboutPerson.objects.filter(referral__in=list(referral_ids), worker__in=list(worker_ids)))
    return _lasting_into(about.select_related("worker"), "at", at, minutes)


def _lasting_into(found: QuerySet[Any], began: str, at: datetime, minutes: int) -> list[Any]:
    """Those with a minute in common. What begins as the other ends has none, nor has what took no time (a text)."""
    near = {f"{began}__gt": at - timedelta(minutes=LONGEST), f"{began}__lt": at + timedelta(minutes=minutes)}
    rows = found.filter(minutes__gt=0, **near).order_by(began, "pk") if minutes else ()
    return [row for row in rows if getattr(row, began) + timedelta(minutes=row.minutes) > at]
