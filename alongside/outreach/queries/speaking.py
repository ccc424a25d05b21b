"""Who speaks at a talk: whom one may ask, what each is content to share and who reads it, and what they are owed."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from alongside.core import clock
from alongside.core.actors import Actor
from alongside.core.errors import NotAllowed
from alongside.outreach.models import Ask, AwarenessWeek, Speaker, Talk
from alongside.outreach.policies import (
    COMING,
    may_plan_talk,
    may_thank_speaker,
    own_speaking,
    planned_talks,
    read_sharing,
    visible_speakers,
)
from alongside.outreach.queries.talks import get_talk, state_of
from alongside.workforce import queries as workforce

Status = Speaker.Status
KEPT = timedelta(days=7)  # what they shared is emptied that long after the talk
OWED = {"": "Everything", "thanks": "Thanks to give", "debrief": "To ask how it was"}
MEANS = {Status.ASKED: "their_turn", Status.YES: "going_on", Status.NO: "on_hold", Status.SPOKE: "done"}


@dataclass(frozen=True)
class SpeakerRow:
    """One speaker as the reader may see them: `sharing` and `needs` are empty for whoever may not read them."""

    id: str
    name: str
    status: str
    words: str
    means: str
    sharing: str
    needs: str
    thanks: str
    thanks_given_at: datetime | None
    debriefed_at: datetime | None

    @property
    def speaks(self) -> bool:
        return self.status in COMING


@dataclass(frozen=True)
class TalkPage:
    """One talk as its reader sees it. `mine` is their own part, where they were asked to speak."""

    talk: Talk
    ask: Ask | None
    week: AwarenessWeek | None
    planned_by: str
    means: str
    state_words: str
    speakers: tuple[SpeakerRow, ...]
    mine: SpeakerRow | None
    may_plan: bool
    may_answer: bool
    reads_sharing: bool

    @property
    def is_over(self) -> bool:
        return self.talk.ends_at <= clock.now()


@dataclass(frozen=True)
class OwedRow:
    """What somebody who spoke is still owed. `thanks` is empty when it was given, or is part of their work."""

    id: str
    name: str
    talk_id: str
    title: str
    spoke_on: datetime
    thanks: str
    debrief: bool


@dataclass(frozen=True)
class Elsewhere:
    """A talk as keeping apart needs to know it: whose team it is for, and who asks. See `workforce.kept_apart`."""

    id: str
    name: str
    team_id: str | None
    ward_id: str | None = None


def talk_page(actor: Actor, talk_id: str) -> TalkPage:
    """Three queries, and one more for a peer worker."""
    talk = get_talk(actor, talk_id)
    plans = may_plan_talk(actor)
    readable = set(read_sharing(actor).filter(talk=talk).values_list("pk", flat=True))
    found = talk.speakers.select_related("worker").order_by("worker__first_name", "worker__last_name", "pk")
    rows = [(row.worker.user_id == actor.user_id, speaker_row(row, row.pk in readable)) for row in found]
    means, words = state_of(talk, clock.now())
    mine = next((row for is_me, row in rows if is_me and own_speaking(actor).filter(pk=row.id).exists()), None)
    return TalkPage(
        talk=talk,
        ask=talk.ask if plans else None,
        week=talk.week,
        planned_by=talk.planned_by.name if talk.planned_by else "",
        means=means,
        state_words=words,
        speakers=tuple(row for _, row in rows if plans or row.speaks),
        mine=mine,
        may_plan=plans,
        may_answer=mine is not None and talk.status == Talk.Status.PLANNED and talk.starts_at > clock.now(),
        reads_sharing=talk.planned_by_id == actor.user_id or (mine is not None and mine.speaks),
    )


def speaker_row(row: Speaker, may_read: bool) -> SpeakerRow:
    return SpeakerRow(
        id=row.pk,
        name=row.worker.full_name,
        status=row.status,
        words=row.get_status_display(),
        means=MEANS[Status(row.status)],
        sharing=row.sharing if may_read else "",
        needs=row.needs if may_read else "",
        thanks=thanks_in_words(row),
        thanks_given_at=row.thanks_given_at,
        debriefed_at=row.debriefed_at,
    )


def thanks_in_words(row: Speaker) -> str:
    """Like "Paid, £40.00" or "Time back, 2 hours"; empty when it is part of their work."""
    if not row.thanks:
        return ""
    words = str(row.get_thanks_display())
    if row.thanks_pence:
        return f"{words}, £{row.thanks_pence // 100}.{row.thanks_pence % 100:02d}"
    if row.thanks_minutes:
        hours, minutes = divmod(row.thanks_minutes, 60)
        parts = [f"{hours} hour{'s' if hours > 1 else ''}"] if hours else []
        return f"{words}, {' '.join([*parts, *([f'{minutes} minutes'] if minutes else [])])}"
    return words


def who_could_speak(actor: Actor, talk: Talk) -> list[tuple[Any, str]]:
    """Peer workers whom one may ask: (worker, name), by name. Whoever was asked already, is away that day, wants
    nothing new this week or is kept away from that team is not among them, and nothing says which. Four queries."""
    if not planned_talks(actor).filter(pk=talk.pk).exists():
        raise NotAllowed("ask somebody to speak")
    day = timezone.localdate(talk.starts_at)
    asked = talk.speakers.values("worker")
    today = clock.today()
    at_work = workforce.workers_at_work("peer", day).exclude(pk__in=asked).exclude(not_this_week_until__gte=today)
    found = list(at_work)
    away = workforce.away([worker.pk for worker in found], day, day)
    place = Elsewhere(talk.pk, talk.ask.asked_by if talk.ask else "", talk.team_id)
    apart = workforce.kept_apart([place])
    return [(worker, worker.full_name) for worker in found if not away[worker.pk] and worker.pk not in apart]


def get_speaker(actor: Actor, speaker_id: str) -> Speaker:
    """For those who plan."""
    return visible_speakers(actor).select_related("talk", "worker").get(pk=speaker_id)


def get_own_speaking(actor: Actor, speaker_id: str) -> Speaker:
    return own_speaking(actor).select_related("talk__planned_by", "worker").get(pk=speaker_id)


def owed(actor: Actor, show: str = "") -> QuerySet[Speaker]:
    """Those who spoke and have not had their thanks, or whom nobody asked how it was; the longest ago first."""
    if not may_thank_speaker(actor):
        raise NotAllowed("what speakers are owed")
    thanks = ~Q(thanks="") & Q(thanks_given_at=None)
    which = {"thanks": thanks, "debrief": Q(debriefed_at=None)}
    spoke = visible_speakers(actor).filter(status=Status.SPOKE).select_related("worker", "talk")
    return spoke.filter(which.get(show, thanks | Q(debriefed_at=None))).order_by("talk__starts_at", "pk")


def owed_rows(found: Any) -> list[OwedRow]:
    return [
        OwedRow(
            id=row.pk,
            name=row.worker.full_name,
            talk_id=row.talk_id,
            title=row.talk.title,
            spoke_on=row.talk.starts_at,
            thanks="" if row.thanks_given_at else thanks_in_words(row),
            debrief=row.debriefed_at is None,
        )
        for row in found
    ]


def sharing_to_empty() -> QuerySet[Speaker]:
    """What speakers wrote for a talk that was a week ago."""
    return Speaker.objects.filter(talk__ends_at__lt=clock.now() - KEPT).exclude(sharing="", needs="")
