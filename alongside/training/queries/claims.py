"""Claims for training elsewhere: one's own, those to decide, and what was found of each principle."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from alongside.core import audit, clock
from alongside.core.actors import Actor
from alongside.core.errors import NotAllowed
from alongside.core.models import Opening
from alongside.training import policies
from alongside.training.models import Certificate, Claim, Evidence, Programme
from alongside.training.queries.understanding import principles_of
from alongside.ui.words import first_initial

Status = Claim.Status
WITH_US = (Status.SENT, Status.APPEALED)
WITH_IT = ("candidate", "programme", "decided_by", "first_decided_by")


@dataclass(frozen=True)
class ClaimRow:
    """A claim in the staff list."""

    id: str
    name: str
    course: str
    provider: str
    status: str
    status_words: str
    sent_at: datetime
    decide_by: date | None
    late: bool
    mine_to_decide: bool


@dataclass(frozen=True)
class PaperRow:
    id: str
    name: str
    about: str
    size: int


@dataclass(frozen=True)
class FindingRow:
    """What was found of one principle; `appeal` where the second look found it."""

    name: str
    met: bool
    words: str
    appeal: bool


@dataclass(frozen=True)
class ClaimPage:
    """A claim with everything that goes with it, as its candidate and whoever decides see it."""

    id: str
    candidate_id: str
    name: str
    first: str
    programme: str
    equivalent_words: str
    status: str
    status_words: str
    provider: str
    course: str
    hours: Any
    finished_on: date | None
    framework: str
    words: str
    papers: tuple[PaperRow, ...]
    badge: dict[str, Any]
    has_badge: bool
    sent_at: datetime | None
    decide_by: date | None
    late: bool
    question: str
    answer: str
    decided_at: datetime | None
    decided_by: str
    reasons: str
    gap_words: str
    gap_done_at: datetime | None
    appeal: str
    appealed_at: datetime | None
    first_decided_by: str
    first_reasons: str
    findings: tuple[FindingRow, ...]
    certificate_id: str


def get_claim(actor: Actor, claim: str) -> Claim:
    """A claim that was sent, for whoever may decide it. Raises DoesNotExist."""
    return policies.visible_claims(actor).select_related(*WITH_IT).get(pk=claim)


def open_claim(actor: Actor, claim: str) -> Claim:
    """The same, opened to read: written to the log of records opened."""
    found = get_claim(actor, claim)
    audit.opened(actor, found.candidate, Opening.How.OPENED, at=clock.now(), words="A claim")
    return found


def own_claim(actor: Actor, claim: str) -> Claim:
    """One's own claim. Raises DoesNotExist."""
    return policies.own_claims(actor).select_related(*WITH_IT).get(pk=claim)


def own_claim_list(actor: Actor) -> list[Claim]:
    """One's own claims, newest first."""
    return list(policies.own_claims(actor).select_related("programme").order_by("-started_at", "-pk"))


def own_paper(actor: Actor, paper: str) -> Evidence:
    """A paper of one's own claim. Raises DoesNotExist."""
    return policies.visible_evidence(actor).select_related("claim__candidate").get(pk=paper)


def get_paper(actor: Actor, paper: str) -> Evidence:
    """A paper that goes with a claim, with its file. Raises DoesNotExist."""
    return policies.visible_evidence(actor).select_related("file").get(pk=paper)


def programmes_to_claim() -> list[Programme]:
    """What training elsewhere may count as."""
    return list(Programme.objects.filter(is_open=True))


def is_late(claim: Claim) -> bool:
    return claim.status in WITH_US and claim.decide_by is not None and claim.decide_by < clock.today()


def needs_to_read_claims(actor: Actor) -> None:
    """Raises NotAllowed for whoever decides no claims."""
    if not policies.may_read_claim(actor):
        raise NotAllowed("claims")


def claims(actor: Actor, show: str = "open") -> list[ClaimRow]:
    """Claims by the day we said: `show` is open (ours to answer), waiting (for them), late, decided, or all."""
    found = policies.visible_claims(actor).select_related("candidate")
    wanted = {
        "open": Q(status__in=WITH_US),
        "waiting": Q(status__in=(Status.MORE_ASKED, Status.GAP)),
        "late": Q(status__in=WITH_US, decide_by__lt=clock.today()),
        "decided": Q(status__in=(Status.ACCEPTED, Status.DECLINED, Status.WITHDRAWN)),
    }.get(show, ~Q(pk=None))
    order = ("-decided_at", "-pk") if show == "decided" else ("decide_by", "sent_at", "pk")
    return [_row(actor, claim) for claim in found.filter(wanted).order_by(*order)]


def claim_counts(actor: Actor) -> dict[str, int]:
    """How many of each kind, for the pills."""
    rows = list(policies.visible_claims(actor).values_list("status", "decide_by"))
    ours = [by for status, by in rows if status in WITH_US]
    return {
        "open": len(ours),
        "late": sum(by is not None and by < clock.today() for by in ours),
        "waiting": sum(status in (Status.MORE_ASKED, Status.GAP) for status, _ in rows),
        "decided": sum(status in (Status.ACCEPTED, Status.DECLINED, Status.WITHDRAWN) for status, _ in rows),
        "all": len(rows),
    }


def _row(actor: Actor, claim: Claim) -> ClaimRow:
    assert claim.sent_at is not None
    return ClaimRow(
        id=claim.pk,
        name=first_initial(claim.candidate.first_name, claim.candidate.last_name),
        course=claim.course,
        provider=claim.provider,
        status=claim.status,
        status_words=claim.get_status_display(),
        sent_at=claim.sent_at,
        decide_by=claim.decide_by,
        late=is_late(claim),
        mine_to_decide=claim.status == Status.SENT
        or (claim.status == Status.APPEALED and policies.may_decide_appeal(actor, claim)),
    )


def claim_page(claim: Claim) -> ClaimPage:
    """Everything of one claim. `claim` comes from get_claim or own_claim."""
    certificate = Certificate.objects.filter(source_id=claim.pk, revoked_at=None, replaced_by=None).first()
    return ClaimPage(
        id=claim.pk,
        candidate_id=claim.candidate_id,
        name=claim.candidate.full_name,
        first=claim.candidate.first_name,
        programme=claim.programme.name,
        equivalent_words=claim.programme.equivalent_words,
        status=claim.status,
        status_words=claim.get_status_display(),
        provider=claim.provider,
        course=claim.course,
        hours=claim.hours,
        finished_on=claim.finished_on,
        framework=claim.framework,
        words=claim.words,
        papers=papers(claim),
        badge=claim.credential_found,
        has_badge=bool(claim.credential),
        sent_at=claim.sent_at,
        decide_by=claim.decide_by,
        late=is_late(claim),
        question=claim.question,
        answer=claim.answer,
        decided_at=claim.decided_at,
        decided_by=claim.decided_by.name if claim.decided_by else "",
        reasons=claim.reasons,
        gap_words=claim.gap_words,
        gap_done_at=claim.gap_done_at,
        appeal=claim.appeal,
        appealed_at=claim.appealed_at,
        first_decided_by=claim.first_decided_by.name if claim.first_decided_by else "",
        first_reasons=claim.first_reasons,
        findings=tuple(
            FindingRow(row.principle.name, row.met, row.words, row.on_appeal)
            for row in claim.findings.select_related("principle").order_by(
                "-on_appeal", "principle__position", "principle__name"
            )
        ),
        certificate_id=certificate.pk if certificate else "",
    )


def papers(claim: Claim) -> tuple[PaperRow, ...]:
    """What goes with it, without reading the files themselves."""
    rows = claim.evidence.order_by("file__kept_at", "pk").values_list("pk", "file__name", "about", "file__size")
    return tuple(PaperRow(*row) for row in rows)


def claim_principles(claim: Claim) -> list[Any]:
    """The principles it is held against: the same as for our own training."""
    return principles_of(claim.programme)


def claims_to_raise() -> list[Claim]:
    """Claims we said we would have decided by now, of which nobody was told yet."""
    late = Claim.objects.filter(status__in=WITH_US, decide_by__lt=clock.today(), raised_at=None)
    return list(late.select_related("candidate"))
