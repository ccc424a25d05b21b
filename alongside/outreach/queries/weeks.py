"""Awareness weeks, and what is planned for each."""

from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from alongside.core import clock
from alongside.core.actors import Actor
from alongside.core.errors import NotAllowed
from alongside.outreach.models import AwarenessWeek, Talk
from alongside.outreach.policies import may_see_talks, visible_talks, visible_weeks

SHOWN = {"": "To come", "past": "Past"}


@dataclass(frozen=True)
class WeekRow:
    """A week, and the talks planned for it that the reader may see."""

    week: AwarenessWeek
    talks: tuple[Talk, ...]


def weeks(actor: Actor, show: str = "") -> QuerySet[AwarenessWeek]:
    """Those to come, the next first; or those past, the newest first. For `week_rows`."""
    if not may_see_talks(actor):
        raise NotAllowed("awareness weeks")
    today = clock.today()
    found = visible_weeks(actor).prefetch_related(
        Prefetch(
            "talks",
            visible_talks(actor)
            .exclude(status=Talk.Status.CANCELLED)
            .only("week", "title", "starts_at")
            .order_by("starts_at", "pk"),
            to_attr="planned",
        )
    )
    if show == "past":
        return found.filter(ends_on__lt=today).order_by("-starts_on", "name")
    return found.filter(ends_on__gte=today)


def week_rows(found: QuerySet[AwarenessWeek]) -> list[WeekRow]:
    return [WeekRow(week, tuple(week.planned)) for week in found]  # type: ignore[attr-defined]


def get_week(actor: Actor, week_id: str) -> AwarenessWeek:
    return visible_weeks(actor).get(pk=week_id)


def weeks_are_described() -> bool:
    """Whether there are any, so that a profile's are read once."""
    return AwarenessWeek.objects.exists()
