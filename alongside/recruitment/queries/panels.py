"""Who meets people for a vacancy, whether one of them is a peer, and what they listen for."""

from alongside.core.errors import Refused
from alongside.recruitment.models import Application, Criterion, PanelMember, Vacancy

NO_PEER = "Nobody on this panel brings lived experience. Name a peer for it first: we never meet anybody without one."


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
