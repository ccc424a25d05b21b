"""What became of somebody's referrals: six steps and one sentence each, never content."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, Subquery, When

from alongside.core import clock
from alongside.core.actors import Actor
from alongside.core.names import searchable
from alongside.referrals import policies
from alongside.referrals.models import Choice, Question, Referral, Sharing
from alongside.ui.dates import day, short_day

STEPS = ("Referred", "Talking", "Choosing someone", "First meeting", "Meeting", "Good ending")
DONE = ("Referred", "Talked", "Chosen", "First meeting", "Met", "Ended well")
TALKING, CHOOSING, FIRST_MEETING, MEETING, ENDED = 1, 2, 3, 4, 6
DIED = "06"  # national closure reason
VOLUNTARY, OTHER_AGENCY = "G4", "M6"  # SourceOfReferralMH
SOON = timedelta(weeks=8)
Status = Referral.Status
SHOWN = {"": "All", "yours": "Your turn", "going": "Going on", "finished": "Finished"}
ONLY = {"yours": Q(waits=True), "going": Q(over=False), "finished": Q(over=True)}


@dataclass(frozen=True)
class JourneyStep:
    """One step: `state` is done, now or coming; `when` is a short date or nothing."""

    text: str
    state: str
    when: str


@dataclass(frozen=True)
class MyReferral:
    """One of my referrals: the name as I gave it, whose turn it is, one sentence of now, and its journey. `by` is who
    referred them, when it was a colleague at the same partner organisation."""

    id: str
    name: str
    by: str
    referred_at: datetime
    turn: tuple[str, str]
    now: str
    question_id: str
    question: str
    finished: bool
    steps: tuple[JourneyStep, ...]


def get_question(actor: Actor, id: str) -> Question:  # noqa: A002
    """A question not yet answered about a request the actor made."""
    mine = policies.referred_referrals(actor)
    return Question.objects.select_related("referral").get(pk=id, referral__in=mine, answered_at=None)


def usual_place(actor: Actor) -> dict[str, Any]:
    """Where the actor said they work when they last referred someone, for the form to begin with."""
    last = policies.referred_referrals(actor).order_by("-received_at", "-pk").values("source", "host_team").first()
    return {name: value for name, value in (last or {}).items() if value}


def sent_from(actor: Actor) -> dict[str, str]:
    """Of a partner's account: where a referral of theirs comes from, in national words and in ours; else nothing.

    SourceOfReferralMH: a charity is the voluntary sector; of any other we know only that it is another agency.
    """
    held = policies.partner_holdings(actor).select_related("organisation").first()
    if held is None or held.organisation is None:
        return {}
    organisation = held.organisation
    source = VOLUNTARY if organisation.kind == organisation.Kind.CHARITY else OTHER_AGENCY
    return {"source": source, "asker_role": organisation.name}


def referred(actor: Actor, show: str = "", name: str = "") -> QuerySet[Any]:
    """What the actor referred: what needs something of them first, then newest first, finished last. For
    `my_referrals`. `show` is a key of SHOWN; a `name` is looked for as they gave it, never as it is known here."""
    asked = Question.objects.filter(referral=OuterRef("pk"), answered_at=None)
    standing = Sharing.objects.filter(person=OuterRef("person"), shared_with=Sharing.With.REFERRER, withdrawn_on=None)
    ended = Q(status__in=(Status.DECLINED, Status.CLOSED))
    found = policies.referred_referrals(actor).annotate(
        shared=Subquery(standing.order_by("-given_on", "-pk").values("what")[:1]),
        waits=Case(When(~ended & Q(Exists(asked), referrer=actor.user_id), then=True), default=False),
        # Who would rather tell about it themself does not stand among the finished, which would tell it for them.
        over=Case(When(ended & (_told() | Q(closure_code=DIED)), then=True), default=False),
    )
    found = found.filter(ONLY.get(show, Q()))
    if words := searchable(name).split():
        names = found.select_related("person")
        named = [each.pk for each in names if all(word in searchable(_called(each)) for word in words)]
        found = found.filter(pk__in=named)
    return found.order_by("over", "-waits", "-received_at", "-pk")


def referred_counts(actor: Actor) -> dict[str, int]:
    """How many there are behind each key of SHOWN. One query."""
    which = {key or "all": Count("pk", filter=ONLY.get(key, Q())) for key in SHOWN}
    found = referred(actor).order_by().aggregate(**which)
    return {key: found[key or "all"] for key in SHOWN}


def my_referrals(actor: Actor, found: Any = None) -> list[MyReferral]:
    """The rows of what `referred` found, or of all of it. Eight queries, one of them that of the referrals."""
    found = (referred(actor) if found is None else found).select_related("person", "referrer")
    found = found.prefetch_related(
        "questions",
        "choices",
        "relationships__worker",
        "relationships__agreements",
        "relationships__breaks",
        "relationships__ending",
    )
    return [_row(referral, mine=referral.referrer_id == actor.user_id) for referral in found]


def _told() -> Q:
    """The person lets whoever referred them know at least the steps."""
    return Q(shared=None) | ~Q(shared=Sharing.What.NOTHING)


def _called(referral: Any) -> str:
    return str(referral.given_name or referral.person.full_name)


def _row(referral: Any, *, mine: bool) -> MyReferral:
    """What was said to the one who referred them is said to them alone: a colleague sees the steps."""
    asked = sorted(referral.questions.all(), key=lambda q: q.asked_at) if referral.waits else []
    question = next((q for q in asked if not q.answered_at), None)
    together = max(referral.relationships.all(), key=lambda r: r.introduced_at, default=None)
    at = _position(referral, together)
    names_worker = mine and referral.shared in (Sharing.What.WORKER, Sharing.What.WORDS)
    turn, now = _now(referral, together, at, names_worker)
    steps = _steps(referral, together, at, names_worker)
    if referral.closure_code == DIED:  # a person tells whoever referred them, if anybody does
        turn, now, steps = ("on_hold", "Closed"), "This request is closed. The peer support team can tell you more.", ()
    elif referral.shared == Sharing.What.NOTHING:
        turn, now, steps = ("their_turn", "With them"), "They would rather tell you about this themself.", ()
    elif referral.status == Status.DECLINED and not mine:
        now = "They can ask us again at any time."
    return MyReferral(
        id=referral.pk,
        name=_called(referral),
        by="" if mine or referral.referrer is None else referral.referrer.name,
        referred_at=referral.received_at,
        turn=("your_turn", "Your turn") if question else turn,
        now=now,
        question_id=question.pk if question else "",
        question=question.words if question else "",
        finished=referral.over,
        steps=steps,
    )


def _yes(referral: Any) -> Choice | None:
    said = [choice for choice in referral.choices.all() if choice.about == Choice.About.PEER_SUPPORT]
    newest = max(said, key=lambda choice: (choice.written_at, choice.pk), default=None)
    return newest if newest and newest.answer == Choice.Answer.YES else None


def _position(referral: Any, together: Any) -> int:
    """Which of the six steps is now; 6 when the last is behind them."""
    if together and together.status == "ended" and referral.status == Status.CLOSED:
        return ENDED
    if together and together.status != "ended":
        return MEETING if together.first_met_at else FIRST_MEETING
    return CHOOSING if referral.status == Status.ACCEPTED and _yes(referral) else TALKING


def _now(referral: Any, together: Any, at: int, names_worker: bool) -> tuple[tuple[str, str], str]:
    """Whose turn, and one sentence of now."""
    if referral.status == Status.DECLINED:
        words = referral.declined_words or "They can ask us again at any time."
        return ("on_hold", "Not taken on"), f"Not taken on, for now. {words}"
    if referral.status == Status.CLOSED and at != ENDED:
        return ("on_hold", "Finished"), "Decided not to, for now. They can ask us again at any time."
    if at >= FIRST_MEETING:
        return _together_now(together, at, together.worker.full_name if names_worker else "a peer worker")
    if referral.on_hold_until:
        return ("on_hold", "On hold"), f"They asked to wait until {day(referral.on_hold_until)}."
    if at == CHOOSING:
        said = "We look for another peer worker" if together else "They said yes. We look for a peer worker"
        return ("their_turn", "Our turn"), f"{said} who fits, and they choose."
    if referral.read_at is None:
        return ("their_turn", "Our turn"), "We have your referral. We read it first, then we talk with them."
    return ("their_turn", "Our turn"), "We talk with them about what they hope for."


def _together_now(together: Any, at: int, walker: str) -> tuple[tuple[str, str], str]:
    """The same, from the first introduction to the end."""
    if at == ENDED:
        well = together.ended_as == "well"
        said = "ended well" if well else "finished"
        return ("done", "Ended well" if well else "Ended"), f"They {said} on {day(together.ended_at)}."
    if together.status == "on_break":
        until = next((taken.until for taken in together.breaks.all() if not taken.ended_on), None)
        how_long = f" until {day(until)}" if until else ""
        return ("on_hold", "On a break"), f"They are taking a break{how_long}, as they chose. Their place is kept."
    if _is_ending(together):
        planned = _planned_end(together)
        return ("ending", "Ending"), f"Getting ready to end, together{f', by {day(planned)}' if planned else ''}."
    if at == FIRST_MEETING:
        return ("going_on", "First meeting"), f"They chose {walker}. The first meeting comes next."
    return ("going_on", "Meeting"), f"Meeting {walker} since {day(together.first_met_at)}."


def _steps(referral: Any, together: Any, at: int, names_worker: bool) -> tuple[JourneyStep, ...]:
    yes = _yes(referral)
    moments: list[date | datetime | None] = [
        referral.received_at,
        yes.said_on if yes else None,
        together.introduced_at if together else None,
        together.first_met_at if together else None,
        None,
        together.ended_at if together else None,
    ]
    steps = []
    for n, (coming, done) in enumerate(zip(STEPS, DONE, strict=True)):
        state = "done" if n < at else "now" if n == at else "coming"
        when = short_day(moments[n]) if state == "done" else ""
        if n == len(STEPS) - 1 and state == "done" and together.ended_as != "well":
            done = "Ended"
        steps.append(JourneyStep(done if state == "done" else coming, state, when))
    if names_worker and at < ENDED and together and (planned := _planned_end(together)):
        steps[-1] = JourneyStep(STEPS[-1], "coming", f"planned {short_day(planned)}")
    return tuple(steps)


def _planned_end(together: Any) -> date | None:
    newest = max(together.agreements.all(), key=lambda a: (a.written_at, a.pk), default=None)
    return newest.planned_end_on if newest else None


def _is_ending(together: Any) -> bool:
    """Getting ready has begun, and the planned end has not been moved far away since."""
    ending, planned = getattr(together, "ending", None), _planned_end(together)
    return bool(ending) and (planned is None or planned <= clock.today() + SOON)
