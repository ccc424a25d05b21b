"""Talks: those to come and those given, one of them with who speaks, and how many were given to whom."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum
from django.utils import timezone

from alongside.core import clock
from alongside.core.actors import Actor
from alongside.core.errors import NotAllowed
from alongside.outreach.models import Audience, Speaker, Talk
from alongside.outreach.policies import (
    COMING,
    given_talks,
    may_plan_talk,
    may_see_talks,
    planned_talks,
    visible_talks,
)

Status = Talk.Status
SHOWN = {
    "": "To come",
    "over": "To write up",
    "mine": "Mine",
    "given": "Given",
    "off": "Cancelled",
    "all": "All",
}
ONLY_PLANNERS = ("over", "mine")


@dataclass(frozen=True)
class TalkRow:
    """A talk on the list. `my_words` is what the actor answered, where they were asked to speak."""

    id: str
    title: str
    audience: str
    kind: str
    who: str
    starts_at: datetime
    ends_at: datetime
    where: str
    means: str
    state_words: str
    speaking: int
    asked: int
    head_count: int | None
    planned_by: str
    my_words: str


@dataclass(frozen=True)
class Given:
    """Talks given to one audience: how many, and how many people came to them together."""

    audience: str
    words: str
    talks: int
    people: int


def talks(actor: Actor, show: str = "", audience: str = "") -> QuerySet[Talk]:
    """What `show` (a key of SHOWN) leaves: to come the next first, past the newest first. For `talk_rows`."""
    if not may_see_talks(actor):
        raise NotAllowed("talks")
    rows = visible_talks(actor).filter(_shown(actor).get(show, _coming()))
    if audience:
        rows = rows.filter(audience=audience)
    first_next = show in ("", "over")
    return _counted(rows).order_by(*(("starts_at", "id") if first_next else ("-starts_at", "id")))


def talk_rows(actor: Actor, found: Any) -> list[TalkRow]:
    """One query beside that of the talks: what the actor answered to those they were asked to speak at."""
    found = list(found)
    mine = Speaker.objects.filter(talk__in=[talk.pk for talk in found], worker__user=actor.user_id or None)
    said = {row.talk_id: row.get_status_display() for row in mine} if actor.user_id else {}
    now = clock.now()
    return [_row(talk, said.get(talk.pk, ""), now) for talk in found]


def pills(actor: Actor) -> dict[str, str]:
    """The choices for this actor: for a peer worker, whose talks are all their own, fewer."""
    plans = may_plan_talk(actor)
    return {key: words for key, words in SHOWN.items() if plans or key not in ONLY_PLANNERS}


def talk_counts(actor: Actor) -> dict[str, int]:
    """How many are to come, and how many wait to be written up. One query."""
    which = _shown(actor)
    found = visible_talks(actor).aggregate(coming=Count("pk", filter=which[""]), over=Count("pk", filter=which["over"]))
    return {"": found["coming"], "over": found["over"]}


def get_talk(actor: Actor, talk_id: str) -> Talk:
    return visible_talks(actor).select_related("ask", "week", "team", "planned_by").get(pk=talk_id)


def get_planned_talk(actor: Actor, talk_id: str) -> Talk:
    """One that the actor may plan."""
    return planned_talks(actor).select_related("ask", "week", "team").get(pk=talk_id)


def state_of(talk: Talk, now: datetime) -> tuple[str, str]:
    """(meaning of its tag, words)."""
    if talk.status == Status.CANCELLED:
        return "on_hold", "Cancelled"
    if talk.status == Status.GIVEN:
        return "done", "Given"
    if talk.ends_at <= now:
        return "your_turn", "How did it go?"
    return "going_on", "Planned"


def talks_given(actor: Actor, since: date, until: date) -> tuple[Given, ...]:
    """How many talks were given to each audience from one day to another, both included, and to how many people.

    For the lead and coordinators; every audience, in order, those with none too. One query.
    """
    first = timezone.make_aware(datetime.combine(since, time.min))
    last = timezone.make_aware(datetime.combine(until + timedelta(days=1), time.min))
    rows = given_talks(actor).filter(starts_at__gte=first, starts_at__lt=last).order_by().values("audience")
    counted = rows.annotate(talks=Count("pk"), people=Sum("head_count")).values_list("audience", "talks", "people")
    found = {audience: (talks, people) for audience, talks, people in counted}
    return tuple(Given(key.value, str(key.label), *found.get(key.value, (0, 0))) for key in Audience)


def _coming() -> Q:
    return Q(status=Status.PLANNED, ends_at__gt=clock.now())


def _shown(actor: Actor) -> dict[str, Q]:
    speaks = Speaker.objects.filter(talk=OuterRef("pk"), worker__user=actor.user_id or None)
    return {
        "": _coming(),
        "over": Q(status=Status.PLANNED, ends_at__lte=clock.now()),
        "mine": Q(planned_by=actor.user_id or None) | Q(Exists(speaks)),
        "given": Q(status=Status.GIVEN),
        "off": Q(status=Status.CANCELLED),
        "all": Q(),
    }


def _counted(rows: QuerySet[Talk]) -> QuerySet[Talk]:
    return rows.select_related("planned_by").annotate(
        speaking=Count("speakers", filter=Q(speakers__status__in=COMING)),
        asked=Count("speakers", filter=Q(speakers__status=Speaker.Status.ASKED)),
    )


def _row(talk: Any, my_words: str, now: datetime) -> TalkRow:
    means, words = state_of(talk, now)
    return TalkRow(
        id=talk.pk,
        title=talk.title,
        audience=talk.get_audience_display(),
        kind=talk.get_kind_display(),
        who=talk.organisation_name,
        starts_at=talk.starts_at,
        ends_at=talk.ends_at,
        where=talk.where,
        means=means,
        state_words=words,
        speaking=talk.speaking,
        asked=talk.asked,
        head_count=talk.head_count,
        planned_by=talk.planned_by.name if talk.planned_by else "",
        my_words=my_words,
    )
