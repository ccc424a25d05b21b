"""What the staff bank tells of a date of a group: the shifts that serve it, and who has another shift then."""

from collections.abc import Collection, Iterable
from typing import Any

from django.urls import reverse

from alongside.bank import policies
from alongside.bank.models import Shift
from alongside.bank.queries.shifts import LIVE
from alongside.bank.queries.ward_shifts import rows_of
from alongside.core.actors import Actor
from alongside.groups.queries import ShiftOfDate, busy_from, shifts_from


@shifts_from
def shifts_of_date(actor: Actor, date: Any) -> Iterable[ShiftOfDate]:
    """Those within the reach of whoever looks after the bank or the ward, and the reader's own; never who was asked."""
    seen = policies.ward_shifts(actor) | policies.staffed_shifts(actor) | policies.own_shifts(actor)
    found = Shift.objects.filter(pk__in=seen.values("pk"), group_date=date).select_related("ward", "worker__user")
    for row in rows_of(actor, found.order_by("starts_at", "pk")):
        yield ShiftOfDate(row.hours, row.means, row.state, _page(actor, row.shift), row.shift.status in LIVE)


def _page(actor: Actor, shift: Shift) -> str:
    if policies.is_theirs(actor, shift):
        return reverse("bank:my_shift", args=[shift.pk])
    if policies.may_see_bank(actor):
        return reverse("bank:shift", args=[shift.pk])
    return reverse("bank:ward_shifts")


@busy_from
def on_a_shift(worker_ids: Collection[str], date: Any) -> set[str]:
    """Those with a shift at that time which does not serve this date. One SQL query."""
    at_once = Shift.objects.filter(
        worker__in=worker_ids, status__in=Shift.HELD, starts_at__lt=date.ends_at, ends_at__gt=date.starts_at
    )
    return set(at_once.exclude(group_date=date.pk).values_list("worker_id", flat=True))
