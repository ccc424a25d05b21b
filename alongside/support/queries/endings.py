"""Questions about what interrupts or ends: breaks, endings and how ready they are, and a death told by a person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.lookups import LessThanOrEqual
from django.utils import timezone

from alongside.accounts.queries import current_service
from alongside.core import clock
from alongside.core.actors import Actor
from alongside.core.errors import Refused
from alongside.support import policies
from alongside.support.models import (
    CLOSED_BY_SERVICE,
    ENDED_TOGETHER,
    Agreement,
    Break,
    Ending,
    Handover,
    News,
    Relationship,
)
from alongside.support.queries.handovers import Before, before
from alongside.ui.dates import day

Status, EndedAs = Relationship.Status, Relationship.EndedAs


@dataclass(frozen=True)
class Step:
    """One thing on the way to a good ending: done or not, and what was written about it. Nothing is forced."""

    text: str
    done: bool
    words: str = ""
    whose: str = ""


@dataclass(frozen=True)
class NewsRow:
    """A death. `teller` tells the peer worker; `told_at` is empty until they have."""

    id: str
    relationship_id: str
    person: str
    called: str
    worker: str
    worker_phone: str
    teller: str
    mine: bool
    died_on: date
    told_at: datetime | None


@dataclass(frozen=True)
class Passage:
    """What a relationship's page says of breaks, hand-overs, its ending, what was before and what came after.

    `change_asked_at` is empty for the peer worker, whom no page tells. `news` is None unless the person died.
    """

    taken: Break | None
    handover: Handover | None
    change_asked_at: datetime | None
    before: tuple[Before, ...]
    ending: Ending | None
    getting_ready: bool
    steps: tuple[Step, ...]
    ended: str
    reason: str
    after: str
    news: NewsRow | None
    may_change: bool
    may_plan: bool


def passage(actor: Actor, relationship: Relationship) -> Passage:
    """For the strips and cards of a relationship's page. Seven queries at most, and one for each time before."""
    ending = Ending.objects.filter(relationship=relationship).first()
    is_open, may_plan = relationship.status != Status.ENDED, policies.may_see_change_asked(actor, relationship)
    after = None if is_open else relationship.followed_by.select_related("worker").order_by("introduced_at").first()
    asked = relationship.handovers.filter(status=Handover.Status.ASKED).select_related("to_worker").first()
    news = News.objects.filter(relationship=relationship).select_related("teller").first()
    same = after is not None and after.referral_id == relationship.referral_id
    return Passage(
        taken=relationship.breaks.filter(ended_on=None).first() if relationship.status == Status.ON_BREAK else None,
        handover=asked,
        change_asked_at=relationship.change_asked_at if is_open and may_plan else None,
        before=before(relationship),
        ending=ending,
        getting_ready=bool(is_open and ending and is_near(relationship, ending)),
        steps=steps_of(relationship, ending) if ending else (),
        ended="" if is_open else ended_words(relationship),
        reason=reason_of(relationship),
        after=after.worker.full_name if after and same and relationship.ended_as == EndedAs.HANDED_OVER else "",
        news=_news(actor, news) if news else None,
        may_change=is_open and policies.may_record(actor, relationship),
        may_plan=may_plan,
    )


def steps_of(relationship: Relationship, ending: Ending) -> tuple[Step, ...]:
    called, first = relationship.referral.person.called, relationship.worker.first_name
    told = f"Talked about on {day(ending.told_on)}" if ending.told_on else ""
    last = f"Last meeting on {day(ending.last_meeting_on)}" if ending.last_meeting_on else ""
    asked = f"Asked on {day(ending.feedback_asked_on)}" if ending.feedback_asked_on else ""
    return (
        Step("Talk about the ending, and when it is", bool(ending.told_on), told),
        Step("A day for the last meeting", bool(ending.last_meeting_on), last),
        Step("Look back together at what happened", bool(ending.looked_back), ending.looked_back),
        Step(f"Name what {called} is good at", bool(ending.strengths), ending.strengths, called),
        Step("Other people and places to turn to", bool(ending.next_supports), ending.next_supports),
        Step(f"{called} says thank you", bool(ending.thanks_from_person), ending.thanks_from_person, called),
        Step(f"{first} says thank you", bool(ending.thanks_from_worker), ending.thanks_from_worker, first),
        Step(
            "Ask what it was like",
            bool(ending.feedback_asked_on or ending.feedback),
            ending.feedback or asked,
            ending.feedback_by,
        ),
    )


def is_near(relationship: Relationship, ending: Ending) -> bool:
    """Whether they are getting ready now: within the notice, or begun since they last agreed on a day. An ending that
    was moved away waits until its time."""
    agreement = relationship.agreements.order_by("-written_at", "-pk").first()
    if agreement is None or agreement.planned_end_on is None:
        return True
    return agreement.planned_end_on <= clock.today() + notice() or ending.started_at >= agreement.written_at


def notice() -> timedelta:
    """How long before a planned ending the two begin to get ready."""
    service = current_service()
    return timedelta(weeks=service.ending_notice_weeks if service else 4)


def ended_words(relationship: Relationship) -> str:
    """ "Ended well", "Handed over", "Ended"."""
    return {EndedAs.WELL.value: "Ended well", EndedAs.HANDED_OVER.value: "Handed over"}.get(
        relationship.ended_as, "Ended"
    )


def reason_of(relationship: Relationship) -> str:
    """Why it ended, in the words that were chosen from; nothing where nobody was asked."""
    offered = {EndedAs.WELL.value: ENDED_TOGETHER, EndedAs.CLOSED.value: CLOSED_BY_SERVICE}
    return offered.get(relationship.ended_as, {}).get(relationship.referral.closure_code, "")


def reasons_together() -> Mapping[str, str]:
    return ENDED_TOGETHER


def reasons_of_service() -> Mapping[str, str]:
    return CLOSED_BY_SERVICE


def ending_of(relationship: Relationship) -> Ending | None:
    return Ending.objects.filter(relationship=relationship).first()


# For the jobs: they see everyone -------------------------------------------------------------------------------------


def breaks_over() -> QuerySet[Relationship]:
    """Those whose break was until today, or before."""
    over = Break.objects.filter(ended_on=None, until__lte=clock.today())
    return Relationship.objects.filter(status=Status.ON_BREAK, pk__in=over.values("relationship"))


def to_get_ready() -> QuerySet[Relationship]:
    """Open relationships whose planned ending, or first talk about it, has come near, with no getting ready begun."""
    newest = Agreement.objects.filter(relationship=OuterRef("pk")).order_by("-written_at", "-pk")
    near = Q(LessThanOrEqual(Subquery(newest.values("planned_end_on")[:1]), clock.today() + notice()))
    talk = Q(LessThanOrEqual(Subquery(newest.values("ending_talk_on")[:1]), clock.today()))
    return Relationship.objects.exclude(status=Status.ENDED).filter(near | talk, ending=None)


# A death -------------------------------------------------------------------------------------------------------------


def needs_hearing(actor: Actor, relationship: Relationship) -> None:
    """Refuse its page to the peer worker who has not heard from a person yet, without saying what it is."""
    if relationship.ended_as != EndedAs.DIED:
        return
    news = policies.news_to_hear(actor).filter(relationship=relationship).select_related("teller").first()
    if news and not policies.may_tell_news(actor, news):
        raise Refused(f"Please speak to {news.teller.name} before you do anything more here.")


def news_to_hear(actor: Actor) -> list[str]:
    """Whom the actor should please speak to, by name: about someone they walked with, and nothing more is said."""
    return sorted(set(policies.news_to_hear(actor).values_list("teller__name", flat=True)))


def news_to_tell(actor: Actor) -> list[NewsRow]:
    """What the actor is to tell a peer worker; for the lead and coordinators also what nobody has told for a day."""
    since = clock.now() - timedelta(days=1)
    waiting = policies.visible_news(actor).filter(Q(teller=actor.user_id) | Q(written_at__lte=since), told_at=None)
    rows = waiting.select_related("teller", "relationship__referral__person", "relationship__worker")
    return [_news(actor, row) for row in rows.order_by("written_at", "pk")]


def get_news(actor: Actor, id: str) -> News:  # noqa: A002
    rows = policies.visible_news(actor).select_related("teller", "relationship__referral__person")
    return rows.get(pk=id)


def news_of(actor: Actor, person: Any) -> list[NewsRow]:
    """Who walked with someone who died, and whether they have heard."""
    rows = policies.visible_news(actor).filter(relationship__referral__person=person)
    return [_news(actor, row) for row in rows.select_related("teller", "relationship__worker").order_by("written_at")]


def tellers(actor: Actor) -> list[Any]:
    """Users who could tell the peer worker: the lead and coordinators, whoever writes it down first."""
    user_model = News._meta.get_field("teller").related_model
    today = clock.today()
    held = Q(holdings__ends_on=None) | Q(holdings__ends_on__gte=today)
    found = user_model._default_manager.filter(
        held, holdings__role__in=("lead", "coordinator"), holdings__starts_on__lte=today, is_active=True
    )
    return sorted(found.distinct(), key=lambda user: (user.pk != actor.user_id, user.name))


def walked_until(person: Any) -> list[Relationship]:
    """The open relationships of someone, with their peer worker."""
    found = Relationship.objects.filter(referral__person=person).exclude(status=Status.ENDED)
    return list(found.select_related("worker__user"))


def _news(actor: Actor, news: News) -> NewsRow:
    relationship = news.relationship
    person, worker = relationship.referral.person, relationship.worker
    return NewsRow(
        id=news.pk,
        relationship_id=relationship.pk,
        person=person.full_name,
        called=person.called,
        worker=worker.first_name,
        worker_phone=worker.work_phone,
        teller=news.teller.name,
        mine=news.teller_id == actor.user_id,
        died_on=person.died_on or timezone.localdate(news.written_at),
        told_at=news.told_at,
    )
