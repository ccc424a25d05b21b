"""Questions about who waits: the waiting list, and what the solver needs to know of each person on it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, F, FilteredRelation, Min, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from alongside.core import clock
from alongside.core.actors import Actor
from alongside.referrals import policies
from alongside.referrals.models import Choice, Need, Question, Referral
from alongside.referrals.queries.people import NeedRow, needs_of
from alongside.ui.dates import day


@dataclass(frozen=True)
class WaitingRow:
    """One person accepted and not yet matched. `days` is since they asked; `turn` is a tag's meaning and its words.

    `do` is what is ours to do next: "match", "their_answer", "close" or nothing.
    """

    id: str
    person_id: str
    name: str
    needs: tuple[NeedRow, ...]
    days: int
    pathway: str
    team: str
    urgent: str
    urgent_by: date | None
    turn: tuple[str, str]
    happening: str
    do: str
    missing: tuple[str, ...]
    said_yes: bool
    on_hold: bool


@dataclass(frozen=True)
class ReadyRow:
    """Everything the solver needs to know of one person who said yes and waits for a peer worker."""

    referral_id: str
    person_id: str
    name: str
    called: str
    pathway_id: str
    team_id: str
    area: str
    language: str
    interpreter: bool
    wants: tuple[dict[str, Any], ...]
    ruled_out: tuple[str, ...]
    days: tuple[str, ...]
    urgent: bool
    waited_days: int
    hopes: str


def newest_answer(referral: str = "pk") -> Subquery:
    """The newest thing the person said about having peer support, to annotate or compare with: `referral` is the name
    of the column that holds the referral's id. Null where they were never asked."""
    said = Choice.objects.filter(referral=OuterRef(referral), about=Choice.About.PEER_SUPPORT)
    return Subquery(said.order_by("-written_at", "-pk").values("answer")[:1])


def needs_due(people: Any) -> QuerySet[Need]:
    """What `people` (ids, or a question for ids) need and is to be looked at again by today, the longest due first."""
    due = Need.objects.filter(ended_on=None, review_on__lte=clock.today(), person__in=people)
    return due.select_related("person").order_by("review_on", "pk")


def _accepted(actor: Actor) -> QuerySet[Any]:
    """Who waits, with the newest answer, the open question and the open offer beside each."""
    asked = Question.objects.filter(referral=OuterRef("pk"), answered_at=None).order_by("asked_at")
    return (
        policies.triage_referrals(actor)
        .filter(status=Referral.Status.ACCEPTED)
        .select_related("person", "pathway", "host_team")
        .annotate(
            answer=newest_answer(),
            question_asked_at=Subquery(asked.values("asked_at")[:1]),
        )
    )


def waiting_counts(actor: Actor) -> dict[str, tuple[int, datetime]]:
    """How many wait in each pathway (its id), and when the one who waits longest asked. One query."""
    found = policies.triage_referrals(actor).filter(status=Referral.Status.ACCEPTED).order_by()
    rows = found.values_list("pathway").annotate(n=Count("pk"), first=Min("received_at"))
    return {pathway or "": (n, first) for pathway, n, first in rows}


def waiting_found(actor: Actor, *, pathway: str = "") -> QuerySet[Any, str]:
    """The ids of those who wait, of one pathway (its id) or of all, longest wait first: to be counted and sliced."""
    found = policies.triage_referrals(actor).filter(status=Referral.Status.ACCEPTED)
    found = found.filter(pathway=pathway) if pathway else found
    return found.order_by("received_at", "pk").values_list("pk", flat=True)


def unread_found(actor: Actor) -> QuerySet[Referral]:
    """New requests that nobody has read, those waiting longest first: to be counted."""
    found = policies.triage_referrals(actor).filter(status=Referral.Status.RECEIVED, read_at=None)
    return found.order_by("received_at", "pk")


def people_in_reach(actor: Actor, *, pathway: str = "") -> QuerySet[Any, Any]:
    """The ids of people with an open request in the reach of the lead or a coordinator; of one pathway or of all."""
    found = policies.triage_referrals(actor).filter(status__in=("received", "asked", "accepted", "matched"))
    return (found.filter(pathway=pathway) if pathway else found).order_by().values("person")


def days_since(moment: datetime) -> int:
    """Days by the calendar, from that moment to today."""
    return (clock.today() - timezone.localdate(moment)).days


def usual_wait(fewest: int) -> int | None:
    """For anyone: the days that those who wait now have waited, the middle one of them, without those whose record is
    sealed. None when fewer than `fewest` wait, so that it is never about somebody. One query."""
    asked = Referral.objects.filter(policies.unsealed("person"), status=Referral.Status.ACCEPTED)
    asked = asked.order_by("received_at", "pk")
    moments = list(asked.values_list("received_at", flat=True))
    return days_since(moments[len(moments) // 2]) if len(moments) >= max(1, fewest) else None


def waited(referral: Referral) -> int:
    """Days since they asked."""
    return days_since(referral.received_at)


def waiting(actor: Actor, *, only: Iterable[str] | None = None) -> list[WaitingRow]:
    """Urgent first (by the day it must be), then the longest wait; `only` these ids, or all. Two queries."""
    offer = FilteredRelation("offers", condition=Q(offers__status__in=["asked_worker", "asked_person"]))
    waits = _accepted(actor)
    found = list(
        (waits if only is None else waits.filter(pk__in=list(only)))
        .annotate(open_offer=offer)
        .annotate(
            offer_status=F("open_offer__status"),
            offered_at=F("open_offer__offered_at"),
            answered_at=F("open_offer__worker_answered_at"),
            offered_to=F("open_offer__worker__first_name"),
        )
    )
    needs = needs_of(referral.person_id for referral in found)
    rows = [_row(referral, needs.get(referral.person_id, ())) for referral in found]
    return sorted(rows, key=lambda row: (not row.urgent, row.urgent_by or date.max, -row.days, row.name, row.id))


def _row(referral: Any, needs: tuple[NeedRow, ...]) -> WaitingRow:
    turn, happening, do = _now(referral)
    return WaitingRow(
        id=referral.pk,
        person_id=referral.person_id,
        name=referral.person.full_name,
        needs=needs,
        days=waited(referral),
        pathway=referral.pathway.name,
        team=referral.host_team.name if referral.host_team else "",
        urgent=referral.urgent_reason,
        urgent_by=referral.urgent_by,
        turn=turn,
        happening=happening,
        do=do,
        missing=tuple(_missing(referral, needs)),
        said_yes=referral.answer == Choice.Answer.YES,
        on_hold=turn[0] == "on_hold",
    )


def _now(referral: Any) -> tuple[tuple[str, str], str, str]:
    """Whose turn it is (a tag's meaning and words), what is happening in a sentence, and what is ours to do."""
    called = referral.person.called
    if referral.on_hold_until and referral.on_hold_until > clock.today():
        return ("on_hold", "On hold"), f"{called} asked to wait until {day(referral.on_hold_until)}", ""
    if referral.question_asked_at:
        return ("their_turn", "Referrer"), f"{referral.asker_name or 'They were'} asked on {_on(referral)}", ""
    if referral.offer_status == "asked_worker":
        return ("their_turn", "Peer worker"), f"{referral.offered_to} asked on {day(referral.offered_at)}", ""
    if referral.offer_status == "asked_person":
        return ("their_turn", called), f"Profile offered on {day(referral.answered_at or referral.offered_at)}", ""
    if referral.answer == Choice.Answer.YES:
        return ("your_turn", "Our turn"), "Ready to match", "match"
    if referral.answer == Choice.Answer.NOT_YET:
        return ("their_turn", called), f"{called} said not yet", "their_answer"
    if referral.answer == Choice.Answer.NO:
        return ("your_turn", "Our turn"), f"{called} said no", "close"
    return ("your_turn", "Our turn"), f"Ask {called}", "their_answer"


def _on(referral: Any) -> str:
    asked: datetime = referral.question_asked_at
    return day(asked)


def _missing(referral: Any, needs: tuple[NeedRow, ...]) -> Iterable[str]:
    person = referral.person
    if referral.answer is None:
        yield "Their own yes"
    if not (person.phone or person.email or person.address):
        yield "A way to reach them"
    if not needs and person.needs_asked_on is None:
        yield "What they need"
    if not referral.hopes:
        yield "What they hope for"


def ready_to_match(actor: Actor) -> list[ReadyRow]:
    """Everyone whose newest word is yes and who is not on hold, longest wait first. One query."""
    not_held = Q(on_hold_until=None) | Q(on_hold_until__lte=clock.today())
    found = _accepted(actor).filter(not_held, answer=Choice.Answer.YES).order_by("received_at", "pk")
    return [
        ReadyRow(
            referral_id=r.pk,
            person_id=r.person_id,
            name=r.person.full_name,
            called=r.person.called,
            pathway_id=r.pathway_id or "",
            team_id=r.host_team_id or "",
            area=r.person.area,
            language=r.person.language,
            interpreter=r.person.interpreter,
            wants=tuple(r.wants),
            ruled_out=tuple(r.ruled_out),
            days=tuple(r.days),
            urgent=bool(r.urgent_reason),
            waited_days=waited(r),
            hopes=r.hopes,
        )
        for r in found
    ]
