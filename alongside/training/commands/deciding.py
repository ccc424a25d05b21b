"""Training elsewhere, as it is decided: by a named person, against the same principles, with reasons and an appeal."""

from collections.abc import Mapping

from alongside.candidates import commands as candidate_commands
from alongside.core.commands import Act, command
from alongside.core.errors import Refused
from alongside.training import notices, policies, queries
from alongside.training.commands.certificates import issue_certificate, revoke_certificate
from alongside.training.commands.claims import needs, tell
from alongside.training.models import Certificate, Claim, Finding
from alongside.ui import dates

Status = Claim.Status


@command("claim.asked", "asked about a claim", allow=policies.may_decide_claim)
def ask_about_claim(act: Act, claim: Claim, *, question: str) -> Claim:
    """One thing is not clear: the candidate is asked, and may add to their claim."""
    claim.move_to(Status.MORE_ASKED)
    claim.question, claim.answer = question, ""
    claim.save()
    tell(act, claim, f"We have one question about your claim for “{claim.course}”:\n\n{question}", "asked")
    return claim


@command("claim.decided", "decided a claim", allow=policies.may_decide_claim)
def decide_claim(
    act: Act,
    claim: Claim,
    *,
    decision: str,
    findings: Mapping[str, tuple[bool, str]],
    reasons: str,
    gap_words: str = "",
) -> Claim:
    """Accepted, gap or declined, with what was found of each principle: {principle id: (met, words)}."""
    needs(claim, (Status.SENT,), "This claim is not waiting to be decided.")
    return _decide(act, claim, decision, findings, reasons, gap_words, on_appeal=False)


@command("appeal.decided", "decided an appeal about a claim", allow=policies.may_decide_appeal)
def decide_appeal(
    act: Act,
    claim: Claim,
    *,
    decision: str,
    findings: Mapping[str, tuple[bool, str]],
    reasons: str,
    gap_words: str = "",
) -> Claim:
    """Looked at afresh by somebody who did not decide it first."""
    needs(claim, (Status.APPEALED,), "There is no appeal to decide.")
    if claim.first_decided_by_id == act.actor.user_id:
        raise Refused("You decided this claim the first time. Somebody else looks at the appeal.")
    return _decide(act, claim, decision, findings, reasons, gap_words, on_appeal=True)


def _decide(
    act: Act,
    claim: Claim,
    decision: str,
    findings: Mapping[str, tuple[bool, str]],
    reasons: str,
    gap_words: str,
    *,
    on_appeal: bool,
) -> Claim:
    decided = Status(decision)
    if decided not in (Status.ACCEPTED, Status.GAP, Status.DECLINED):
        raise Refused("Select what you decided.")
    if not reasons.strip():
        raise Refused("Give your reasons: the candidate reads them.")
    if set(findings) != {principle.pk for principle in queries.claim_principles(claim)}:
        raise Refused("Say of each principle whether it is shown.")
    all_met = all(met for met, _ in findings.values())
    if decided == Status.ACCEPTED and not all_met:
        raise Refused(
            "It counts in full only where every principle is shown. Otherwise say what little more is needed."
        )
    if decided == Status.GAP and (all_met or not gap_words.strip()):
        raise Refused("Say what little more is needed, and how; and mark the principles it is needed for.")
    if decided == Status.DECLINED and all_met:
        raise Refused("Every principle is shown, so it counts.")
    claim.move_to(decided)
    claim.decided_at, claim.decided_by_id = act.at, act.actor.user_id
    claim.reasons, claim.gap_words = reasons, gap_words if decided == Status.GAP else ""
    claim.save()
    for principle_id, (met, words) in findings.items():
        Finding.objects.update_or_create(
            claim=claim,
            principle_id=principle_id,
            on_appeal=on_appeal,
            defaults={"met": met, "words": words, "found_at": act.at, "found_by": act.actor.name},
        )
    tell(act, claim, _decision_words(claim), f"decided{on_appeal:d}")
    if decided == Status.ACCEPTED:
        _recognise(act, claim)
    return claim


@command("gap.finished", "wrote down that the little more was done", allow=policies.may_decide_claim)
def finish_gap(act: Act, claim: Claim, *, words: str = "") -> Claim:
    """What was missing is done and seen: now it counts in full."""
    needs(claim, (Status.GAP,), "Nothing more was asked for on this claim.")
    claim.move_to(Status.ACCEPTED)
    claim.gap_done_at = act.at
    claim.save()
    thanks = f"\n\n{words}" if words else ""
    done = f"You have done the little more that was needed. “{claim.course}” now counts here, for every job.{thanks}"
    tell(act, claim, done, "gap")
    _recognise(act, claim)
    return claim


@command("claim.undone", "took back that training elsewhere counts", allow=policies.may_take_back_yes)
def undo_claim(act: Act, claim: Claim, *, because: str) -> Claim:
    """What the yes rested on was not so. The qualification and the certificate go too; the candidate is told why."""
    needs(claim, (Status.ACCEPTED,), "Only a claim that counts can be taken back.")
    claim.move_to(Status.DECLINED)
    claim.reasons = because
    claim.decided_at, claim.decided_by_id = act.at, act.actor.user_id
    claim.save()
    qualification = claim.candidate.qualifications.filter(source_id=claim.pk, withdrawn_at=None).first()
    if qualification:
        candidate_commands.withdraw_qualification(act, qualification, because=because)
    certificate = Certificate.objects.filter(source_id=claim.pk, revoked_at=None, replaced_by=None).first()
    if certificate:
        revoke_certificate(act, certificate, because=because)
    tell(act, claim, f"We have to take back that “{claim.course}” counts here.\n\n{because}{APPEAL}", "undone")
    return claim


@command("claim.raised", "raised a claim that is late", allow=policies.may_raise_claim)
def raise_claim(act: Act, claim: Claim) -> Claim:
    """We said by when, and have not. Said out loud to the candidate, and raised to the leads, once."""
    claim.raised_at = act.at
    claim.save()
    said = dates.day(claim.decide_by)
    tell(act, claim, f"We said {said} for your claim. We are late, and we are sorry. We have asked the lead.", "late")
    notices.raise_claim(act, claim)
    return claim


def _recognise(act: Act, claim: Claim) -> None:
    """It counts for every vacancy from now on; and they have it on paper, which says that we accept it."""
    day = queries.day_of_moment(act.at)
    title = f"{claim.course}, {claim.provider}"[:160]
    candidate_commands.qualify(act, claim.candidate, kind="equivalent", title=title, reached_on=day, source_id=claim.pk)
    issue_certificate(
        act,
        candidate=claim.candidate,
        kind="accepted",
        source_id=claim.pk,
        course=title,
        details={
            "taught_by": claim.provider,
            "time": f"{float(claim.hours):g} hours" if claim.hours else "",
            "dates": f"Finished {dates.full_date(claim.finished_on)}" if claim.finished_on else "",
            "signed_by": act.actor.name,
            "counts_as": claim.programme.name,
            "principles": [principle.name for principle in queries.claim_principles(claim)],
        },
        issued_on=day,
    )


APPEAL = (
    "\n\nIf you think this is not right, you can ask on your page for somebody else to look at it again. "
    "That never counts against you."
)


def _decision_words(claim: Claim) -> str:
    if claim.status == Status.ACCEPTED:
        return f"“{claim.course}” counts here as the same as our own training, for every job.\n\n{claim.reasons}"
    if claim.status == Status.GAP:
        opening = f"“{claim.course}” counts here, with a little more: {claim.gap_words}"
    else:
        opening = f"Not yet: we could not see everything we need in “{claim.course}”."
    return f"{opening}\n\n{claim.reasons}" + ("" if claim.appealed_at else APPEAL)
