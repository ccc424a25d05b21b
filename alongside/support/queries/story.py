"""The story so far: one dot a week, from the first meeting to the planned ending."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from alongside.core import clock
from alongside.support.models import Agreement, Relationship
from alongside.ui.dates import full_date
from alongside.ui.words import plural

AHEAD = 4  # weeks drawn after this one where no ending is planned
LONGEST = 104
ENDING_NOTICE = timedelta(weeks=4)


@dataclass(frozen=True)
class Week:
    """One week: `state` is met, did_not_happen, booked, quiet, to_come or ending; `week` and `note` are in words."""

    week: str
    state: str
    note: str = ""


def weeks(
    relationship: Relationship, agreement: Agreement | None, contacts: Sequence[Any], meetings: Iterable[Any]
) -> tuple[tuple[Week, ...], int, str]:
    """(a dot for each week, the index of this week, the whole in a sentence). Empty before the first meeting."""
    if not relationship.first_met_at:
        return (), -1, ""
    start, today = timezone.localdate(relationship.first_met_at), clock.today()
    if ended := relationship.ended_at:
        end = timezone.localdate(ended)
    else:
        planned = agreement.planned_end_on if agreement else None
        end = max(planned or today, today + timedelta(weeks=0 if planned else AHEAD))
    count = min((end - start).days // 7 + 1, LONGEST)
    this_week = (today - start).days // 7
    happened: dict[int, list[Any]] = {}
    for contact in contacts:
        happened.setdefault((timezone.localdate(contact.starts_at) - start).days // 7, []).append(contact)
    booked = {(timezone.localdate(meeting.starts_at) - start).days // 7 for meeting in meetings}
    ready = agreement.planned_end_on - ENDING_NOTICE if agreement and agreement.planned_end_on else None
    line = tuple(_week(n, start, happened.get(n, []), n in booked, this_week, ready) for n in range(count))
    met = sum(contact.attended for contact in contacts)
    story = (
        f"From {full_date(start)} to {full_date(end)}. {plural(met, 'meeting')} so far, "
        f"{len(contacts) - met} that did not happen."
    )
    return line, this_week if this_week < count else -1, story


def _week(n: int, start: date, happened: list[Any], booked: bool, this_week: int, ready: date | None) -> Week:
    first = start + timedelta(weeks=n)
    named = f"Week of {full_date(first)}"
    met = [contact for contact in happened if contact.attended]
    if met:
        return Week(named, "met", f"{plural(len(met), 'time')}" if len(met) > 1 else met[0].what)
    if happened:
        return Week(named, "did_not_happen", happened[0].what)
    if booked:
        return Week(named, "booked")
    if ready and first >= ready and n > this_week:
        return Week(named, "ending")
    return Week(named, "quiet" if n < this_week else "to_come")
