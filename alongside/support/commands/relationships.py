"""The relationship itself: introduced, agreed, stopped."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from alongside.accounts.queries import current_service
from alongside.core import clock
from alongside.core.clock import months_after
from alongside.core.commands import Act, command
from alongside.core.errors import Refused
from alongside.referrals import commands as referrals
from alongside.referrals import queries as referral_queries
from alongside.support import notices, policies
from alongside.support.commands.closing import end_relationship
from alongside.support.models import RHYTHMS, Agreement, Relationship

Status, EndedAs, EndedBy = Relationship.Status, Relationship.EndedAs, Relationship.EndedBy
ENDING_NOTICE = timedelta(weeks=4)  # a month's notice of the ending, and the talk before it
PERSON_REQUESTED = "07"  # national closure reason


def needs_yes(referral: Any) -> None:
    """Refuse while the person's own newest answer is not yes: nothing happens before it."""
    if not referral_queries.said_yes(referral):
        raise Refused(f"{referral.person.called} has not said yes yet. Write down their own yes first.")


def needs_open(relationship: Relationship) -> None:
    if relationship.status == Status.ENDED:
        raise Refused("This peer support has ended, so nothing more can be added. They can ask again at any time.")


@command("relationship.introduced", "introduced a peer worker", allow=policies.may_introduce, locks=("worker",))
def introduce(act: Act, referral: Any, *, worker: Any) -> Relationship:
    """Start their walking together. Only with the person's own yes, and one peer worker at a time."""
    needs_yes(referral)
    if referral.relationships.exclude(status=Status.ENDED).exists():
        raise Refused(f"{referral.person.called} already has a peer worker.")
    if worker.leaves_on and worker.leaves_on < clock.today():
        raise Refused(f"{worker.first_name} has left, so cannot be introduced.")
    referrals.mark_matched(act, referral)
    return Relationship.objects.create(
        referral=referral, worker=worker, introduced_at=act.at, follows=last_of(referral.person)
    )


def last_of(person: Any) -> Relationship | None:
    """This person’s last relationship that ended, for this request or an earlier one: the next follows it."""
    ended = Relationship.objects.filter(referral__person=person, status=Status.ENDED).exclude(ended_as=EndedAs.DIED)
    return ended.order_by("-ended_at", "-pk").first()


@command("agreement.made", "wrote down what was agreed", allow=policies.may_agree)
def agree(
    act: Act,
    relationship: Relationship,
    *,
    agreed_on: date,
    purpose: str,
    limits_told: bool,
    how_often: str,
    where: str,
    length_name: str,
    boundaries: str = "",
    may_share: str = "",
    ending_talk_on: date | None = None,
    said_by: str = "",
) -> Agreement:
    """Write down what the two agreed. `length_name` is one of the service's planned lengths; the ending follows.

    A later agreement stands beside the earlier ones, and the newest counts.
    """
    needs_open(relationship)
    needs_yes(relationship.referral)
    called = relationship.referral.person.called
    if not limits_told:
        raise Refused(f"Tell {called} first what you would have to pass on, and to whom. Then agree the rest.")
    if agreed_on > clock.today():
        raise Refused("The day you agreed must be today or in the past.")
    contacts, ends_on = planned_ending(length_name, how_often, relationship.first_met_at, agreed_on)
    if ending_talk_on is None and ends_on:
        ending_talk_on = max(agreed_on, ends_on - ENDING_NOTICE)
    if ending_talk_on and ends_on and ending_talk_on > ends_on:
        raise Refused("Talk about the ending before it comes, so that it surprises nobody.")
    relationship.agreed_on, relationship.planned_end_on = agreed_on, ends_on
    relationship.rhythm_days = RHYTHMS.get(how_often)
    relationship.save()
    return Agreement.objects.create(
        relationship=relationship,
        agreed_on=agreed_on,
        purpose=purpose,
        boundaries=boundaries,
        limits_told=limits_told,
        may_share=may_share,
        how_often=how_often,
        where=where,
        length_name=length_name,
        planned_contacts=contacts,
        planned_end_on=ends_on,
        ending_talk_on=ending_talk_on,
        said_by=said_by or called,
        written_by=act.actor.name,
        written_at=act.at,
    )


def planned_ending(length_name: str, how_often: str, first_met: Any, agreed_on: date) -> tuple[int | None, date | None]:
    """(contacts, last day) of a planned length, counted from the first meeting. A number of contacts has a last day
    only where the rhythm is known; an open length has neither."""
    service = current_service()
    lengths = {length["name"]: length for length in service.lengths} if service else {}
    if length_name not in lengths:
        raise Refused("Choose one of the service's planned lengths.")
    length, starts = lengths[length_name], timezone.localdate(first_met) if first_met else agreed_on
    contacts, rhythm = length.get("contacts"), RHYTHMS.get(how_often)
    if contacts and rhythm:
        return contacts, starts + timedelta(days=rhythm * (contacts - 1))
    if months := length.get("months"):
        return None, months_after(starts, months)
    return contacts, None


@command("relationship.stopped", "stopped the peer support, on the person's word", allow=policies.may_stop)
def stop_support(act: Act, relationship: Relationship, *, said_by: str = "") -> Relationship:
    """The person stops. No reason is asked, nothing else of their care changes, and they can come back."""
    needs_open(relationship)
    end_relationship(act, relationship, as_=EndedAs.STOPPED, by=EndedBy.PERSON, said_by=said_by)
    referrals.close_referral(act, relationship.referral, closure_code=PERSON_REQUESTED)
    notices.tell_of_stop(act, relationship)
    return relationship
