"""A death: everything stops at once, and a person tells the peer worker. Written by mistake, it is taken back."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from alongside.accounts import commands as accounts
from alongside.core import clock, notices
from alongside.core.commands import Act, command
from alongside.core.errors import Refused
from alongside.core.models import Notice
from alongside.referrals import commands as referrals
from alongside.support import policies
from alongside.support.commands.closing import end_relationship, reopen_relationship
from alongside.support.commands.meetings import cancel_meeting
from alongside.support.models import Meeting, News, Relationship

Status, EndedAs, EndedBy = Relationship.Status, Relationship.EndedAs, Relationship.EndedBy
DIED = "06"  # national closure reason
FINISHED = ("closed", "declined")

# What slices above must stop as well, each called with the act and the person once their requests are closed.
also_stops: list[Callable[[Act, Any], None]] = []


@command("person.died", "wrote down that the person has died", allow=policies.may_record_death)
def record_death(act: Act, person: Any, *, died_on: date, teller: Any = None) -> Any:
    """Nothing is sent, booked or suggested any more, from this moment. `teller` (a user) will tell the peer worker, in
    person or by phone: no message is sent to them, and until then their pages ask them to speak to the teller."""
    if person.died_on:
        raise Refused("This is written down already.")
    if died_on > clock.today():
        raise Refused("The day must be today or in the past.")
    person.died_on, person.death_written_at = died_on, act.at
    person.save()
    for relationship in _of(person).exclude(status=Status.ENDED):
        if teller is None:
            raise Refused(f"Choose who tells {relationship.worker.first_name}. No message does.")
        end_relationship(act, relationship, as_=EndedAs.DIED, by=EndedBy.SERVICE, tell=False)
        for owed in relationship.meetings.filter(status=Meeting.Status.PLANNED):
            cancel_meeting(act, owed, by=Meeting.CancelledBy.SERVICE, tell=False)
        News.objects.create(relationship=relationship, teller=teller, written_at=act.at, written_by=act.actor.name)
    for referral in person.referrals.exclude(status__in=FINISHED):
        referrals.close_referral(act, referral, closure_code=DIED)
    for stop in also_stops:
        stop(act, person)
    if person.user_id and person.user.is_active:
        accounts.close_account(act, person.user, last_day=None)
    _stop_messages(act, person)
    return person


@command("person.death_taken_back", "took back a death that was written by mistake", allow=policies.may_record_death)
def take_back_death(act: Act, person: Any) -> Any:
    """What can be is opened again: the requests, the relationships, the person's own account. Meetings stay cancelled
    and messages stay unsent; whoever was told is told again, by a person."""
    if not person.died_on:
        raise Refused("No death is written down.")
    moment, person.died_on, person.death_written_at = person.death_written_at, None, None
    person.save()
    walked = set()
    for relationship in _of(person).filter(status=Status.ENDED, ended_as=EndedAs.DIED, ended_at=moment):
        reopen_relationship(relationship)
        News.objects.filter(relationship=relationship).delete()  # so that one day there may be another
        walked.add(relationship.referral_id)
    for referral in person.referrals.filter(status="closed", closure_code=DIED, closed_at=moment):
        referrals.take_back_closing(act, referral, matched=referral.pk in walked)
    closed_that_day = timezone.localdate(moment) - timedelta(days=1)
    if person.user_id and not person.user.is_active and person.user.last_day == closed_that_day:
        accounts.reopen_account(act, person.user)
    return person


@command("news.told", "told the peer worker, in person or by phone", allow=policies.may_tell_news)
def say_worker_told(act: Act, news: News) -> News:
    """They have heard it from somebody. From here their page says it too, gently."""
    if news.told_at:
        raise Refused(f"{news.told_by} has told them already.")
    news.told_at, news.told_by = act.at, act.actor.name
    news.save()
    return news


def _of(person: Any) -> Any:
    return Relationship.objects.filter(referral__person=person).select_related("referral__person", "worker__user")


def _stop_messages(act: Act, person: Any) -> None:
    """Those written about them, and any to where they could be reached."""
    notices.stop(act, about_id=person.pk)
    addresses = [a for a in (person.phone, person.email, person.user.email if person.user else "") if a]
    Notice.objects.filter(to__in=addresses, sent_at=None, stopped_at=None).update(stopped_at=act.at)
