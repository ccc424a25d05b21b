"""Who supervises while the supervisor is away: named for some days, and taken back."""

from datetime import date
from typing import Any

from alongside.core import clock
from alongside.core.commands import Act, command
from alongside.core.errors import Refused
from alongside.supervision import notices, policies, queries
from alongside.supervision.commands.raising import settle
from alongside.supervision.commands.sessions import hide_what_was_shown
from alongside.supervision.models import Cover, Session, Supervision


@command("supervision_cover.named", "named who covers a supervision", allow=policies.may_cover, locks=("by",))
def name_cover(act: Act, supervision: Supervision, *, by: Any, starts_on: date, ends_on: date) -> Cover:
    """`by` (a Worker) supervises from `starts_on` to `ends_on`, both included, and leads the sessions planned there.

    They read what is written of those sessions, and nothing from before: what somebody had shown to the supervisor is
    theirs alone again until they show it afresh.
    """
    if supervision.status == Supervision.Status.ENDED:
        raise Refused("This supervision has ended.")
    if ends_on < starts_on or ends_on < clock.today():
        raise Refused("The last day is before the first, or has passed. Check the two dates.")
    if by.pk not in {worker.pk for worker, _ in queries.cover_choices(supervision, starts_on, ends_on)}:
        raise Refused(f"{by.full_name} is not available on these days. Choose somebody else.")
    if supervision.covers.filter(taken_back_at=None, starts_on__lte=ends_on, ends_on__gte=starts_on).exists():
        raise Refused("Somebody covers some of these days already. Take that back first.")
    cover = Cover.objects.create(
        supervision=supervision,
        by=by,
        starts_on=starts_on,
        ends_on=ends_on,
        written_by=act.actor.name,
        written_at=act.at,
    )
    notices.tell_cover(act, cover)
    _hand_on(act, cover)
    settle(act, _inside(supervision))
    return cover


@command(
    "supervision_cover.taken_back",
    "took back who covers a supervision",
    allow=policies.may_cover,
    locks=("supervision",),
)
def take_back_cover(act: Act, cover: Cover) -> Cover:
    """The supervisor leads again what is still to come."""
    if cover.taken_back_at is not None:
        raise Refused("This was taken back already.")
    cover.taken_back_at = act.at
    cover.save()
    _hand_on(act, cover)
    notices.tell_cover_taken_back(act, cover)
    return cover


def _hand_on(act: Act, cover: Cover) -> None:
    """The sessions still to come on these days are led by whoever leads then; both calendars change."""
    coming = cover.supervision.sessions.filter(
        status=Session.Status.PLANNED,
        starts_at__gt=act.at,
        starts_at__date__gte=cover.starts_on,
        starts_at__date__lte=cover.ends_on,
    )
    for session in coming.select_related("led_by__user"):
        old, new = session.led_by, queries.leader_on(cover.supervision, queries.session_day(session))
        if old == new:
            continue
        session.led_by = new
        session.changes += 1
        session.save()
        hide_what_was_shown(session)
        notices.tell_no_longer_leads(act, session, old)
        notices.tell_of_session(act, session, "covered")


def _inside(supervision: Supervision) -> list[Any]:
    return [place.worker for place in supervision.people.filter(until=None).select_related("worker")]
