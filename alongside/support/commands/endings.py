"""Endings: prepared together and in good time, closed with the national reason, and the door left open."""

from datetime import date

from alongside.core import clock
from alongside.core.commands import Act, command
from alongside.core.errors import Refused
from alongside.referrals import commands as referrals
from alongside.support import notices, policies
from alongside.support.commands.closing import end_relationship
from alongside.support.commands.relationships import needs_open
from alongside.support.models import CLOSED_BY_SERVICE, ENDED_TOGETHER, Ending, Relationship

EndedAs, EndedBy = Relationship.EndedAs, Relationship.EndedBy


@command("ending.started", "began getting ready to end", allow=policies.may_start_ending)
def start_ending(act: Act, relationship: Relationship) -> Ending:
    """At the notice, by itself; or earlier, by hand. Nothing changes between the two but what they talk about."""
    needs_open(relationship)
    if Ending.objects.filter(relationship=relationship).exists():
        raise Refused("Getting ready to end has begun already.")
    return Ending.objects.create(relationship=relationship, started_at=act.at, started_by=act.actor.name)


@command("ending.changed", "wrote down something about getting ready to end", allow=policies.may_prepare_ending)
def change_ending(
    act: Act,
    relationship: Relationship,
    *,
    told_on: date | None = None,
    last_meeting_on: date | None = None,
    looked_back: str = "",
    strengths: str = "",
    next_supports: str = "",
    thanks_from_person: str = "",
    thanks_from_worker: str = "",
    feedback_asked_on: date | None = None,
    feedback: str = "",
    feedback_by: str = "",
) -> Ending:
    """What the two have talked about and done so far, as it stands now; nothing must be filled in. Begins the getting
    ready if nobody has."""
    needs_open(relationship)
    if told_on and told_on > clock.today():
        raise Refused("The day you talked about the ending must be today or in the past.")
    ending = _ending(act, relationship)
    ending.told_on, ending.last_meeting_on = told_on, last_meeting_on
    ending.looked_back, ending.strengths, ending.next_supports = looked_back, strengths, next_supports
    ending.thanks_from_person, ending.thanks_from_worker = thanks_from_person, thanks_from_worker
    ending.feedback_asked_on = feedback_asked_on
    if feedback != ending.feedback:
        ending.feedback = feedback
        ending.feedback_by = (feedback_by or relationship.referral.person.called) if feedback else ""
    ending.save()
    return ending


@command("ending.said", "wrote their own part of the ending", allow=policies.may_say_at_ending)
def say_at_ending(
    act: Act, ending: Ending, *, strengths: str = "", thanks_from_person: str = "", feedback: str = ""
) -> Ending:
    """The person's own side: what they are good at, their thanks, what they would tell the service. Also afterwards."""
    if ending.relationship.ended_as == EndedAs.DIED:
        raise Refused("Nothing more is added here.")
    ending.strengths, ending.thanks_from_person, ending.feedback = strengths, thanks_from_person, feedback
    ending.feedback_by = ending.relationship.referral.person.called if feedback else ""
    ending.save()
    return ending


@command("relationship.ended_well", "ended well, both together", allow=policies.may_end, locks=("referral",))
def end_well(
    act: Act, relationship: Relationship, *, closure_code: str = "02", said_by: str = "", thanks_from_worker: str = ""
) -> Relationship:
    """The two end it together. `closure_code` is the national reason behind the plain one (02: what they set out to do
    is done). What was written stays for the person to read and keep."""
    needs_open(relationship)
    if closure_code not in ENDED_TOGETHER:
        raise Refused("Choose one of the reasons on the page.")
    if thanks_from_worker:
        ending = _ending(act, relationship)
        ending.thanks_from_worker = thanks_from_worker
        ending.save()
    return _close(act, relationship, closure_code, EndedAs.WELL, EndedBy.BOTH, said_by)


@command("relationship.closed", "closed the peer support", allow=policies.may_end, locks=("referral",))
def close_support(act: Act, relationship: Relationship, *, closure_code: str) -> Relationship:
    """The service closes it, because the two cannot go on. `closure_code` is the national reason."""
    needs_open(relationship)
    if closure_code not in CLOSED_BY_SERVICE:
        raise Refused("Choose one of the reasons on the page.")
    return _close(act, relationship, closure_code, EndedAs.CLOSED, EndedBy.SERVICE)


def _close(
    act: Act, relationship: Relationship, closure_code: str, as_: str, by: str, said_by: str = ""
) -> Relationship:
    cancelled = end_relationship(act, relationship, as_=as_, by=by, said_by=said_by)
    referrals.close_referral(act, relationship.referral, closure_code=closure_code)
    notices.tell_cancelled(act, relationship, cancelled)
    notices.tell_ended(act, relationship)
    return relationship


def _ending(act: Act, relationship: Relationship) -> Ending:
    """The one that has begun, or a new one."""
    return Ending.objects.filter(relationship=relationship).first() or start_ending(act, relationship)
