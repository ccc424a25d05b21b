"""Training elsewhere, as its candidate claims it: saved as it goes, sent, answered, asked to be looked at again."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from alongside.candidates import commands as candidate_commands
from alongside.candidates import queries as candidate_queries
from alongside.core import files
from alongside.core.commands import Act, command
from alongside.core.errors import Refused
from alongside.training import notices, policies, queries
from alongside.training.models import Claim, Evidence, Programme
from alongside.ui import dates

Status = Claim.Status
CHANGES = (Status.STARTED, Status.MORE_ASKED)  # while the candidate may add to it
MOST_PAPERS = 10


@command("claim.started", "started a claim for training elsewhere", allow=policies.may_start_claim)
def start_claim(act: Act, candidate: Any, *, programme: Programme, course: str, provider: str) -> Claim:
    """The first two things, kept at once; the rest follows in any order, and is kept as it goes."""
    if open_one := Claim.objects.filter(candidate=candidate, programme=programme, status__in=OPEN).first():
        raise Refused(f"You have a claim already, for “{open_one.course}”. Open it to go on.")
    return Claim.objects.create(
        candidate=candidate, programme=programme, course=course, provider=provider, started_at=act.at
    )


OPEN = (*CHANGES, Status.SENT, Status.GAP, Status.APPEALED)


@command("claim.saved", "wrote on their claim", allow=policies.may_keep_claim)
def save_claim(
    act: Act,
    claim: Claim,
    *,
    course: str,
    provider: str,
    hours: Decimal | None = None,
    finished_on: date | None = None,
    framework: str = "",
    words: str = "",
) -> Claim:
    """Saved as they go: nothing is asked for yet but a name for the course and who taught it."""
    needs(claim, CHANGES, "This claim is with us now, so it cannot be changed. You can take it back.")
    claim.course, claim.provider, claim.hours, claim.finished_on = course, provider, hours, finished_on
    claim.framework, claim.words = framework, words
    claim.save()
    return claim


@command("evidence.added", "added a paper to their claim", allow=policies.may_keep_claim)
def add_evidence(act: Act, claim: Claim, *, upload: UploadedFile, about: str = "") -> Evidence:
    needs(claim, CHANGES, "This claim is with us now. If we ask a question, you can add papers then.")
    if claim.evidence.count() >= MOST_PAPERS:
        raise Refused(f"There are {MOST_PAPERS} papers already. Take one away to add another.")
    return Evidence.objects.create(claim=claim, file=files.keep(act, upload, files.PAPERS), about=about)


@command("evidence.removed", "took a paper from their claim", allow=policies.may_keep_claim, locks=("evidence",))
def remove_evidence(act: Act, claim: Claim, *, evidence: Evidence) -> Claim:
    needs(claim, CHANGES, "This claim is with us now, so its papers stay.")
    if evidence.claim_id != claim.pk:
        raise Refused("This paper belongs to another claim.")
    file = evidence.file
    evidence.delete()
    file.delete()
    return claim


@command("badge.given", "gave a badge from elsewhere", allow=policies.may_keep_claim)
def give_badge(act: Act, claim: Claim, *, badge: str) -> Claim:
    """An Open Badge, checked at once. One that cannot be checked is said so and not kept: papers count as much."""
    needs(claim, CHANGES, "This claim is with us now. If we ask a question, you can add a badge then.")
    found = queries.check_badge(badge)
    if not found.valid:
        raise Refused(found.why)
    claim.credential = "".join(badge.split())
    claim.credential_found = {
        "issuer": found.issuer,
        "name": found.name,
        "course": found.course,
        "awarded_on": found.awarded_on.isoformat() if found.awarded_on else "",
        "checked_at": act.at.isoformat(),
    }
    claim.save()
    return claim


@command("badge.removed", "took their badge from their claim", allow=policies.may_keep_claim)
def remove_badge(act: Act, claim: Claim) -> Claim:
    needs(claim, CHANGES, "This claim is with us now, so its badge stays.")
    claim.credential, claim.credential_found = "", {}
    claim.save()
    return claim


@command("claim.sent", "sent a claim for training elsewhere", allow=policies.may_keep_claim)
def send_claim(act: Act, claim: Claim) -> Claim:
    """To be decided by a day that they are told."""
    if not (claim.words.strip() or claim.credential or claim.evidence.exists()):
        raise Refused("Add something that shows it: a certificate, a badge, or what you learned in your own words.")
    claim.move_to(Status.SENT)
    claim.sent_at = act.at
    claim.decide_by = decide_by(act, claim)
    claim.raised_at = None
    claim.save()
    by = dates.day(claim.decide_by)
    tell(act, claim, f"Thank you. We have your claim for “{claim.course}”. You hear by {by}.", "sent")
    notices.tell_of_claim(act, claim, "A claim for training elsewhere is waiting to be read.")
    return claim


@command("claim.answered", "answered a question about their claim", allow=policies.may_keep_claim)
def answer_claim(act: Act, claim: Claim, *, answer: str) -> Claim:
    """Back to us, with a new day."""
    needs(claim, (Status.MORE_ASKED,), "There is no question waiting for an answer.")
    claim.move_to(Status.SENT)
    claim.answer = answer
    claim.decide_by = decide_by(act, claim)
    claim.raised_at = None
    claim.save()
    notices.tell_of_claim(act, claim, "A question about a claim was answered.")
    return claim


@command("claim.appealed", "asked for their claim to be looked at again", allow=policies.may_keep_claim)
def appeal_claim(act: Act, claim: Claim, *, words: str) -> Claim:
    """Somebody else looks afresh. Once: after that the answer stands, and they may claim again with something new."""
    if claim.appealed_at:
        raise Refused(
            "Somebody else has looked at this claim again already. You may start a new one with something new."
        )
    claim.move_to(Status.APPEALED)
    claim.appeal, claim.appealed_at = words, act.at
    claim.first_decided_by, claim.first_reasons = claim.decided_by, claim.reasons
    claim.decide_by = decide_by(act, claim)
    claim.raised_at = None
    claim.save()
    by = dates.day(claim.decide_by)
    tell(act, claim, f"Somebody who has not decided your claim before looks at it again. You hear by {by}.", "appeal")
    notices.tell_of_claim(act, claim, "A claim is to be looked at again, by somebody who did not decide it first.")
    return claim


@command("claim.withdrawn", "took back their claim", allow=policies.may_keep_claim)
def withdraw_claim(act: Act, claim: Claim) -> Claim:
    """No reason is asked. They may claim again at any time."""
    claim.move_to(Status.WITHDRAWN)
    claim.save()
    return claim


def decide_by(act: Act, claim: Claim) -> date:
    return candidate_queries.working_days_after(queries.day_of_moment(act.at), claim.programme.claim_days)


def needs(claim: Claim, states: tuple[str, ...], otherwise: str) -> None:
    if claim.status not in states:
        raise Refused(otherwise)


def tell(act: Act, claim: Claim, words: str, what: str) -> None:
    """`what` and the moment name the message: the same news may come again another day."""
    once = f"claim:{claim.pk}:{what}:{act.id}"
    candidate_commands.tell_candidate(act, claim.candidate, words=words, subject="About your claim", once=once)
