"""Who meets people for a vacancy, whether one of them is a peer, whom they meet, and what they listen for."""

from dataclasses import dataclass
from datetime import datetime

from alongside.core.actors import Actor
from alongside.core.errors import Refused
from alongside.recruitment import policies
from alongside.recruitment.models import Application, Criterion, PanelMember, Vacancy
from alongside.ui.words import first_initial

NO_PEER = "Nobody on this panel brings lived experience. Name a peer for it first: we never meet anybody without one."


@dataclass(frozen=True)
class ToMeet:
    """Somebody the actor meets ("Grace A"), at a time they picked; `noted` once the actor wrote notes."""

    application_id: str
    name: str
    title: str
    starts_at: datetime
    noted: bool


def to_meet(actor: Actor) -> list[ToMeet]:
    """The people I meet who picked a time and have no answer yet, the earliest first. Two queries."""
    found = policies.own_meetings(actor).exclude(slot=None).select_related("vacancy", "candidate", "slot")
    noted = set(found.filter(interview_notes__member__user_id=actor.user_id).values_list("pk", flat=True))
    return [
        ToMeet(
            row.pk,
            first_initial(row.candidate.first_name, row.candidate.last_name),
            row.vacancy.title,
            row.slot.starts_at,
            row.pk in noted,
        )
        for row in found.order_by("slot__starts_at", "pk")
    ]


def meeting_panel(vacancy: Vacancy) -> list[PanelMember]:
    """Those who meet people, by name."""
    found = vacancy.panel.filter(interviews=True, ended_at=None).select_related("user")
    return list(found.order_by("user__name", "id"))


def needs_a_peer(vacancy: Vacancy) -> None:
    """Refused unless somebody who meets people brings lived experience (NHS England's guidance on peer roles)."""
    if not vacancy.panel.filter(interviews=True, ended_at=None, is_peer=True).exists():
        raise Refused(NO_PEER)


def criteria_to_meet(vacancy: Vacancy) -> list[Criterion]:
    """What is listened for when we meet; where the vacancy names none for it, everything essential but papers."""
    rows = [row for row in vacancy.criteria.all() if row.how != Criterion.How.CERTIFICATE]
    return [row for row in rows if row.how == Criterion.How.INTERVIEW] or [row for row in rows if row.is_essential]


def notes_missing(application: Application) -> list[str]:
    """Names of the panel's peers who have not yet noted every criterion. Nothing is decided without one peer's."""
    wanted = {row.pk for row in criteria_to_meet(application.vacancy)}
    noted: dict[str, set[str]] = {}
    for member, criterion in application.interview_notes.values_list("member_id", "criterion_id"):
        noted.setdefault(member, set()).add(criterion)
    peers = [member for member in meeting_panel(application.vacancy) if member.is_peer]
    if any(noted.get(peer.pk) and wanted <= noted[peer.pk] for peer in peers):
        return []
    return [peer.user.name for peer in peers]
