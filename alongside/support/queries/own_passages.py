"""A person's own side of breaks, another peer worker, the ending, and what they keep of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from alongside.core.actors import Actor
from alongside.support import policies
from alongside.support.models import Break, Ending, Goal, MayRead, Relationship
from alongside.support.queries.contacts import ContactRow, contacts_of
from alongside.support.queries.endings import ending_of, is_near
from alongside.support.queries.handovers import OwnHandover, may_go_back, own_handover

Status, EndedAs = Relationship.Status, Relationship.EndedAs


@dataclass(frozen=True)
class OwnPassage:
    """What the person's first page says of them: all empty when nothing changes. `before` is a first name."""

    taken: Break | None
    handover: OwnHandover | None
    change_asked_at: datetime | None
    may_go_back: bool
    ending: Ending | None
    getting_ready: bool
    before: str
    may_read: str


@dataclass(frozen=True)
class Keepsake:
    """What the two did together, for the person to read, print and keep."""

    relationship: Relationship
    worker: str
    starts_on: datetime
    ends_on: datetime | None
    met: int
    purpose: str
    goals: tuple[Goal, ...]
    words: tuple[ContactRow, ...]
    ending: Ending | None

    @property
    def is_over(self) -> bool:
        return self.ends_on is not None

    def as_text(self) -> str:
        """All of it as a plain text file."""
        lines = [f"What {self.worker} and I did together", ""]
        lines += [f"We met {self.met} times." if self.met != 1 else "We met once.", ""]
        if self.purpose:
            lines += ["What it was for", f"“{self.purpose}”", ""]
        if self.goals:
            lines += [
                "My goals",
                *(f"“{g.words}”" + (" I got there." if g.status == "reached" else "") for g in self.goals),
            ]
            lines.append("")
        for heading, words in self.kept():
            lines += [heading, words, ""]
        for contact in reversed(self.words):
            said = [contact.words, *(side.words for side in contact.theirs)]
            lines += [contact.starts_at.strftime("%-d %B %Y"), *(f"“{words}”" for words in said if words), ""]
        return "\n".join(lines)

    def kept(self) -> list[tuple[str, str]]:
        """(heading, words) of the ending, where there are any."""
        if self.ending is None:
            return []
        rows = [
            ("What happened", self.ending.looked_back),
            ("What I am good at", self.ending.strengths),
            ("Other people and places", self.ending.next_supports),
            ("My thanks", self.ending.thanks_from_person),
            (f"From {self.worker}", self.ending.thanks_from_worker),
            ("What I said it was like", self.ending.feedback),
        ]
        return [(heading, words) for heading, words in rows if words]


def own_passage(actor: Actor, relationship: Relationship) -> OwnPassage:
    """For the signed-in person's first page."""
    is_open = relationship.status != Status.ENDED
    ending = ending_of(relationship)
    before = relationship.follows.worker.first_name if is_open and relationship.follows else ""
    return OwnPassage(
        taken=relationship.breaks.filter(ended_on=None).first() if relationship.status == Status.ON_BREAK else None,
        handover=own_handover(actor) if is_open else None,
        change_asked_at=relationship.change_asked_at if is_open else None,
        may_go_back=relationship.ended_as == EndedAs.CHANGED and may_go_back(relationship),
        ending=ending,
        getting_ready=bool(is_open and ending and is_near(relationship, ending)),
        before=before,
        may_read=MayRead(relationship.may_read).label if before else "",
    )


def own_times(actor: Actor) -> list[Relationship]:
    """Everyone who has walked with the signed-in person, the latest first."""
    mine = policies.own_relationships(actor).exclude(ended_as=EndedAs.DIED).select_related("worker", "referral__person")
    return list(mine.order_by("-introduced_at", "-pk"))


def keepsake(relationship: Relationship) -> Keepsake:
    contacts = contacts_of(relationship)
    agreement = relationship.agreements.order_by("-written_at", "-pk").first()
    person: Any = relationship.referral.person
    goals = person.goals.exclude(status="dropped")
    if relationship.ended_at:
        goals = goals.filter(written_at__lte=relationship.ended_at)
    return Keepsake(
        relationship=relationship,
        worker=relationship.worker.first_name,
        starts_on=relationship.first_met_at or relationship.introduced_at,
        ends_on=relationship.ended_at,
        met=sum(contact.attended for contact in contacts),
        purpose=agreement.purpose if agreement else "",
        goals=tuple(goals.order_by("written_at", "pk")),
        words=tuple(contact for contact in contacts if contact.words or contact.theirs),
        ending=ending_of(relationship),
    )
