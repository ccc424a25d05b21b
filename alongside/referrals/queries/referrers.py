"""What became of somebody's referrals: six steps and one sentence each, never content."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from alongside.core import clock
from alongside.core.actors import Actor
from alongside.referrals import policies
from alongside.referrals.models import Choice, Question, Referral, Sharing
from alongside.ui.dates import day, short_day

STEPS = ("Referred", "Talking", "Choosing someone", "First meeting", "Meeting", "Good ending")
DONE = ("Referred", "Talked", "Chosen", "First meeting", "Met", "Ended well")
TALKING, CHOOSING, FIRST_MEETING, MEETING, ENDED = 1, 2, 3, 4, 6
DIED = "06"  # national closure reason
SOON = timedelta(weeks=8)
Status = Referral.Status


@dataclass(frozen=True)
class JourneyStep:
    """One step: `state` is done, now or coming; `when` is a short date or nothing."""

    text: str
    state: str
    when: str


@dataclass(frozen=True)
class MyReferral:
    """One of my referrals: the name as I gave it, whose turn it is, one sentence of now, and its journey."""

    id: str
    name: str
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


def my_referrals(actor: Actor) -> list[MyReferral]:
    """What the actor referred: what needs something of them first, then newest first, finished last. Nine queries."""
    found = (
        policies.referred_referrals(actor)
        .select_related("person")
        .prefetch_related(
            "questions",
            "choices",
            "person__sharings",
            "relationships__worker",
            "relationships__agreements",
            "relationships__breaks",
            "relationships__ending",
        )
        .order_by("-received_at", "-pk")
    )
    return sorted(map(_row, found), key=lambda row: (row.finished, not row.question))


def _row(referral: Any) -> MyReferral:
    question = next((q for q in sorted(referral.questions.all(), key=lambda q: q.asked_at) if not q.answered_at), None)
    together = max(referral.relationships.all(), key=lambda r: r.introduced_at, default=None)
    shared = _shared(referral)
    at = _position(referral, together)
    finished = referral.status in (Status.DECLINED, Status.CLOSED)
    names_worker = shared in (Sharing.What.WORKER, Sharing.What.WORDS)
    turn, now = _now(referral, together, at, names_worker)
    steps = _steps(referral, together, at, names_worker)
    if referral.closure_code == DIED:  # a person tells whoever referred them, if anybody does
        turn, now, steps = ("on_hold", "Closed"), "This request is closed. The peer support team can tell you more.", ()
    elif shared == Sharing.What.NOTHING:
        turn, now, steps = ("their_turn", "With them"), "They would rather tell you about this themself.", ()
    return MyReferral(
        id=referral.pk,
        name=referral.given_name or referral.person.full_name,
        referred_at=referral.received_at,
        turn=("your_turn", "Your turn") if question and not finished else turn,
        now=now,
        question_id=question.pk if question and not finished else "",
        question=question.words if question and not finished else "",
        finished=finished,
        steps=steps,
    )


def _shared(referral: Any) -> str:
    """What the person lets their referrer know; steps unless they said otherwise."""
    standing = [
        s for s in referral.person.sharings.all() if s.shared_with == Sharing.With.REFERRER and not s.withdrawn_on
    ]
    newest = max(standing, key=lambda s: (s.given_on, s.pk), default=None)
    return newest.what if newest else Sharing.What.STEPS


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
