"""Questions people asked: the list, one of them, whose hands the next comes into, and which are late."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from alongside.accounts.models import User
from alongside.accounts.queries import holders
from alongside.accounts.roles import COORDINATOR, LEAD, RECRUITER, ROUTE_LEAD, TRAINER
from alongside.candidates.models import Enquiry
from alongside.candidates.policies.enquiries import may_see_enquiries, visible_enquiries
from alongside.core import clock
from alongside.core.actors import Actor
from alongside.core.errors import NotAllowed

SHOWN = {"": "Open", "late": "Late", "mine": "Mine", "answered": "Answered", "all": "All"}
ANSWERERS = (LEAD, COORDINATOR, RECRUITER, TRAINER, ROUTE_LEAD)
# Who answers first what is asked about; the lead where nobody holds the role.
FIRST = {"support": COORDINATOR, "becoming": RECRUITER, "training": RECRUITER, "jobs": RECRUITER}


@dataclass(frozen=True)
class EnquiryRow:
    """A question on the list. `late` counts working or not: the day we said has passed."""

    id: str
    name: str
    about: str
    how: str
    received_at: datetime
    reply_by: date
    owner: str
    status: str
    status_words: str
    late: bool
    answered_at: datetime | None
    answered_by: str
    reach: str


def enquiries(actor: Actor, show: str = "", about: str = "") -> QuerySet[Enquiry]:
    """The rows that `show` (a key of SHOWN) leaves: what is to be answered first comes first. For `enquiry_rows`."""
    if not may_see_enquiries(actor):
        raise NotAllowed("questions asked")
    rows = visible_enquiries(actor).select_related("owner")
    if about:
        rows = rows.filter(about=about)
    is_open = Q(status=Enquiry.Status.OPEN)
    kept = {
        "": is_open,
        "late": is_open & Q(reply_by__lt=clock.today()),
        "mine": is_open & Q(owner=actor.user_id),
        "answered": Q(status=Enquiry.Status.ANSWERED),
        "all": Q(),
    }
    newest_first = show in ("answered", "all")
    return rows.filter(kept.get(show, is_open)).order_by(
        *(("-received_at", "id") if newest_first else ("reply_by", "received_at", "id"))
    )


def enquiry_rows(found: Any) -> list[EnquiryRow]:
    today = clock.today()
    return [_row(enquiry, today) for enquiry in found]


def _row(enquiry: Enquiry, today: date) -> EnquiryRow:
    return EnquiryRow(
        id=enquiry.pk,
        name=enquiry.name,
        about=enquiry.get_about_display(),
        how=enquiry.get_how_display(),
        received_at=enquiry.received_at,
        reply_by=enquiry.reply_by,
        owner=enquiry.owner.name if enquiry.owner else "",
        status=enquiry.status,
        status_words=enquiry.get_status_display(),
        late=is_late(enquiry, today),
        answered_at=enquiry.answered_at,
        answered_by=enquiry.answered_by,
        reach=", ".join(way for way in (enquiry.phone, enquiry.email) if way),
    )


def is_late(enquiry: Enquiry, today: date) -> bool:
    return enquiry.status == Enquiry.Status.OPEN and enquiry.reply_by < today


def enquiry_counts(actor: Actor) -> dict[str, int]:
    """How many each pill shows. One query."""
    is_open = Q(status=Enquiry.Status.OPEN)
    counted = visible_enquiries(actor).aggregate(
        open=Count("pk", filter=is_open),
        late=Count("pk", filter=is_open & Q(reply_by__lt=clock.today())),
        mine=Count("pk", filter=is_open & Q(owner=actor.user_id)),
    )
    return {"": counted["open"], "late": counted["late"], "mine": counted["mine"]}


def get_enquiry(actor: Actor, enquiry: str) -> Enquiry:
    return visible_enquiries(actor).select_related("owner").get(pk=enquiry)


def who_may_answer() -> dict[str, User]:
    """Those into whose hands a question may be put, by id."""
    return {user.pk: user for user in holders(*ANSWERERS)}


def next_to_answer(about: str) -> User | None:
    """Of those whom such a question comes to first, the one with the fewest open. Two or three queries."""
    found = holders(FIRST.get(about, LEAD)) or holders(LEAD)
    rows = Enquiry.objects.filter(status=Enquiry.Status.OPEN, owner__in=found).values("owner").annotate(n=Count("pk"))
    held = {row["owner"]: row["n"] for row in rows}
    return min(found, key=lambda user: (held.get(user.pk, 0), user.name), default=None)


def enquiries_to_raise() -> QuerySet[Enquiry]:
    """Open past the day we said, and the lead not told yet."""
    return Enquiry.objects.filter(status=Enquiry.Status.OPEN, raised_at=None, reply_by__lt=clock.today())
