"""What Today holds of talks: whom somebody asks to speak, where they speak soon, and what waits for those who plan."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from alongside.core import clock
from alongside.core.actors import Actor
from alongside.outreach.models import Speaker, Talk
from alongside.outreach.policies import may_answer_ask, own_speaking
from alongside.outreach.queries.asks import ask_counts
from alongside.outreach.queries.speaking import owed
from alongside.outreach.queries.talks import talk_counts

SOON = timedelta(days=8)  # today and the seven days after it


@dataclass(frozen=True)
class SpeakingRow:
    """A talk to come that the actor is asked to speak at (`id`: their part in it), or where they said they do."""

    id: str
    talk_id: str
    title: str
    who: str
    starts_at: datetime
    where: str


@dataclass(frozen=True)
class OutreachDay:
    """`asked` wait for the actor's yes or no; `coming` are of the next eight days. The numbers are of those who plan:
    asks that nobody has answered, how many of them are late, talks to write up, and speakers still owed something."""

    asked: tuple[SpeakingRow, ...]
    coming: tuple[SpeakingRow, ...]
    asks: int = 0
    late: int = 0
    to_write_up: int = 0
    owed: int = 0

    @property
    def is_empty(self) -> bool:
        return not (self.asked or self.coming or self.asks or self.to_write_up or self.owed)


def outreach_day(actor: Actor) -> OutreachDay:
    """For Today. A query for whoever may be asked to speak, and three for those who plan talks."""
    now = clock.now()
    mine = own_speaking(actor).filter(talk__status=Talk.Status.PLANNED, talk__starts_at__gt=now)
    soon = Q(status=Speaker.Status.ASKED) | Q(status=Speaker.Status.YES, talk__starts_at__lt=now + SOON)
    rows = list(mine.filter(soon).select_related("talk").order_by("talk__starts_at", "pk"))
    asked = tuple(_row(row) for row in rows if row.status == Speaker.Status.ASKED)
    coming = tuple(_row(row) for row in rows if row.status == Speaker.Status.YES)
    if not may_answer_ask(actor):
        return OutreachDay(asked, coming)
    asks = ask_counts(actor)
    return OutreachDay(asked, coming, asks[""], asks["late"], talk_counts(actor)["over"], owed(actor).count())


def _row(speaker: Speaker) -> SpeakingRow:
    talk = speaker.talk
    return SpeakingRow(speaker.pk, talk.pk, talk.title, talk.organisation_name, talk.starts_at, talk.where)
