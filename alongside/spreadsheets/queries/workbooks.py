"""Which workbooks there are, for the lead and for the timer."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from alongside.accounts.queries import actor_for
from alongside.core import clock
from alongside.core.actors import Actor
from alongside.core.errors import NotAllowed, Refused
from alongside.spreadsheets import policies
from alongside.spreadsheets.models import Workbook

Status = Workbook.Status
KEPT = timedelta(days=7)  # a file, and rows that stayed out
GOOD_FOR = timedelta(days=1)  # a check: what is here changes every day


@dataclass(frozen=True)
class WorkbookRow:
    """One file somebody sent. `came_in` is rows, once it is brought in."""

    id: str
    name: str
    status: str
    status_words: str
    sent_at: datetime
    sent_by: str
    came_in: int


def needs_to_send(actor: Actor) -> None:
    """NotAllowed for everyone who may not bring a spreadsheet in."""
    if not policies.may_send(actor):
        raise NotAllowed("spreadsheets")


def workbooks(actor: Actor) -> list[WorkbookRow]:
    """The last thirty, the newest first. One query."""
    found = policies.visible_workbooks(actor).defer("report", "overrides").select_related("sent_by")
    return [
        WorkbookRow(
            id=row.pk,
            name=row.name,
            status=row.status,
            status_words=row.get_status_display(),
            sent_at=row.sent_at,
            sent_by=row.sent_by.name,
            came_in=sum(row.counts.values()),
        )
        for row in found.order_by("-sent_at", "-pk")[:30]
    ]


def get_workbook(actor: Actor, id: str) -> Workbook:  # noqa: A002
    return policies.visible_workbooks(actor).select_related("sent_by", "asked_by").get(pk=id)


def is_stale(workbook: Workbook) -> bool:
    """Checked more than a day ago: check it again first."""
    return workbook.checked_at is None or clock.now() - workbook.checked_at > GOOD_FOR


def sender_of(workbook: Workbook) -> Actor:
    """In whose name it is read or brought in, with the roles they hold today. Refused if they may do so no longer."""
    user = workbook.asked_by or workbook.sent_by
    actor = actor_for(user)
    if not policies.may_send(actor):
        raise Refused(f"{user.name} may no longer bring a spreadsheet in. Somebody who may can send it again.")
    return actor


# For the timer -------------------------------------------------------------------------------------------------------


def to_read(actor: Actor) -> QuerySet[Workbook]:
    return policies.waiting_workbooks(actor).filter(status=Status.WAITING).select_related("sent_by", "asked_by")


def to_bring_in(actor: Actor) -> QuerySet[Workbook]:
    return policies.waiting_workbooks(actor).filter(status=Status.BRINGING_IN).select_related("sent_by", "asked_by")


def to_leave_out(actor: Actor) -> QuerySet[Workbook]:
    """Sent a week ago and nobody brought them in."""
    open_ones = (Status.WAITING, Status.CHECKED, Status.FAILED)
    return policies.waiting_workbooks(actor).filter(status__in=open_ones, sent_at__lte=clock.now() - KEPT)


def to_throw_away(actor: Actor) -> QuerySet[Workbook]:
    """Brought in a week ago, with rows that stayed out and are still kept."""
    return policies.waiting_workbooks(actor).filter(
        status=Status.BROUGHT_IN, finished_at__lte=clock.now() - KEPT, content__isnull=False
    )
