"""A candidate's journey: the steps of every slice along one line, whose turn it is, and by when."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from alongside.candidates import queries as candidates
from alongside.candidates.queries import AdjustmentRow, Said, Step
from alongside.core import clock
from alongside.core.actors import Actor
from alongside.recruitment import queries as recruitment
from alongside.training import queries as training

SHOWN = 2  # messages on the page; all of them are a press away
RESTS = ("resting", "left")
# What comes at the end for everybody, until a slice says more of it.
APPLYING = (
    Step("apply", "You apply for a job", "coming", note="We help with the form. You see the questions first."),
    Step("meet", "You meet us", "coming", note="You choose a time, and get the questions before."),
)
STARTING = (
    Step(
        "checks",
        "Six checks",
        "coming",
        "shared",
        note="About 4 weeks. You will see each one here, and who is doing it.",
    ),
    Step("start", "You start", "coming", note="We agree the day with you."),
)


@dataclass(frozen=True)
class Journey:
    """What the page shows. `turn` is the step that waits for somebody; `days_left` until its day, when it is theirs."""

    candidate: Any
    turn: Step | None
    days_left: int | None
    line: tuple[Step, ...]
    said: tuple[Said, ...]
    how_many: int
    unread: int
    helps: tuple[AdjustmentRow, ...]
    to_check: int
    ready: Any


def my_journey(actor: Actor) -> Journey:
    """The signed-in candidate's own. Raises DoesNotExist for anyone else."""
    candidate = candidates.own_candidate(actor)
    applying = recruitment.steps_of(candidate)
    own = candidates.steps_of(candidate)
    steps = [step for step in own if step.key != "work"]
    steps += [*training.steps_of(candidate), *applying, *(step for step in own if step.key == "work")]
    if candidate.status != "in_post" and not any(step.key.startswith("application") for step in steps):
        steps += APPLYING
    if candidate.status != "in_post":
        steps += STARTING
    rests = candidate.status in RESTS
    turn = None if rests or candidate.status == "in_post" else whose_turn(steps)
    said = candidates.messages_of(candidate, as_candidate=True)
    helps = tuple(candidates.adjustments_for(candidate))
    return Journey(
        candidate=candidate,
        turn=turn,
        days_left=(turn.by - clock.today()).days if turn and turn.by and turn.whose == "you" else None,
        line=tuple(_resting(steps) if rests else steps),
        said=tuple(said[-SHOWN:]),
        how_many=len(said),
        unread=sum(message.is_new for message in said),
        helps=helps,
        to_check=sum(row.whose == "you" for row in helps),
        ready=candidates.qualification_of(candidate),
    )


def whose_turn(steps: Iterable[Step]) -> Step | None:
    """The step that comes first for the reader: theirs, then where we are late, then whatever is due first."""
    now = [step for step in steps if step.state == "now"]
    order = {"you": 0, "us": 1, "shared": 2, "others": 3}
    return min(now, key=lambda s: (order.get(s.whose, 4), not s.late, s.by or date.max), default=None)


def _resting(steps: Iterable[Step]) -> list[Step]:
    """The line is grey from here on; what is done stays green."""
    return [
        replace(step, state="resting", whose="", by=None, late=False) if step.state in ("now", "coming") else step
        for step in steps
    ]
