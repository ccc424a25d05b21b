"""What is agreed with another organisation, from the first draft to its end; meetings, and what was promised there."""

from datetime import date
from typing import Any

from alongside.core import clock
from alongside.core.commands import Act, command
from alongside.core.errors import Refused
from alongside.partners import notices, policies
from alongside.partners.models import PartnerAction, PartnerAgreement, PartnerMeeting

Status = PartnerAgreement.Status


@command("agreement_with.drafted", "began an agreement with a partner", allow=policies.may_keep_partners)
def draft_agreement(act: Act, organisation: Any, **said: Any) -> PartnerAgreement:
    """`said`: its fields by name. Nothing is in force before both sides have agreed."""
    _sensible(said.get("starts_on"), said.get("ends_on"))
    return PartnerAgreement.objects.create(organisation=organisation, **said)


@command("agreement_with.changed", "changed an agreement with a partner", allow=policies.may_keep_partners)
def change_agreement(act: Act, agreement: PartnerAgreement, **said: Any) -> PartnerAgreement:
    """While it is talked about. What was agreed is not changed afterwards: it ends, and another is made."""
    if agreement.status != Status.DRAFT:
        raise Refused("This has been agreed, so its words stay. End it, and begin another.")
    _sensible(said.get("starts_on"), said.get("ends_on"))
    for field, value in said.items():
        setattr(agreement, field, value)
    agreement.save()
    return agreement


@command("agreement_with.agreed", "wrote down that an agreement is in force", allow=policies.may_keep_partners)
def agree_with(
    act: Act, agreement: PartnerAgreement, *, agreed_by: str, starts_on: date, ends_on: date | None = None
) -> PartnerAgreement:
    """`agreed_by`: the names on both sides."""
    if agreement.status != Status.DRAFT:
        raise Refused("This has been agreed already.")
    _sensible(starts_on, ends_on)
    agreement.move_to(Status.IN_FORCE)
    agreement.agreed_at, agreement.agreed_by = act.at, agreed_by
    agreement.starts_on, agreement.ends_on = starts_on, ends_on
    agreement.save()
    return agreement


@command("agreement_with.renewed", "renewed an agreement with a partner", allow=policies.may_keep_partners)
def renew_agreement(
    act: Act, agreement: PartnerAgreement, *, agreed_by: str, ends_on: date | None = None
) -> PartnerAgreement:
    """In the same words, for longer; also once it has ended."""
    if agreement.status == Status.DRAFT or agreement.agreed_at is None:
        raise Refused("This was never in force, so there is nothing to renew. Agree it first.")
    if ends_on and ends_on <= clock.today():
        raise Refused("The new last day must be in the future.")
    if agreement.status == Status.ENDED:
        agreement.move_to(Status.IN_FORCE)
    agreement.agreed_at, agreement.agreed_by, agreement.ends_on = act.at, agreed_by, ends_on
    agreement.ended_at = agreement.ending_said_at = None
    agreement.save()
    return agreement


@command("agreement_with.ended", "ended an agreement with a partner", allow=policies.may_keep_partners)
def end_agreement(act: Act, agreement: PartnerAgreement) -> PartnerAgreement:
    return _end(act, agreement)


@command("agreement_with.ran_out", "saw an agreement with a partner run out", allow=policies.may_end_by_itself)
def run_out(act: Act, agreement: PartnerAgreement) -> PartnerAgreement:
    """The day after its last day."""
    if agreement.ends_on is None or agreement.ends_on >= clock.today():
        raise Refused("Its last day is not behind us yet.")
    return _end(act, agreement)


@command("agreement_with.end_told", "told our contact that an agreement ends soon", allow=policies.may_tell_of_end)
def tell_agreement_ends(act: Act, agreement: PartnerAgreement) -> PartnerAgreement:
    if agreement.ending_said_at or agreement.status != Status.IN_FORCE:
        raise Refused("They have been told already, or it is not in force any more.")
    agreement.ending_said_at = act.at
    agreement.save()
    notices.tell_agreement_ends(act, agreement)
    return agreement


@command("partner_meeting.written", "wrote down a meeting with a partner", allow=policies.may_keep_partners)
def write_meeting(
    act: Act, organisation: Any, *, held_on: date, who: str, words: str = "", promised: list[dict[str, Any]]
) -> PartnerMeeting:
    """`promised`: what each side said it would do, as {words, who, due_on}."""
    if held_on > clock.today():
        raise Refused("The day of the meeting must be today or in the past.")
    meeting = PartnerMeeting.objects.create(
        organisation=organisation,
        held_on=held_on,
        who=who,
        words=words,
        written_by=act.actor.name,
        written_at=act.at,
    )
    PartnerAction.objects.bulk_create(PartnerAction(meeting=meeting, **action) for action in promised)
    return meeting


@command("partner_action.done", "said that a promise with a partner is done", allow=policies.may_keep_partners)
def finish_action(act: Act, action: PartnerAction) -> PartnerAction:
    if action.done_at or action.taken_back_at:
        raise Refused("This is done already, or was taken back.")
    action.done_at = act.at
    action.save()
    return action


@command("partner_action.not_done", "said that a promise with a partner is not done", allow=policies.may_keep_partners)
def reopen_action(act: Act, action: PartnerAction) -> PartnerAction:
    """It was ticked by mistake."""
    if action.done_at is None:
        raise Refused("This is not done yet.")
    action.done_at = None
    action.save()
    return action


@command("partner_action.taken_back", "took back a promise with a partner", allow=policies.may_keep_partners)
def take_back_action(act: Act, action: PartnerAction) -> PartnerAction:
    """It is not needed any more."""
    if action.done_at or action.taken_back_at:
        raise Refused("This is done already, or was taken back.")
    action.taken_back_at = act.at
    action.save()
    return action


def _end(act: Act, agreement: PartnerAgreement) -> PartnerAgreement:
    agreement.move_to(Status.ENDED)
    agreement.ended_at = act.at
    agreement.save()
    return agreement


def _sensible(starts_on: date | None, ends_on: date | None) -> None:
    if starts_on and ends_on and ends_on < starts_on:
        raise Refused("The last day is before the first. Change one of them.")
